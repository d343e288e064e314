import type { Conflict, Verdict } from '@weft/contracts/program/conflict-api'
import type { StatementField } from '@weft/contracts/program/view-api'
import type { Subject } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { findWho, namesOf } from '../organisation/who.store.ts'

type Row = {
  conflictId: string, segmentId: string, segmentName: string, voiceId: string | null, state: Conflict['state'], version: number, reason: string, foundOn: string,
  viewA: string, unitA: string, nameA: string, fieldA: StatementField, textA: string, viewB: string, unitB: string, nameB: string, fieldB: StatementField, textB: string,
  verdict: Verdict | null, why: string | null, decidedBy: string | null, decidedOn: string | null
}
type HistoryRow = { conflictId: string, what: Conflict['history'][number]['what'], on: string, by: string | null, said: string }

const COLUMNS = /* sql */ `
  c.conflict_id as "conflictId", c.segment_id as "segmentId", s.name as "segmentName", s.voice_id as "voiceId", c.state, c.version, c.reason, (c.found_at at time zone 'utc')::date as "foundOn",
  c.view_a as "viewA", a.unit_id as "unitA", coalesce(ua.name, a.unit_id) as "nameA", c.field_a as "fieldA", c.text_a as "textA",
  c.view_b as "viewB", b.unit_id as "unitB", coalesce(ub.name, b.unit_id) as "nameB", c.field_b as "fieldB", c.text_b as "textB",
  c.verdict, c.why, c.decided_by as "decidedBy", (c.decided_at at time zone 'utc')::date as "decidedOn"`
const JOINS = /* sql */ `
  from view_conflict c
  join segment s using (segment_id)
  join customer_view a on a.view_id = c.view_a
  join customer_view b on b.view_id = c.view_b
  left join unit ua on ua.unit_id = a.unit_id
  left join unit ub on ub.unit_id = b.unit_id`

/** Which conflicts: of one segment or of all, of one state or of all, after an id; `voiceId`: only of segments with this voice. */
export type Which = { segmentId?: string | null, state?: Conflict['state'] | null, after?: string | null, voiceId?: string | null, most: number }
/** Who may decide: `speaks` for all, or for the segments with this voice. */
export type Deciding = { speaks: boolean, personId: string | null }

export const decidingOf = async (sql: Sql, subject: Subject): Promise<Deciding> =>
  ({ speaks: subject.roles.includes('program-office'), personId: (await findWho(sql, subject.subject))?.personId ?? null })

/** A page of the queue, the oldest first. */
export async function conflictsOf (sql: Sql, { segmentId = null, state = null, after = null, voiceId = null, most }: Which, who: Deciding): Promise<Conflict[]> {
  const { rows } = await sql.query<Row>(/* sql */ `
    select ${COLUMNS} ${JOINS}
     where ($1::uuid is null or c.segment_id = $1) and ($2::text is null or c.state = $2) and ($3::uuid is null or c.conflict_id > $3) and ($4::text is null or s.voice_id = $4)
     order by c.conflict_id
     limit $5`,
    [segmentId, state, after, voiceId, most])
  const { rows: history } = await sql.query<HistoryRow>(/* sql */ `
    select h.conflict_id as "conflictId", h.what, (h.changed_at at time zone 'utc')::date as on, h.changed_by as by, h.said
      from view_conflict_change h
     where h.conflict_id = any ($1)
     order by h.change_id desc`,
    [rows.map(({ conflictId }) => conflictId)])
  const names = await namesOf(sql, [...rows.map(({ decidedBy }) => decidedBy), ...history.map(({ by }) => by)].filter(by => by !== null))
  const historyOf = Map.groupBy(history, ({ conflictId }) => conflictId)
  return rows.map(row => conflictFrom(row, historyOf.get(row.conflictId) ?? [], names, who))
}

function conflictFrom (row: Row, history: readonly HistoryRow[], names: ReadonlyMap<string, string>, who: Deciding): Conflict {
  const { conflictId, segmentId, segmentName, state, version, reason, foundOn, verdict, why, decidedBy, decidedOn } = row
  const nameOf = (subject: string | null) => subject === null ? null : names.get(subject) ?? null
  return {
    conflictId, segmentId, segmentName, state, version, reason, foundOn,
    first: { viewId: row.viewA, unitId: row.unitA, unitName: row.nameA, field: row.fieldA, text: row.textA },
    second: { viewId: row.viewB, unitId: row.unitB, unitName: row.nameB, field: row.fieldB, text: row.textB },
    decision: verdict === null || decidedOn === null ? null : { verdict, why: why ?? '', by: nameOf(decidedBy), on: decidedOn },
    history: history.slice(0, 50).map(({ what, on, by, said }) => ({ what, on, by: nameOf(by), said })),
    yours: state !== 'gone' && (who.speaks || (row.voiceId !== null && row.voiceId === who.personId))
  }
}

export async function countConflicts (sql: Sql, { segmentId = null, voiceId = null }: Pick<Which, 'segmentId' | 'voiceId'>): Promise<{ found: number, open: number, decided: number, gone: number }> {
  const { rows: [counts] } = await sql.query<{ found: number, open: number, decided: number, gone: number }>(/* sql */ `
    select count(*) as found, count(*) filter (where c.state = 'open') as open, count(*) filter (where c.state = 'decided') as decided, count(*) filter (where c.state = 'gone') as gone
      from view_conflict c
      join segment s using (segment_id)
     where ($1::uuid is null or c.segment_id = $1) and ($2::text is null or s.voice_id = $2)`,
    [segmentId, voiceId])
  return counts ?? { found: 0, open: 0, decided: 0, gone: 0 }
}

export type Locked = { conflictId: string, segmentId: string, segmentName: string, voiceId: string | null, state: Conflict['state'], version: number, unitA: string, unitB: string, textA: string, textB: string }

/** A conflict for deciding; its segment is locked first, so that no comparison changes it meanwhile. */
export async function lockConflict (tx: Sql, conflictId: string): Promise<Locked> {
  await tx.query(/* sql */ `select from segment s where s.segment_id = (select c.segment_id from view_conflict c where c.conflict_id = $1) for update`, [conflictId])
  const { rows: [conflict] } = await tx.query<Locked>(/* sql */ `
    select c.conflict_id as "conflictId", c.segment_id as "segmentId", s.name as "segmentName", s.voice_id as "voiceId", c.state, c.version, a.unit_id as "unitA", b.unit_id as "unitB", c.text_a as "textA", c.text_b as "textB"
      from view_conflict c
      join segment s using (segment_id)
      join customer_view a on a.view_id = c.view_a
      join customer_view b on b.view_id = c.view_b
     where c.conflict_id = $1
       for update of c`,
    [conflictId])
  if (conflict === undefined) throw new Refusal('not-found', 'no-such-conflict', 'There is no such contradiction.')
  return conflict
}

export async function keepDecision (tx: Sql, conflictId: string, { verdict, why, by, at }: { verdict: Verdict, why: string, by: string, at: Date }): Promise<void> {
  await tx.query(/* sql */ `
    update view_conflict set state = 'decided', verdict = $2, why = $3, decided_by = $4, decided_at = $5, version = version + 1 where conflict_id = $1`,
    [conflictId, verdict, why, by, at])
}
