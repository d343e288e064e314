import type { Becomes } from '@weft/contracts/program/initiative-api'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { versionIn } from '../plan/plan.store.ts'
import { currentPriorities } from '../priority/priorities.store.ts'

/**
 * What a project becomes, with its name as of now: a priority in force, or a milestone of the approved plan, by its id. A commitment is
 * somebody's own and has no page here: it is told in words, as is what has no id yet. Throws `Refusal('invalid', 'no-such-target')`.
 */
export async function namedTarget (tx: Sql, becomes: Becomes): Promise<Becomes> {
  const { kind, id } = becomes
  if (id === null) return becomes
  const text = kind === 'priority' ? await titleOfPriority(tx, id) : kind === 'milestone' ? await titleOfMilestone(tx, id) : undefined
  if (text === undefined) throw new Refusal('invalid', 'no-such-target', { // guard: becomes what there is
    priority: 'This priority is not in force. Choose one of those that are.', milestone: 'This milestone is not in the approved plan. Choose one that is.',
    commitment: 'A commitment is told in words: whose it is, and what they do.'
  }[kind])
  return { kind, id, text: text.slice(0, 200) }
}

async function titleOfPriority (tx: Sql, id: string): Promise<string | undefined> {
  return (await currentPriorities(tx)).priorities.find(({ priorityId }) => priorityId === id)?.title
}

async function titleOfMilestone (tx: Sql, id: string): Promise<string | undefined> {
  const { rows: [row] } = await tx.query<{ title: string }>(/* sql */ `
    select m.title from plan_milestone m where m.version = $1 and m.milestone_id = $2`,
    [await versionIn(tx, 'approved'), id])
  return row?.title
}
