import type { PlanReply } from '@weft/contracts/program/plan-api'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import type { Deps } from '../deps.ts'
import { priorityTitles } from '../priority/priorities.store.ts'
import { changesOf, findVersion, marksOf, milestonesOf, needsIn, outcomesOf, prioritiesOf, type MarkRow, type VersionRow } from './plan.store.ts'
import { criticalChain, lateNeeds, needsOf } from './roadmap.ts'

const deed = (at: Date, by: string | null) => ({ at: at.toISOString(), by })

export const lineOf = ({ version, state, begunAt, begunBy, approvedAt, approvedBy }: VersionRow) =>
  ({ version, state, begun: deed(begunAt, begunBy), approved: approvedAt === null ? null : deed(approvedAt, approvedBy) })

/** Reads of one moment: a plan that is approved meanwhile is seen before or after, never in between. */
export const atOneMoment = <T>(pool: Deps['pool'], work: (tx: Sql) => Promise<T>): Promise<T> => inTransaction(pool, async tx => {
  await tx.query(/* sql */ `set transaction isolation level repeatable read read only`)
  return work(tx)
})

/** A version of the plan as it is read by this subject. Call in `atOneMoment`. */
export async function readPlan (tx: Sql, version: number, subject: string): Promise<PlanReply | undefined> {
  const row = await findVersion(tx, version)
  if (row === undefined) return undefined
  const found = await milestonesOf(tx, version)
  const needs = await needsIn(tx, version)
  const marks = Map.groupBy(await marksOf(tx, found.map(({ milestoneId }) => milestoneId)), ({ milestoneId }) => milestoneId)
  const directly = needsOf(needs)
  const titles = await priorityTitles(tx, found.flatMap(({ priorityId }) => priorityId ?? []))
  const milestones = found.map(({ ownerId, ownerName, ownerSubject, priorityId, ...milestone }) => ({
    ...milestone,
    priority: priorityId === null ? null : { priorityId, title: titles.get(priorityId) ?? '' },
    owner: { personId: ownerId, name: ownerName },
    needs: directly.get(milestone.milestoneId) ?? [],
    state: marks.get(milestone.milestoneId)?.[0]?.state ?? 'open' as const,
    marks: (marks.get(milestone.milestoneId) ?? []).map(({ at, by, state, why, evidence }: MarkRow) => ({ ...deed(at, by), state, why, evidence })),
    mine: ownerSubject === subject
  }))
  return {
    ...lineOf(row), edition: row.edition, changes: row.changes, vision: row.vision,
    priorities: await prioritiesOf(tx, version),
    outcomes: await outcomesOf(tx, version),
    milestones,
    late: lateNeeds(milestones, needs),
    chain: criticalChain(milestones, needs),
    log: (await changesOf(tx, version)).map(({ what, at, by }) => ({ ...deed(at, by), what }))
  }
}
