import type { Sql } from '@weft/service-kit/database'
import type { Reviewed } from './person-index.ts'
import type { Told } from './replay.ts'

/** A person's review of a quarter and what counts in it. `excused`: for leave or because the person left. `knownBy`: all who know of it. `sharedWith`: who shares single items of it. */
export type Line = { reviewId: string, personId: string, unitId: string, state: string, excused: boolean, knownBy: string[], sharedWith: string[], items: Reviewed[] }

/**
 * Reviews of a quarter by id, each with its items: what may count in it, with what was said of it.
 * The house alone reads so. `after`: the id to go on from.
 */
export async function linesOf (tx: Sql, quarter: string, after: string, limit: number): Promise<Line[]> {
  const { rows } = await tx.query<Line>(/* sql */ `
    select r.review_id as "reviewId", r.person_id as "personId", r.unit_id as "unitId", r.state,
           coalesce(r.excuse in ('left', 'leave'), false) as excused,
           array(select k.who from (
             values (r.person_id), (r.boss_id), (r.frozen_boss_id), (r.line_boss_id), (r.handed_by), ((select p.boss_id from person p where p.person_id = r.person_id))
             union select e.by_person from review_event e where e.review_id = r.review_id
             union select e.data->>'to' from review_event e where e.review_id = r.review_id and e.command in ('handed-over', 'boss-changed')
           ) as k (who) where k.who is not null group by k.who order by k.who) as "knownBy",
           array(select distinct s.person_id from counted c join commitment_partner s using (commitment_id) where c.quarter = r.quarter and c.person_id = r.person_id order by s.person_id) as "sharedWith", -- guard: who shares an item knows it
           coalesce(i.items, '[]') as items
      from (select * from review r where r.quarter = $1 and r.review_id > $2 order by r.review_id limit $3) r
      join quarter q on q.starts_on = r.quarter
      left join lateral (
        select jsonb_agg(jsonb_build_object(
                 'commitmentId', c.commitment_id, 'weight', c.weight, 'parts', c.parts, 'horizon', c.horizon, 'discipline', c.discipline, 'startsOn', c.starts_on, 'dueOn', c.due_on,
                 'droppedAlone', coalesce(c.dropped_alone, d.state = 'dropped' and d.drop_agreed_by is null and d.ended_on <= q.ends_on),
                 'self', v.self_value, 'boss', v.boss_value, 'agreed', v.agreed_value) order by c.commitment_id) as items
          from counted c
          join commitment d on d.commitment_id = c.commitment_id
          left join review_item v on v.review_id = r.review_id and v.commitment_id = c.commitment_id
         where c.quarter = r.quarter and c.person_id = r.person_id
      ) i on true
     order by r.review_id`,
    [quarter, after, limit])
  return rows
}

/** Histories of reviews, oldest line first. */
export async function historiesOf (tx: Sql, reviewIds: readonly string[]): Promise<ReadonlyMap<string, Told[]>> {
  const { rows } = await tx.query<{ reviewId: string, history: Told[] }>(/* sql */ `
    select e.review_id as "reviewId", jsonb_agg(jsonb_build_object('command', e.command, 'data', e.data) order by e.seq) as history
      from review_event e where e.review_id = any ($1) group by e.review_id`,
    [reviewIds])
  return new Map(rows.map(({ reviewId, history }) => [reviewId, history]))
}
