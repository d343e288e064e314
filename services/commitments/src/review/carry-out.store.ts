import type { Sql } from '@weft/service-kit/database'
import type { Deps } from '../deps.ts'
import { outcomesOf } from './carry-out.ts'
import { reviewerOf, type How, type Review } from './review.ts'

type CarriedOut = { reviewId: string, review: Review, how: How, today: string }

/** What was agreed, done to the commitments that are still open: progress as agreed, and their end where that is the next step. In the transaction of the review. */
export async function carryOut (tx: Sql, { now }: Pick<Deps, 'now' | 'newId'>, { reviewId, review, how, today }: CarriedOut): Promise<void> {
  const outcomes = outcomesOf(review, how)
  await tx.query(/* sql */ `
    with locked as (
      select c.commitment_id, c.version, c.state, c.progress from commitment c where c.commitment_id = any (select (o->>'commitmentId')::uuid from jsonb_array_elements($1::jsonb) o) and c.state = 'open'
       order by c.commitment_id for update
    ), told as (
      select l.*, (o->>'progress')::smallint as now_progress, coalesce(o->>'end', 'open') as now_state, o->>'reason' as reason
        from locked l
        join jsonb_array_elements($1::jsonb) o on (o->>'commitmentId')::uuid = l.commitment_id
       where (o->>'progress')::smallint <> l.progress or o->>'end' is not null
    ), changed as (
      update commitment c
         set progress = t.now_progress, state = t.now_state, version = t.version + 1, ended_on = case when t.now_state = 'open' then null else $2::date end,
             drop_agreed_by = case when t.now_state = 'dropped' then $3 else c.drop_agreed_by end
        from told t where c.commitment_id = t.commitment_id
    )
    insert into commitment_change (commitment_id, version, at, by_person, act, before, after, reason)
    select t.commitment_id, t.version + 1, $4, $3, case t.now_state when 'open' then 'reviewed' else t.now_state end,
           jsonb_build_object('state', t.state, 'progress', t.progress), jsonb_build_object('state', t.now_state, 'progress', t.now_progress, 'review', $5::text), t.reason
      from told t`,
    [JSON.stringify(outcomes), today, reviewerOf(review) ?? '', now().toISOString(), reviewId])
}
