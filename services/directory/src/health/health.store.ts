import type { HealthCheck } from '@weft/contracts/directory/api'
import type { Sql } from '@weft/service-kit/database'
import { SMALLEST_GROUP } from '../import/thresholds.ts'

/** Whom each check finds, as of now: id, name and what is wrong. `people` and `units` hold what stands; `total` how many a unit has with all below it. */
const found: Record<HealthCheck, string> = {
  'no-boss': /* sql */ `select p.person_id as id, p.name, null as detail from people p where p.boss_id is null`,
  'boss-unknown': /* sql */ `
    select p.person_id as id, p.name, p.boss_id as detail
      from people p
     where p.boss_id is not null and not exists (select from people b where b.person_id = p.boss_id)`,
  'boss-loop': /* sql */ `
    select p.person_id as id, p.name, p.boss_id as detail
      from people p
     where not exists (select from led l where l.person_id = p.person_id)`,
  email: /* sql */ `
    select p.person_id as id, p.name, nullif(p.email, '') as detail
      from people p
     where p.email = '' or lower(p.email) in (select lower(o.email) from people o group by lower(o.email) having count(*) > 1)`,
  'empty-unit': /* sql */ `select t.unit_id as id, t.name, null as detail from totals t where t.total = 0`,
  'ended-unit': /* sql */ `
    select p.person_id as id, p.name, p.unit_id as detail
      from people p
     where not exists (select from units u where u.unit_id = p.unit_id)`,
  'small-unit': /* sql */ `select t.unit_id as id, t.name, t.total::text as detail from totals t where t.total between 1 and ${SMALLEST_GROUP - 1}`,
  'no-sign-in': /* sql */ `select p.person_id as id, p.name, null as detail from people p where p.sign_in is null`
}

// `led`: whoever has, over their bosses, somebody without a boss or with one who is not there. Whoever is missing in it goes in circles.
const standing = /* sql */ `
  with recursive people as not materialized (select * from person_version v where v.until_version is null),
  units as not materialized (select * from unit_version v where v.until_version is null),
  led as (
    select p.person_id from people p where p.boss_id is null or not exists (select from people b where b.person_id = p.boss_id)
    union
    select p.person_id from led l join people p on p.boss_id = l.person_id
  ),
  counts as (select p.unit_id, count(*) as direct from people p group by p.unit_id),
  under as (
    select u.unit_id as top, u.unit_id from units u
    union
    select a.top, u.unit_id from under a join units u on u.parent_id = a.unit_id
  ),
  totals as (
    select u.unit_id, u.name, coalesce(sum(c.direct), 0)::integer as total
      from units u
      join under a on a.top = u.unit_id
      left join counts c on c.unit_id = a.unit_id
     group by u.unit_id, u.name
  )`

export const checks = Object.keys(found) as HealthCheck[]

/** How many each check finds now. */
export async function countsNow (sql: Sql): Promise<Record<HealthCheck, number>> {
  const { rows: [counts] } = await sql.query<Record<HealthCheck, number>>(/* sql */ `
    ${standing} select ${checks.map(check => `(select count(*) from (${found[check]}) as f) as "${check}"`).join(', ')}`)
  if (counts === undefined) throw new Error('A count without rows')
  return counts
}

/** Whom or what a check finds, by id, after the one given. */
export async function foundAfter (sql: Sql, check: HealthCheck, after: string, most: number): Promise<{ id: string, name: string, detail: string | null }[]> {
  const { rows } = await sql.query<{ id: string, name: string, detail: string | null }>(/* sql */ `
    ${standing} select f.id, f.name, f.detail from (${found[check]}) as f where f.id > $1 order by f.id limit $2`,
    [after, most])
  return rows
}
