import type { Sql } from '@weft/service-kit/database'
import type { KeptQuarter } from '../calendar/calendar.store.ts'
import { eligible } from '../success-index/eligible.ts'
import type { Next, Review, Said, Side, Value, Valued } from './review.ts'

/** A review as it is kept, with its quarter and the ids of what counts in it by the calendar. */
export type Kept = { reviewId: string, version: number, unitId: string, quarter: KeptQuarter, counting: readonly string[], review: Review }

type Row = Omit<Review, 'handed' | 'self' | 'boss' | 'offers' | 'agreed'> & {
  reviewId: string, version: number, unitId: string, quarter: KeptQuarter, bossId: string | null
  handedBy: string | null, handedUntil: string | null, handedWhy: 'delegation' | 'matrix' | 'named' | null
}
type ItemRow = {
  reviewId: string, commitmentId: string, selfValue: Value | null, selfNote: string | null, selfNext: Next | null, selfLinks: string[]
  bossValue: Value | null, bossNote: string | null, bossNext: Next | null, agreedValue: Value | null, selfOffer: Value | null, bossOffer: Value | null
}

/** Reviews by id, in the order of their ids, locked against others until the transaction ends. Who may not see a line gets a review without items. */
export async function lockReviews (tx: Sql, reviewIds: readonly string[], writesCommitments: boolean): Promise<Kept[]> {
  // An act on a commitment locks it and then the review: whoever writes on both goes the same way.
  if (writesCommitments) {
    await tx.query(/* sql */ `
      select from commitment c
       where c.commitment_id in (select n.commitment_id from review r join counted n on n.person_id = r.person_id and n.quarter = r.quarter where r.review_id = any ($1))
       order by c.commitment_id
         for update of c`, [reviewIds])
  }
  // Ids first: two who lock several of the same reviews then wait for each other in one order.
  await tx.query(/* sql */ `select from review r where r.review_id = any ($1) order by r.review_id for update`, [reviewIds]) // guard: one act on a review at a time
  return readReviews(tx, reviewIds)
}

export async function readReviews (sql: Sql, reviewIds: readonly string[]): Promise<Kept[]> {
  const { rows } = await sql.query<Row>(/* sql */ `
    select r.review_id as "reviewId", r.version, r.unit_id as "unitId", r.person_id as "personId", r.state, r.state_since as "stateSince", r.boss_id as "bossId",
           r.line_boss_id as "lineBossId", r.handed_by as "handedBy", r.handed_until as "handedUntil", r.handed_why as "handedWhy", r.self_in as "selfIn",
           r.dispute_reason as "disputeReason", r.settled, r.reopen_asked as "reopenAsked", r.excuse,
           json_build_object('startsOn', q.starts_on, 'endsOn', q.ends_on, 'label', q.label, 'reviewFrom', q.review_from, 'bossBy', q.boss_by, 'finalOn', q.final_on, 'state', q.state) as quarter
      from review r
      join quarter q on q.starts_on = r.quarter
     where r.review_id = any ($1)
     order by r.review_id`,
    [reviewIds])
  const [items, counting] = [await itemRows(sql, reviewIds), await countingOf(sql, reviewIds)]
  return rows.map(row => ({
    reviewId: row.reviewId, version: row.version, unitId: row.unitId, quarter: row.quarter,
    counting: (counting.get(row.reviewId) ?? []).filter(span => eligible(span, row.quarter.endsOn)).map(({ commitmentId }) => commitmentId),
    review: reviewOf(row, items.get(row.reviewId) ?? [])
  }))
}

async function itemRows (sql: Sql, reviewIds: readonly string[]): Promise<ReadonlyMap<string, ItemRow[]>> {
  const { rows } = await sql.query<ItemRow>(/* sql */ `
    select i.review_id as "reviewId", i.commitment_id as "commitmentId", i.self_value as "selfValue", i.self_note as "selfNote", i.self_next as "selfNext", i.self_links as "selfLinks",
           i.boss_value as "bossValue", i.boss_note as "bossNote", i.boss_next as "bossNext", i.agreed_value as "agreedValue", i.self_offer as "selfOffer", i.boss_offer as "bossOffer"
      from review_item i where i.review_id = any ($1) order by i.commitment_id`,
    [reviewIds])
  return Map.groupBy(rows, ({ reviewId }) => reviewId)
}

async function countingOf (sql: Sql, reviewIds: readonly string[]) {
  const { rows } = await sql.query<{ reviewId: string, commitmentId: string, startsOn: string, dueOn: string }>(/* sql */ `
    select r.review_id as "reviewId", c.commitment_id as "commitmentId", c.starts_on as "startsOn", c.due_on as "dueOn"
      from review r
      join counted c on c.person_id = r.person_id and c.quarter = r.quarter
     where r.review_id = any ($1)
     order by c.commitment_id`,
    [reviewIds])
  return Map.groupBy(rows, ({ reviewId }) => reviewId)
}

function reviewOf ({ personId, state, stateSince, lineBossId, bossId, handedBy, handedUntil, handedWhy, selfIn, disputeReason, settled, reopenAsked, excuse }: Row, items: readonly ItemRow[]): Review {
  return {
    personId, state, stateSince, lineBossId, selfIn, disputeReason, settled, reopenAsked, excuse,
    handed: handedBy === null || handedWhy === null || bossId === null ? null : { to: bossId, by: handedBy, until: handedUntil, why: handedWhy },
    self: saidBy('person', items), boss: saidBy('boss', items),
    offers: { person: valued(items, ({ selfOffer }) => selfOffer), boss: valued(items, ({ bossOffer }) => bossOffer) },
    agreed: valued(items, ({ agreedValue }) => agreedValue)
  }
}

/** Null while that side has said nothing. */
function saidBy (side: Side, items: readonly ItemRow[]): readonly Said[] | null {
  const said = items.flatMap(item => {
    const [value, note, next] = side === 'person' ? [item.selfValue, item.selfNote, item.selfNext] : [item.bossValue, item.bossNote, item.bossNext]
    return value === null || next === null ? [] : [{ commitmentId: item.commitmentId, value, note: note ?? '', next, links: side === 'person' ? item.selfLinks : [] }]
  })
  return said.length === 0 ? null : said
}

function valued (items: readonly ItemRow[], of: (item: ItemRow) => Value | null): readonly Valued[] | null {
  const values = items.flatMap(item => { const value = of(item); return value === null ? [] : [{ commitmentId: item.commitmentId, value }] })
  return values.length === 0 ? null : values
}

/** A review in its new state. `items`: whether anything said of single commitments changed. */
export type Changed = { reviewId: string, version: number, review: Review, bossId: string | null, items: boolean }

export async function writeReviews (tx: Sql, all: readonly Changed[]): Promise<void> {
  await tx.query(/* sql */ `
    update review r
       set version = n.version, state = n.state, state_since = n.state_since, boss_id = n.boss_id, line_boss_id = n.line_boss_id, handed_by = n.handed_by, handed_until = n.handed_until,
           handed_why = n.handed_why, self_in = n.self_in, dispute_reason = n.dispute_reason, settled = n.settled, reopen_asked = n.reopen_asked, excuse = n.excuse
      from jsonb_to_recordset($1::jsonb) as n (
        review_id uuid, version integer, state text, state_since date, boss_id text, line_boss_id text, handed_by text, handed_until date,
        handed_why text, self_in boolean, dispute_reason text, settled text, reopen_asked text, excuse text)
     where r.review_id = n.review_id`,
    [JSON.stringify(all.map(({ reviewId, version, bossId, review }) => ({
      review_id: reviewId, version, state: review.state, state_since: review.stateSince, boss_id: bossId, line_boss_id: review.lineBossId,
      handed_by: review.handed?.by ?? null, handed_until: review.handed?.until ?? null, handed_why: review.handed?.why ?? null,
      self_in: review.selfIn, dispute_reason: review.disputeReason, settled: review.settled, reopen_asked: review.reopenAsked, excuse: review.excuse
    })))])
  const items = all.filter(one => one.items).flatMap(({ reviewId, review }) => itemsIn(reviewId, review))
  if (items.length > 0) await writeItems(tx, items)
}

const writeItems = (tx: Sql, items: readonly object[]) => tx.query(/* sql */ `
  insert into review_item as i (review_id, commitment_id, self_value, self_note, self_next, self_links, boss_value, boss_note, boss_next, agreed_value, self_offer, boss_offer)
  select n.* from jsonb_to_recordset($1::jsonb) as n (
    review_id uuid, commitment_id uuid, self_value smallint, self_note text, self_next text, self_links jsonb, boss_value smallint, boss_note text, boss_next text,
    agreed_value smallint, self_offer smallint, boss_offer smallint)
  on conflict (review_id, commitment_id) do update
     set self_value = excluded.self_value, self_note = excluded.self_note, self_next = excluded.self_next, self_links = excluded.self_links,
         boss_value = excluded.boss_value, boss_note = excluded.boss_note, boss_next = excluded.boss_next,
         agreed_value = excluded.agreed_value, self_offer = excluded.self_offer, boss_offer = excluded.boss_offer`,
  [JSON.stringify(items)])

function itemsIn (reviewId: string, { self, boss, agreed, offers }: Review): object[] {
  const ids = new Set([self, boss, agreed].flatMap(list => list?.map(({ commitmentId }) => commitmentId) ?? []))
  return [...ids].map(id => {
    const of = <T extends Valued>(list: readonly T[] | null) => list?.find(({ commitmentId }) => commitmentId === id)
    const [mine, theirs] = [of(self), of(boss)]
    return {
      review_id: reviewId, commitment_id: id, self_value: mine?.value ?? null, self_note: mine?.note ?? null, self_next: mine?.next ?? null, self_links: mine?.links ?? [],
      boss_value: theirs?.value ?? null, boss_note: theirs?.note ?? null, boss_next: theirs?.next ?? null,
      agreed_value: of(agreed)?.value ?? null, self_offer: of(offers.person)?.value ?? null, boss_offer: of(offers.boss)?.value ?? null
    }
  })
}

/** What was written is sent: the draft is not needed any more. `tx` acts as its author. */
export async function dropDraft (tx: Sql, reviewId: string, personId: string | null): Promise<void> {
  await tx.query(/* sql */ `delete from review_draft d where d.review_id = $1 and d.person_id = $2`, [reviewId, personId])
}
