import { MOST_IN_PERSONA, type DraftRequest, type Persona, type TakeRequest } from '@weft/contracts/program/persona-api'
import type { StatementField } from '@weft/contracts/program/view-api'
import { Refusal } from '@weft/service-kit/refusal'

/** Where a statement was taken from: a view in the version that said so. */
export type Source = { viewId: string, unitId: string, version: number, text: string }
export type Composed = { id: string, field: StatementField, text: string, from: Source[] }
export type Draft = { version: number, summary: string, statements: Composed[] }

/** What a current view says. */
export type Saying = { viewId: string, unitId: string, unitName: string, version: number, field: StatementField, text: string }
export type Contradiction = { viewA: string, textA: string, viewB: string, textB: string, verdict: string | null }

const fits = (statements: Composed[]): Composed[] => {
  if (statements.length > MOST_IN_PERSONA) throw new Refusal('invalid', 'persona-too-long', `A persona has at most ${MOST_IN_PERSONA} statements. A short one is read.`)
  return statements
}

/**
 * A draft with statements of current views in it. The same text is one statement with several sources.
 * Throws `Refusal('conflict', 'view-changed-meanwhile')` of what no current view says.
 */
export function withTaken ({ summary, statements }: Draft, picks: TakeRequest['picks'], sayings: readonly Saying[], newId: () => string): Pick<Draft, 'summary' | 'statements'> {
  const next = statements.map(one => ({ ...one, from: [...one.from] }))
  for (const pick of picks) {
    const saying = sayings.find(one => one.viewId === pick.viewId && one.field === pick.field && one.text === pick.text)
    if (saying === undefined) throw new Refusal('conflict', 'view-changed-meanwhile', `“${pick.text}” no longer stands in the view it was taken from. Look at the views again.`)
    const source: Source = { viewId: saying.viewId, unitId: saying.unitId, version: saying.version, text: saying.text }
    const there = next.find(one => one.field === pick.field && one.text.toLowerCase() === pick.text.toLowerCase())
    if (there === undefined) next.push({ id: newId(), field: pick.field, text: pick.text, from: [source] })
    else if (!there.from.some(({ viewId, text }) => viewId === source.viewId && text === source.text)) there.from.push(source)
  }
  return { summary, statements: fits(next) }
}

/** A draft with its texts as they shall stand: an edited statement keeps its sources, an unknown id is refused. */
export function withTexts ({ statements }: Draft, { summary, statements: asked }: DraftRequest, newId: () => string): Pick<Draft, 'summary' | 'statements'> {
  const known = new Map(statements.map(one => [one.id, one]))
  return {
    summary: summary.trim(),
    statements: fits(asked.map(({ id, field, text }) => {
      const there = id === null ? undefined : known.get(id)
      if (id !== null && there === undefined) throw new Refusal('conflict', 'changed-meanwhile', 'A statement that you edited is no longer in the draft. Look at it again.')
      return { id: there?.id ?? newId(), field: there?.field ?? field, text: text.trim(), from: there?.from ?? [] }
    }))
  }
}

/** Whether a department no longer says what a statement was taken from. */
export const isChanged = ({ from }: Composed, sayings: readonly Saying[]): boolean =>
  from.some(source => !sayings.some(({ viewId, text }) => viewId === source.viewId && text === source.text))

/** Pairs of statements that are both sides of a contradiction nobody decided to keep: an agreed persona cannot say both. */
export function clashesIn (statements: readonly Composed[], contradictions: readonly Contradiction[]): { first: string, second: string }[] {
  const holds = (viewId: string, text: string) => statements.find(({ from }) => from.some(source => source.viewId === viewId && source.text === text))
  return contradictions.filter(({ verdict }) => verdict !== 'split' && verdict !== 'no-contradiction').flatMap(({ viewA, textA, viewB, textB }) => {
    const [first, second] = [holds(viewA, textA), holds(viewB, textB)]
    return first === undefined || second === undefined || first === second ? [] : [{ first: first.text, second: second.text }]
  })
}

/** Throws where a draft cannot be agreed: `empty-persona`, `both-sides`. */
export function checkPublication ({ statements }: Pick<Draft, 'statements'>, contradictions: readonly Contradiction[]): void {
  if (statements.length === 0) throw new Refusal('invalid', 'empty-persona', 'There is no statement in the draft. Take some from the views first.')
  const [clash] = clashesIn(statements, contradictions)
  if (clash !== undefined) throw new Refusal('conflict', 'both-sides', `The draft says both “${clash.first}” and “${clash.second}”, which contradict each other. Decide the contradiction, or leave one out.`) // guard: both sides
}

/** What departments wrote is for those who see views; that a statement came from them is for everybody. */
export const withoutSources = (persona: Persona): Persona =>
  ({ ...persona, statements: persona.statements.map(one => ({ ...one, from: one.from.map(source => ({ ...source, text: null })) })) }) // guard: agreed only
