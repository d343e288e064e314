import type { MilestoneRequest } from '@weft/contracts/program/plan-api'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { checkPriority } from '../priority/priorities.store.ts'
import { addNeed, changeMilestone, insertMilestone, peopleCalled, type Draft } from './draft.store.ts'
import { ownerAmong } from './owner.ts'
import { milestonesOf, needsIn, outcomesOf, type MilestoneRow } from './plan.store.ts'
import { checkMilestone } from './plan.ts'
import { circleInWords, circleWith } from './roadmap.ts'

const MOST_MILESTONES = 300
const noMilestone = () => new Refusal('not-found', 'no-such-milestone', 'There is no such milestone in the draft.')

/** What was changed, for the log of the draft; null: nothing, as for a form sent twice. */
export type Change = { id: string | null, what: string | null }

export async function findMilestone (tx: Sql, { version }: Draft, milestoneId: string): Promise<MilestoneRow> {
  const found = (await milestonesOf(tx, version)).find(milestone => milestone.milestoneId === milestoneId)
  if (found === undefined) throw noMilestone()
  return found
}

/** The words of a milestone as they will stand. Throws what `checkMilestone` and `ownerAmong` throw, and where there is no such outcome. */
async function wordsFrom (tx: Sql, { version }: Draft, asked: MilestoneRequest, before: string | null) {
  checkMilestone(asked)
  if (!(await outcomesOf(tx, version)).some(({ outcomeId }) => outcomeId === asked.outcomeId)) throw new Refusal('invalid', 'no-such-outcome', 'Choose one of the outcomes of the draft.', [{ at: 'outcomeId', code: 'no-such-outcome', sentence: 'Choose one.' }])
  // What a milestone served before may stay: priorities change, and a plan is not rewritten for it.
  if (asked.priorityId !== before) await checkPriority(tx, asked.priorityId)
  const owner = asked.owner.trim()
  return {
    outcomeId: asked.outcomeId, title: asked.title.trim(), measure: asked.measure.trim(), target: asked.target.trim(), due: asked.due, priorityId: asked.priorityId,
    ownerId: ownerAmong(await peopleCalled(tx, owner), owner)
  }
}

const isSame = (row: MilestoneRow, words: Awaited<ReturnType<typeof wordsFrom>>) => (['outcomeId', 'title', 'measure', 'target', 'due', 'ownerId', 'priorityId'] as const).every(part => row[part] === words[part])

/** Adds a milestone and, where it was asked for, that another needs it. The very same words again are the same milestone. */
export async function addMilestone (tx: Sql, draft: Draft, asked: MilestoneRequest, newId: () => string): Promise<Change> {
  const words = await wordsFrom(tx, draft, asked, null)
  const all = await milestonesOf(tx, draft.version)
  const again = all.find(row => isSame(row, words))
  if (again !== undefined) return { id: again.milestoneId, what: null }
  if (all.length >= MOST_MILESTONES) throw new Refusal('conflict', 'too-many-milestones', `A plan has ${MOST_MILESTONES} milestones at most.`)
  const milestoneId = newId()
  await insertMilestone(tx, draft.version, { ...words, milestoneId })
  // Nothing needs the new one yet and it needs nothing: this closes no circle.
  if (asked.neededBy !== null) {
    await findMilestone(tx, draft, asked.neededBy)
    await addNeed(tx, draft.version, asked.neededBy, milestoneId)
  }
  return { id: milestoneId, what: `Added the milestone “${words.title}”` }
}

/** Throws `Refusal('conflict', 'changed-meanwhile')` where somebody else changed it since it was seen. */
export async function rewriteMilestone (tx: Sql, draft: Draft, milestoneId: string, asked: MilestoneRequest): Promise<Change> {
  const row = await findMilestone(tx, draft, milestoneId)
  const words = await wordsFrom(tx, draft, asked, row.priorityId)
  if (isSame(row, words)) return { id: milestoneId, what: null }
  if (row.edition !== asked.edition) throw new Refusal('conflict', 'changed-meanwhile', 'Somebody changed this milestone meanwhile. Your words are still in the form: compare, then send again.')
  await changeMilestone(tx, draft.version, { ...words, milestoneId })
  return { id: milestoneId, what: `Changed the milestone “${words.title}”` }
}

/** Says that one milestone needs another. Throws `Refusal('conflict', 'circle')` that names the circle it would close. */
export async function linkNeed (tx: Sql, draft: Draft, need: { milestoneId: string, needsId: string }): Promise<Change> {
  const titles = new Map((await milestonesOf(tx, draft.version)).map(({ milestoneId, title }) => [milestoneId, title]))
  const titleOf = (id: string) => titles.get(id) ?? ''
  if (!titles.has(need.milestoneId) || !titles.has(need.needsId)) throw noMilestone()
  const needs = await needsIn(tx, draft.version)
  if (needs.some(({ milestoneId, needsId }) => milestoneId === need.milestoneId && needsId === need.needsId)) return { id: need.milestoneId, what: null }
  const circle = circleWith(needs, need)
  if (circle !== null) throw new Refusal('conflict', 'circle', circleInWords(circle.map(titleOf))) // guard: no circle in the roadmap
  await addNeed(tx, draft.version, need.milestoneId, need.needsId)
  return { id: need.milestoneId, what: `“${titleOf(need.milestoneId)}” needs “${titleOf(need.needsId)}”` }
}
