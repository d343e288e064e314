import type { Milestone, MilestoneState, PlanReply } from '@weft/contracts/program/plan-api'
import { inWords } from '../../frame/words.ts'

export const stateNames: Record<MilestoneState, string> = { open: 'Open', reached: 'Reached', missed: 'Not reached' }
export const stateTones = { open: 'accent', reached: 'good', missed: 'warn' } as const
export const planStates: Record<PlanReply['state'], string> = { draft: 'Being written', approved: 'Approved', replaced: 'Replaced' }
export const ownerName = ({ owner }: Pick<Milestone, 'owner'>): string => owner.name ?? 'Somebody who has left'
export const byWhom = (deed: { at: string, by: string | null }): string => `${inWords(deed.at.slice(0, 10))}, ${deed.by ?? 'somebody who has left'}`

const DAY_MS = 86_400_000
/** Days from one day to another, both YYYY-MM-DD. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

/** Days that are left between what a milestone needs and itself, for the one that leaves least; null where it needs nothing. */
export function slackOf (milestone: Milestone, all: readonly Milestone[]): number | null {
  const needed = all.filter(({ milestoneId }) => milestone.needs.includes(milestoneId))
  return needed.length === 0 ? null : Math.min(...needed.map(({ due }) => daysBetween(due, milestone.due)))
}

/** What is wrong with the order of days, a sentence for each. */
export function lateInWords ({ late, milestones }: PlanReply): string[] {
  const of = new Map(milestones.map(one => [one.milestoneId, one]))
  return late.flatMap(({ milestoneId, needsId }) => {
    const [needing, needed] = [of.get(milestoneId), of.get(needsId)]
    return needing === undefined || needed === undefined ? [] : [`“${needing.title}” is due on ${inWords(needing.due)} and needs “${needed.title}”, which is due later, on ${inWords(needed.due)}.`]
  })
}

/** Fields of a milestone as a form has them. */
export type MilestoneForm = { outcomeId: string, title: string, measure: string, target: string, owner: string, due: string, priorityId: string, neededBy: string, edition: string }
export const emptyMilestone: MilestoneForm = { outcomeId: '', title: '', measure: '', target: '', owner: '', due: '', priorityId: '', neededBy: '', edition: '' }
export const formOf = ({ outcomeId, title, measure, target, owner, due, priority, edition }: Milestone): MilestoneForm =>
  ({ outcomeId, title, measure, target, owner: owner.personId, due, priorityId: priority?.priorityId ?? '', neededBy: '', edition: String(edition) })
