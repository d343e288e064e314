import type { Sql } from '@weft/service-kit/database'
import type { PairFindings } from './group.ts'
import { reconcile, type Found, type Known } from './reconcile.ts'

type When = { now: Date, newId: () => string }

async function knownOf (tx: Sql, segmentId: string): Promise<Known[]> {
  const { rows } = await tx.query<{ conflictId: string, viewA: string, viewB: string, fieldA: Known['a']['field'], textA: string, fieldB: Known['b']['field'], textB: string, reason: string, state: Known['state'] }>(/* sql */ `
    select c.conflict_id as "conflictId", c.view_a as "viewA", c.view_b as "viewB", c.field_a as "fieldA", c.text_a as "textA", c.field_b as "fieldB", c.text_b as "textB", c.reason, c.state
      from view_conflict c
     where c.segment_id = $1
     order by c.conflict_id
       for update`,
    [segmentId])
  return rows.map(({ conflictId, viewA, viewB, fieldA, textA, fieldB, textB, reason, state }) => ({ conflictId, viewA, viewB, a: { field: fieldA, text: textA }, b: { field: fieldB, text: textB }, reason, state }))
}

const foundIn = (pairs: ReadonlyMap<string, PairFindings>): Found[] => [...pairs].flatMap(([pair, { contradictions }]) => {
  const [viewA = '', viewB = ''] = pair.split(' ')
  return contradictions.map(link => ({ viewA, viewB, ...link }))
})

/** Brings the queue of a segment to what was found now. The segment is locked by the caller. */
export async function queueChanges (tx: Sql, segmentId: string, pairs: ReadonlyMap<string, PairFindings>, when: When): Promise<void> {
  const { add, reopen, gone } = reconcile(await knownOf(tx, segmentId), foundIn(pairs))
  for (const found of add) await addConflict(tx, segmentId, found, when)
  for (const { conflictId, found, why } of reopen) await reopenConflict(tx, conflictId, found, why, when)
  for (const conflictId of gone) {
    await tx.query(/* sql */ `
      update view_conflict set state = 'gone', verdict = null, why = null, decided_by = null, decided_at = null, version = version + 1 where conflict_id = $1`,
      [conflictId])
    await noteChange(tx, conflictId, 'gone', null, when.now, 'One of the two texts no longer stands.')
  }
}

async function addConflict (tx: Sql, segmentId: string, { viewA, viewB, a, b, reason }: Found, { now, newId }: When): Promise<void> {
  const conflictId = newId()
  await tx.query(/* sql */ `
    insert into view_conflict (conflict_id, segment_id, view_a, view_b, field_a, text_a, field_b, text_b, reason, state, version, found_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', 1, $10)`,
    [conflictId, segmentId, viewA, viewB, a.field, a.text, b.field, b.text, reason, now])
  await noteChange(tx, conflictId, 'found', null, now, reason)
}

async function reopenConflict (tx: Sql, conflictId: string, { a, b, reason }: Found, why: string, { now }: When): Promise<void> {
  await tx.query(/* sql */ `
    update view_conflict
       set field_a = $2, text_a = $3, field_b = $4, text_b = $5, reason = $6, state = 'open', verdict = null, why = null, decided_by = null, decided_at = null, version = version + 1
     where conflict_id = $1`, // guard: reopened by a text
    [conflictId, a.field, a.text, b.field, b.text, reason])
  await noteChange(tx, conflictId, 'reopened', null, now, why)
}

/** A line of a conflict's history: what was decided before stays readable when it opens again. */
export async function noteChange (tx: Sql, conflictId: string, what: 'found' | 'decided' | 'reopened' | 'gone', by: string | null, at: Date, said: string): Promise<void> {
  await tx.query(/* sql */ `insert into view_conflict_change (conflict_id, what, changed_by, changed_at, said) values ($1, $2, $3, $4, $5)`, [conflictId, what, by, at, said])
}
