import type { Sql } from '@weft/service-kit/database'
import type { PersonQuarter } from './explanation.ts'

/** A person's reviews with what counts or may count in them, newest quarter first. `reviewer`: only those that this person reviews; null: all. */
export async function quartersOf (tx: Sql, personId: string, reviewer: string | null, limit: number): Promise<PersonQuarter[]> {
  const { rows } = await tx.query<PersonQuarter>(/* sql */ `
    select q.starts_on as quarter, q.label, q.ends_on as "endsOn", q.state, r.state as review, r.settled, coalesce(i.items, '[]') as items
      from review r
      join quarter q on q.starts_on = r.quarter
      left join lateral (
        select jsonb_agg(jsonb_build_object(
                 'commitmentId', c.commitment_id, 'wording', d.wording, 'weight', c.weight, 'parts', c.parts, 'horizon', c.horizon, 'discipline', c.discipline, 'startsOn', c.starts_on, 'dueOn', c.due_on,
                 'droppedAlone', coalesce(c.dropped_alone, d.state = 'dropped' and d.drop_agreed_by is null and d.ended_on <= q.ends_on),
                 'current', case d.state when 'done' then 100 else d.progress end,
                 'self', v.self_value, 'boss', v.boss_value, 'agreed', v.agreed_value) order by c.starts_on, c.commitment_id) as items
          from counted c
          join commitment d on d.commitment_id = c.commitment_id
          left join review_item v on v.review_id = r.review_id and v.commitment_id = c.commitment_id
         where c.quarter = r.quarter and c.person_id = r.person_id
      ) i on true
     where r.person_id = $1 and ($2::text is null or r.boss_id = $2)
     order by q.starts_on desc
     limit $3`,
    [personId, reviewer, limit])
  return rows
}

/** Whose review this is, for the person and whoever reviews it; undefined for everybody else, and once the person's lines are closed to a former reviewer. */
export async function ownerOf (tx: Sql, reviewId: string, asker: string): Promise<{ personId: string, name: string, quarter: string } | undefined> {
  const { rows: [found] } = await tx.query<{ personId: string, name: string, quarter: string }>(/* sql */ `
    select r.person_id as "personId", coalesce(p.name, r.person_id) as name, r.quarter
      from review r
      left join person p on p.person_id = r.person_id
     where r.review_id = $1 and (r.person_id = $2 or r.boss_id = $2) and sees(r.person_id)`,
    [reviewId, asker])
  return found
}
