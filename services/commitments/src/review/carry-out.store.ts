import { commitmentEnded, commitmentProgressed } from '@weft/contracts/commitments/commitment-events'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { appendToOutbox } from '@weft/service-kit/outbox'
import type { Deps } from '../deps.ts'
import { outcomesOf, type Outcome } from './carry-out.ts'
import { reviewerOf, type How, type Review } from './review.ts'

type CarriedOut = { review: Review, how: How, today: string }
type Changed = { commitmentId: string, personId: string, version: number, state: 'open' | 'done' | 'dropped', progress: Outcome['progress'], reason: string | null }

/** What an event of a commitment carries at most. */
const MOST_REASON = 300

/** What was agreed, done to the commitments that are still open: progress as agreed, and their end where that is the next step. In the transaction of the review, told as any other act. */
export async function carryOut (tx: Sql, { now, newId }: Pick<Deps, 'now' | 'newId'>, { review, how, today }: CarriedOut): Promise<void> {
  const by = reviewerOf(review) ?? review.personId
  const time = now().toISOString()
  const changed = await changeCommitments(tx, outcomesOf(review, how), { by, today, time })
  await appendToOutbox(tx, changed.map(({ commitmentId, personId, version, state, progress, reason }) => {
    const about = { id: newId(), key: commitmentId, time }
    const act = { commitmentId, personId, version, by, on: today }
    return state === 'open'
      ? eventOf(commitmentProgressed, { ...about, data: { ...act, progress } })
      : eventOf(commitmentEnded, { ...about, data: { ...act, how: state, reason: reason?.slice(0, MOST_REASON) ?? null, progress, agreed: state === 'dropped', parts: [] } })
  }))
}

async function changeCommitments (tx: Sql, outcomes: readonly Outcome[], { by, today, time }: { by: string, today: string, time: string }): Promise<Changed[]> {
  const { rows } = await tx.query<Changed>(/* sql */ `
    with locked as (
      select c.commitment_id, c.person_id, c.version, c.progress, o.progress as now_progress, coalesce(o.end, 'open') as now_state, o.reason
        from commitment c
        join jsonb_to_recordset($1::jsonb) as o ("commitmentId" uuid, progress smallint, "end" text, reason text) on o."commitmentId" = c.commitment_id
       where c.state = 'open' and (o.progress <> c.progress or o.end is not null)
         for update of c
    ), changed as (
      update commitment c
         set progress = l.now_progress, state = l.now_state, version = c.version + 1, ended_on = case when l.now_state = 'open' then null else $2::date end,
             drop_agreed_by = case when l.now_state = 'dropped' then $3 else c.drop_agreed_by end
        from locked l where c.commitment_id = l.commitment_id
    ), told as (
      insert into commitment_change (commitment_id, version, at, by_person, act, before, after, reason)
      select l.commitment_id, l.version + 1, $4, $3, case l.now_state when 'open' then 'progressed' else l.now_state end,
             jsonb_strip_nulls(jsonb_build_object('state', case when l.now_state <> 'open' then 'open' end, 'progress', l.progress)),
             jsonb_strip_nulls(jsonb_build_object('state', nullif(l.now_state, 'open'), 'progress', l.now_progress, 'endedOn', case when l.now_state <> 'open' then $2::date end, 'dropAgreedBy', case when l.now_state = 'dropped' then $3 end)),
             l.reason
        from locked l
    )
    select l.commitment_id as "commitmentId", l.person_id as "personId", l.version + 1 as version, l.now_state as state, l.now_progress as progress, l.reason from locked l order by l.commitment_id`,
    [JSON.stringify(outcomes), today, by, time])
  return rows
}
