import type { HandoverChoiceReply, HandoversQuery, HandoversReply, HandoverState } from '@weft/contracts/commitments/handover-api'
import { handoverChanged } from '@weft/contracts/commitments/handover-events'
import type { Sql } from '@weft/service-kit/database'
import { eventOf, type OutEvent } from '@weft/service-kit/event'

/** Somebody, or who they were when they left: unit and boss of the directory, else of their last quarter. */
export type Standing = { personId: string, name: string | null, unitId: string | null, bossId: string | null }
export type Handover = { handoverId: string, commitmentId: string, from: string, to: string, askedBy: string, why: string, state: HandoverState, takenAs: string | null }
/** Stands for the program office, which is no person. */
export const OFFICE = 'program-office'
const MOST = 50
const MOST_OF_TEAM = 100

/** Undefined for who was never here. */
export async function standingOf (sql: Sql, personId: string): Promise<Standing | undefined> {
  const { rows: [found] } = await sql.query<Standing>(/* sql */ `
    select $1 as "personId", p.name, coalesce(p.unit_id, r.unit_id) as "unitId", case when p.person_id is null then coalesce(r.line_boss_id, r.frozen_boss_id) else p.boss_id end as "bossId"
      from (select) one
      left join person p on p.person_id = $1
      left join lateral (select * from review r where r.person_id = $1 order by r.quarter desc limit 1) r on true
     where p.person_id is not null or r.review_id is not null or exists (select from commitment c where c.person_id = $1)`,
    [personId])
  return found
}

const OF_TEAM = /* sql */ `p.person_id <> $1 and (p.unit_id = $2 or p.boss_id = $3 or p.person_id = $3)`

/** Who could take over: people of the same unit or the same boss, and the boss. By name, a hundred at once, after somebody of them. */
export async function teamOf (sql: Sql, { personId, unitId, bossId }: Standing, after: string | null): Promise<Pick<HandoverChoiceReply, 'team' | 'next'>> {
  const { rows } = await sql.query<{ personId: string, name: string }>(/* sql */ `
    select p.person_id as "personId", p.name from person p
     where ${OF_TEAM} and ($4::text is null or (p.name, p.person_id) > (select a.name, a.person_id from person a where a.person_id = $4))
     order by p.name, p.person_id limit ${MOST_OF_TEAM + 1}`,
    [personId, unitId, bossId, after])
  const { shown: team, next } = pageOf(rows, MOST_OF_TEAM, one => one.personId)
  return { team, next }
}

export async function isOfTeam (sql: Sql, { personId, unitId, bossId }: Standing, who: string): Promise<boolean> {
  return (await sql.query(/* sql */ `select from person p where ${OF_TEAM} and p.person_id = $4`, [personId, unitId, bossId, who])).rowCount === 1
}

type OpenRow = NonNullable<HandoverChoiceReply['commitments']>[number]
/** What is open of somebody, first due first. `tx` acts as the house; whether the caller reads the words, the route knows. */
export async function openOf (tx: Sql, personId: string): Promise<OpenRow[]> {
  const { rows } = await tx.query<OpenRow>(/* sql */ `
    select c.commitment_id as "commitmentId", c.wording, c.due_on as "dueOn", c.progress, exists (select from commitment_handover h where h.commitment_id = c.commitment_id and h.state = 'asked') as asked
      from commitment c where c.person_id = $1 and c.state = 'open' order by c.due_on, c.commitment_id limit ${MOST}`,
    [personId])
  return rows
}

/** Asks, once for each commitment; gives what was new. */
export async function insertHandovers (tx: Sql, all: readonly Omit<Handover, 'state' | 'takenAs'>[], today: string): Promise<Handover[]> {
  const { rows } = await tx.query<{ id: string }>(/* sql */ `
    insert into commitment_handover (handover_id, commitment_id, from_person, to_person, asked_by, asked_on, why, state)
    select h.id, h.commitment, h.from, h.to, h.by, $2, h.why, 'asked' from jsonb_to_recordset($1::jsonb) as h (id uuid, commitment uuid, "from" text, "to" text, by text, why text)
    on conflict (commitment_id) where state = 'asked' do nothing
    returning handover_id as id`,
    [JSON.stringify(all.map(one => ({ id: one.handoverId, commitment: one.commitmentId, from: one.from, to: one.to, by: one.askedBy, why: one.why }))), today])
  const made = new Set(rows.map(({ id }) => id))
  return all.filter(({ handoverId }) => made.has(handoverId)).map(one => ({ ...one, state: 'asked', takenAs: null }))
}

/** With its row locked; undefined where there is none. `tx` acts as the house. */
export async function lockHandover (tx: Sql, handoverId: string): Promise<Handover | undefined> {
  const { rows: [found] } = await tx.query<Handover>(/* sql */ `
    select h.handover_id as "handoverId", h.commitment_id as "commitmentId", h.from_person as from, h.to_person as to, h.asked_by as "askedBy", h.why, h.state, h.taken_as as "takenAs"
      from commitment_handover h where h.handover_id = $1 for update`,
    [handoverId])
  return found
}

export async function answerHandover (tx: Sql, { handoverId, state, takenAs }: Handover, today: string): Promise<void> {
  await tx.query(/* sql */ `update commitment_handover set state = $2, taken_as = $3, answered_on = $4 where handover_id = $1`, [handoverId, state, takenAs, today])
}

export const eventOfHandover = ({ handoverId, commitmentId, from, to, askedBy, state, takenAs }: Handover, { id, today, now }: { id: string, today: string, now: Date }): OutEvent =>
  eventOf(handoverChanged, { id, key: handoverId, time: now.toISOString(), data: { handoverId, commitmentId, from, to, by: askedBy === OFFICE ? null : askedBy, state, on: today, takenAs } })

/** Rows of which one more was read than are shown, and after which the next page begins. */
function pageOf<R> (rows: readonly R[], most: number, idOf: (row: R) => string): { shown: R[], next: string | null } {
  const last = rows[most - 1]
  return { shown: rows.slice(0, most), next: rows.length > most && last !== undefined ? idOf(last) : null }
}

const NAMES = /* sql */ `left join person f on f.person_id = h.from_person left join person t on t.person_id = h.to_person`
const HEAD = /* sql */ `h.handover_id as "handoverId", h.state, h.asked_on as "askedOn", f.name as "fromName", t.name as "toName", h.why`

/** What waits for somebody's answer, what they asked, and who left with something open, a page of each. `tx` acts as the house; `personId` null: an office without a place here. */
export async function handoversFor (tx: Sql, personId: string | null, isOffice: boolean, { waitingAfter, askedAfter, leaversAfter }: HandoversQuery): Promise<HandoversReply> {
  const { rows: waiting } = await tx.query<HandoversReply['waiting'][number]>(/* sql */ `
    select ${HEAD}, c.wording, c.measure, c.horizon, c.due_on as "dueOn", c.progress, c.weight
      from commitment_handover h join commitment c using (commitment_id) ${NAMES}
     where h.to_person = $1 and h.state = 'asked' and c.due_on is not null
       and ($2::uuid is null or (h.asked_on, h.handover_id) > (select a.asked_on, a.handover_id from commitment_handover a where a.handover_id = $2))
     order by h.asked_on, h.handover_id limit ${MOST + 1}`,
    [personId, waitingAfter ?? null])
  const { rows: asked } = await tx.query<HandoversReply['asked'][number]>(/* sql */ `
    select ${HEAD}, case when h.asked_by = $1 and h.state = 'asked' and coalesce(f.boss_id, $1) = $1 then c.wording end as wording
      from commitment_handover h join commitment c using (commitment_id) ${NAMES}
     where (h.asked_by = $1 or ($2 and h.asked_by = '${OFFICE}'))
       and ($3::uuid is null or (h.asked_on, h.handover_id) < (select a.asked_on, a.handover_id from commitment_handover a where a.handover_id = $3))
     order by h.asked_on desc, h.handover_id desc limit ${MOST + 1}`,
    [personId, isOffice, askedAfter ?? null])
  const { rows: leavers } = await tx.query<HandoversReply['leavers'][number]>(/* sql */ `
    select c.person_id as "personId", count(*) as open, count(h.handover_id) as asked
      from commitment c
      left join commitment_handover h on h.commitment_id = c.commitment_id and h.state = 'asked'
     where c.state = 'open' and ($3::text is null or c.person_id > $3) and not exists (select from person p where p.person_id = c.person_id)
       and ($2 or $1 = (select coalesce(r.line_boss_id, r.frozen_boss_id) from review r where r.person_id = c.person_id order by r.quarter desc limit 1))
     group by c.person_id order by c.person_id limit ${MOST + 1}`,
    [personId, isOffice, leaversAfter ?? null])
  const idOf = ({ handoverId }: { handoverId: string }) => handoverId
  const [first, second, third] = [pageOf(waiting, MOST, idOf), pageOf(asked, MOST, idOf), pageOf(leavers, MOST, one => one.personId)]
  return { waiting: first.shown, asked: second.shown, leavers: third.shown, next: { waiting: first.next, asked: second.next, leavers: third.next } }
}
