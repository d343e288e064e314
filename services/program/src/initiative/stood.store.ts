import type { Sql } from '@weft/service-kit/database'
import type { Stood } from './headline.ts'

/** Every project as it stood at the end of a day (UTC). */
export async function stoodAt (sql: Sql, day: string): Promise<Stood[]> {
  const { rows } = await sql.query<Stood>(/* sql */ `
    select distinct on (v.initiative_id) v.initiative_id as "initiativeId", v.state, v.merged_into as "mergedInto", v.becomes_kind is not null as linked
      from initiative_version v
     where v.at < ($1::date + 1)::timestamp at time zone 'UTC'
     order by v.initiative_id, v.version desc`,
    [day])
  return rows
}
