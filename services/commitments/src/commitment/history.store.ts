import type { Sql } from '@weft/service-kit/database'
import type { Commitment } from './commitment.ts'
import { differenceOf } from './difference.ts'

export type Step = { commitmentId: string, version: number, at: Date, by: string, act: string, before: object | null, after: object | null, reason: string | null }

/** One act, once: the version is the number of its line. */
export async function noteStep (tx: Sql, { commitmentId, version, at, by, act, before, after, reason }: Step): Promise<void> {
  await tx.query(/* sql */ `
    insert into commitment_change (commitment_id, version, at, by_person, act, before, after, reason) values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8)`,
    [commitmentId, version, at, by, act, before === null ? null : JSON.stringify(before), after === null ? null : JSON.stringify(after), reason])
}

/** What a change says in the history: fields that differ; of one that was just made, all of it. */
export const stepOf = (before: Commitment | null, after: Commitment, { at, by, act, reason }: Pick<Step, 'at' | 'by' | 'act' | 'reason'>): Step =>
  ({ commitmentId: after.commitmentId, version: after.version, at, by, act, reason, ...differenceOf(before, after) })
