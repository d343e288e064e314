import type { Verdict } from '@weft/contracts/program/conflict-api'
import type { OpportunityState, OverlapQuestion } from '@weft/contracts/program/opportunity-api'
import type { StatementField, ViewContent } from '@weft/contracts/program/view-api'

export const fieldNames: Record<StatementField, string> = { needs: 'Needs', pains: 'Pains', goals: 'Goals', life: 'Life beyond our products', contribution: 'What we do for them' }
export const verdictNames: Record<Verdict, string> = { 'first-holds': 'The first holds', 'second-holds': 'The second holds', split: 'Both hold, for different customers', 'no-contradiction': 'No contradiction' }
export const questionNames: Record<OverlapQuestion, string> = { overlap: 'Where do we overlap?', collaborate: 'Where could we work together?', loyalty: 'How would customers become more loyal if we were connected?' }
export const stateNames: Record<OpportunityState, string> = { open: 'Open', agreed: 'Agreed', done: 'Done', dropped: 'Dropped' }

/** A list as it is typed: one statement a line. */
export const linesOf = (text: string): string[] => text.split(/\r?\n/).map(line => line.trim()).filter(line => line !== '')
export const textOf = (lines: readonly string[]): string => lines.join('\n')

export type ViewForm = { called: string, needs: string, pains: string, goals: string, life: string, contribution: string }
export const contentOf = ({ needs, pains, goals, life, contribution }: ViewForm): ViewContent => ({ needs: linesOf(needs), pains: linesOf(pains), goals: linesOf(goals), life: life.trim().replaceAll('\r\n', '\n'), contribution: contribution.trim().replaceAll('\r\n', '\n') })
export const formOf = (called: string, content: ViewContent): ViewForm => ({ called, needs: textOf(content.needs), pains: textOf(content.pains), goals: textOf(content.goals), life: content.life, contribution: content.contribution })
export const emptyForm = (called = ''): ViewForm => ({ called, needs: '', pains: '', goals: '', life: '', contribution: '' })

/** "2027-02" → "February 2027" */
export const monthInWords = (month: string): string => new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`))
