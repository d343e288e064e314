import type { Opportunity, UnitPair } from '@weft/contracts/program/opportunity-api'
import { opportunityChanged } from '@weft/contracts/program/segment-events'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import { namesOf } from '../organisation/who.store.ts'
import type { Acting } from '../segment/acting.ts'
import type { OpportunityRow } from './opportunity.ts'

export type Which = { segmentId?: string | null, unitId?: string | null, otherUnitId?: string | null, after?: string | null, most: number }
export type Reader = { reached: ReadonlySet<string> | 'all', isOffice: boolean, personId: string | null }
type Row = Omit<OpportunityRow, 'unitA' | 'unitB'> & { segmentName: string, voiceId: string | null, unitA: string, unitB: string, nameA: string, nameB: string, ownerName: string | null, question: Opportunity['question'], changedOn: string }

/** A page of opportunities, the newest first; `after`: the last id of the page before. */
export async function opportunitiesOf (sql: Sql, { segmentId = null, unitId = null, otherUnitId = null, after = null, most }: Which, reader: Reader): Promise<Opportunity[]> {
  const { rows } = await sql.query<Row>(/* sql */ `
    select o.opportunity_id as "opportunityId", o.segment_id as "segmentId", s.name as "segmentName", s.voice_id as "voiceId", o.unit_a as "unitA", o.unit_b as "unitB",
           coalesce(ua.name, o.unit_a) as "nameA", coalesce(ub.name, o.unit_b) as "nameB", o.question, o.what, o.owner_id as "ownerId", p.name as "ownerName",
           o.outcome, o.state, o.dispute, o.version, (o.changed_at at time zone 'utc')::date as "changedOn"
      from opportunity o
      join segment s using (segment_id)
      left join unit ua on ua.unit_id = o.unit_a
      left join unit ub on ub.unit_id = o.unit_b
      left join person p on p.person_id = o.owner_id
     where ($1::uuid is null or o.segment_id = $1) and ($2::text is null or $2 in (o.unit_a, o.unit_b)) and ($3::text is null or $3 in (o.unit_a, o.unit_b)) and ($4::uuid is null or o.opportunity_id < $4)
     order by o.opportunity_id desc
     limit $5`,
    [segmentId, unitId, otherUnitId, after, most])
  const { rows: history } = await sql.query<{ opportunityId: string, on: string, by: string, what: string }>(/* sql */ `
    select h.opportunity_id as "opportunityId", (h.changed_at at time zone 'utc')::date as on, h.changed_by as by, h.what
      from opportunity_change h
     where h.opportunity_id = any ($1)
     order by h.change_id desc`,
    [rows.map(({ opportunityId }) => opportunityId)])
  const names = await namesOf(sql, history.map(({ by }) => by))
  const historyOf = Map.groupBy(history, ({ opportunityId }) => opportunityId)
  const reaches = (id: string) => reader.reached === 'all' || reader.reached.has(id)
  return rows.map(({ voiceId, unitA, unitB, nameA, nameB, ownerId, ownerName, ...row }) => {
    const judge = reader.isOffice || (voiceId !== null && voiceId === reader.personId)
    return {
      ...row, first: { unitId: unitA, name: nameA }, second: { unitId: unitB, name: nameB }, owner: ownerId === null ? null : { personId: ownerId, name: ownerName },
      history: (historyOf.get(row.opportunityId) ?? []).slice(0, 100).map(({ on, by, what }) => ({ on, by: names.get(by) ?? null, what })),
      judge, yours: judge || reaches(unitA) || reaches(unitB) || (ownerId !== null && ownerId === reader.personId)
    }
  })
}

export type LockedOpportunity = OpportunityRow & { voiceId: string | null, segmentName: string }

export async function lockOpportunity (tx: Sql, opportunityId: string, version: number): Promise<LockedOpportunity> {
  const { rows: [row] } = await tx.query<LockedOpportunity>(/* sql */ `
    select o.opportunity_id as "opportunityId", o.segment_id as "segmentId", s.voice_id as "voiceId", s.name as "segmentName", o.unit_a as "unitA", o.unit_b as "unitB", o.what, o.owner_id as "ownerId", o.outcome, o.state, o.dispute, o.version
      from opportunity o
      join segment s using (segment_id)
     where o.opportunity_id = $1
       for update of o`,
    [opportunityId])
  if (row === undefined) throw new Refusal('not-found', 'no-such-opportunity', 'There is no such opportunity.')
  if (row.version !== version) throw new Refusal('conflict', 'changed-meanwhile', 'Somebody changed this opportunity meanwhile. Read what stands now.')
  return row
}

/** Stores an opportunity with what changed and its event, in the caller's transaction. */
export async function keepOpportunity (tx: Sql, row: OpportunityRow & { question?: Opportunity['question'] }, changes: readonly string[], { subject, now, newId }: Acting): Promise<void> {
  const { opportunityId, segmentId, unitA, unitB, what, ownerId, outcome, state, dispute, version } = row
  if (row.question === undefined) {
    await tx.query(/* sql */ `
      update opportunity set what = $2, owner_id = $3, outcome = $4, state = $5, dispute = $6, version = $7, changed_at = $8 where opportunity_id = $1`,
      [opportunityId, what, ownerId, outcome, state, dispute, version, now])
  } else {
    await tx.query(/* sql */ `
      insert into opportunity (opportunity_id, segment_id, unit_a, unit_b, question, what, owner_id, outcome, state, dispute, version, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [opportunityId, segmentId, unitA, unitB, row.question, what, ownerId, outcome, state, dispute, version, now])
  }
  for (const change of changes) await tx.query(/* sql */ `insert into opportunity_change (opportunity_id, changed_by, changed_at, what) values ($1, $2, $3, $4)`, [opportunityId, subject, now, change])
  const data = { segmentId, opportunityId, version, firstUnitId: unitA, secondUnitId: unitB, state, ownerId, disputed: dispute !== null }
  await appendToOutbox(tx, [eventOf(opportunityChanged, { id: newId(), key: segmentId, time: now.toISOString(), data })])
}

/** Names of people by their ids. */
export async function peopleNamed (sql: Sql, ids: readonly (string | null)[]): Promise<(personId: string | null) => string> {
  const { rows } = await sql.query<{ personId: string, name: string }>(/* sql */ `select p.person_id as "personId", p.name from person p where p.person_id = any ($1)`, [ids.filter(id => id !== null)])
  const names = new Map(rows.map(({ personId, name }) => [personId, name]))
  return personId => personId === null ? 'nobody' : names.get(personId) ?? 'somebody who has left'
}

/** Throws where one of the units has no view of the segment: the three questions are for units that serve the same customers. */
export async function checkShared (tx: Sql, segmentId: string, units: readonly [string, string]): Promise<void> {
  const { rows } = await tx.query(/* sql */ `select from customer_view v where v.segment_id = $1 and v.unit_id = any ($2) and v.version > 0`, [segmentId, units])
  if (rows.length < 2) throw new Refusal('invalid', 'segment-not-shared', 'Both units need a view of this segment: the questions are for units that serve the same customers.')
}

/** Pairs of units that see the same segment, those that share most first. */
export async function unitPairs (sql: Sql, most: number): Promise<{ pairs: UnitPair[], pairsInAll: number }> {
  const { rows } = await sql.query<{ unitA: string, unitB: string, nameA: string, nameB: string, shared: number, opportunities: number, segments: { segmentId: string, name: string }[], inAll: number }>(/* sql */ `
    with shared as (
      select a.unit_id as unit_a, b.unit_id as unit_b, count(*) as shared, (array_agg(a.segment_id order by a.segment_id))[1:50] as ids
        from customer_view a
        join customer_view b on b.segment_id = a.segment_id and b.unit_id > a.unit_id and b.version > 0
        join segment s on s.segment_id = a.segment_id and s.state = 'active'
       where a.version > 0
       group by a.unit_id, b.unit_id
    )
    select p.unit_a as "unitA", p.unit_b as "unitB", coalesce(ua.name, p.unit_a) as "nameA", coalesce(ub.name, p.unit_b) as "nameB", p.shared,
           (select count(*) from opportunity o where o.unit_a = p.unit_a and o.unit_b = p.unit_b) as opportunities,
           (select json_agg(json_build_object('segmentId', s.segment_id, 'name', s.name) order by s.name) from segment s where s.segment_id = any (p.ids)) as segments,
           count(*) over () as "inAll"
      from shared p
      left join unit ua on ua.unit_id = p.unit_a
      left join unit ub on ub.unit_id = p.unit_b
     order by p.shared desc, "nameA", "nameB", p.unit_a, p.unit_b
     limit $1`,
    [most])
  return {
    pairs: rows.map(({ unitA, unitB, nameA, nameB, shared, opportunities, segments }) => ({ first: { unitId: unitA, name: nameA }, second: { unitId: unitB, name: nameB }, segments, shared, opportunities })),
    pairsInAll: rows[0]?.inAll ?? 0
  }
}
