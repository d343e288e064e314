import type { Sql } from '@weft/service-kit/database'
import type { Candidate } from './same-customers.ts'

/** Active segments with what departments call them, at most a thousand. */
export async function candidates (sql: Sql): Promise<Candidate[]> {
  const { rows } = await sql.query<Candidate>(/* sql */ `
    select s.segment_id as "segmentId", s.name, s.description, coalesce(array_agg(v.called) filter (where v.view_id is not null), '{}') as "alsoCalled"
      from segment s
      left join customer_view v using (segment_id)
     where s.state = 'active'
     group by s.segment_id
     order by s.segment_id
     limit 1000`)
  return rows
}
