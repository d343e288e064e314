import { reviewChanged } from '@weft/contracts/commitments/review-events'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { appendToOutbox } from '@weft/service-kit/outbox'
import type { Deps } from '../deps.ts'

type Clock = Pick<Deps, 'now' | 'newId'>

/**
 * What counts in a quarter from its opening: everything of everybody that is open, with what it weighs and when it is due. What ended since that day was open on it;
 * what was taken over since counts there for whom it was taken from.
 */
export async function freezeCounted (tx: Sql, { startsOn, endsOn }: { startsOn: string, endsOn: string }): Promise<void> {
  await tx.query(/* sql */ `
    insert into counted (quarter, commitment_id, person_id, weight, parts, horizon, discipline, starts_on, due_on, since)
    select $1, c.commitment_id, c.person_id, c.weight, c.parts, c.horizon, c.discipline, c.starts_on, c.due_on, case when c.starts_on < $1 then 'opening' else 'made' end
      from commitment c
     where c.starts_on <= $2 and (c.state = 'open' or (c.state in ('done', 'dropped') and c.ended_on >= $1))
       and not (c.taken_over_from is not null and c.made_on >= $1) -- guard: taken over counts once
    on conflict do nothing`,
    [startsOn, endsOn])
}

/**
 * A review of the quarter for everybody who has none: unit and boss as they are now, never to change (boss_id may). `people`: only these; null: all.
 * A boss whom the directory does not know is kept as frozen, and nobody reviews until the rule of bosses has found somebody. Gives the new ids.
 */
export async function freezeReviews (tx: Sql, clock: Clock, quarter: string, today: string, people: readonly string[] | null): Promise<string[]> {
  const { rows } = await tx.query<{ reviewId: string, personId: string, bossId: string | null }>(/* sql */ `
    with frozen as (
      insert into review (review_id, quarter, person_id, unit_id, frozen_boss_id, boss_id, line_boss_id, state, version, state_since)
      select gen_random_uuid(), $1, p.person_id, p.unit_id, p.boss_id, b.person_id, b.person_id, 'waiting', 1, $2
        from person p
        left join person b on b.person_id = p.boss_id and b.person_id <> p.person_id
       where ($3::text[] is null or p.person_id = any ($3)) and not exists (select from review r where r.quarter = $1 and r.person_id = p.person_id)
       order by p.person_id
      on conflict (quarter, person_id) do nothing
      returning review_id, person_id, unit_id, boss_id
    ), told as (
      insert into review_event (review_id, seq, at, by_person, command, data)
      select f.review_id, 1, $4, null, 'frozen', jsonb_build_object('unitId', f.unit_id, 'bossId', f.boss_id) from frozen f
    )
    select f.review_id as "reviewId", f.person_id as "personId", f.boss_id as "bossId" from frozen f order by f.person_id`,
    [quarter, today, people, clock.now().toISOString()])
  await appendToOutbox(tx, rows.map(({ reviewId, personId, bossId }) => eventOf(reviewChanged, {
    id: clock.newId(), key: reviewId, time: clock.now().toISOString(),
    data: { reviewId, quarter, personId, bossId, act: 'frozen', state: 'waiting', settled: null, seq: 1 }
  })))
  return rows.map(({ reviewId }) => reviewId)
}
