import type { TreePath } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'

/** A person as the directory says now. */
export type Who = { personId: string, name: string, unitId: string, bossId: string | null, rank: 'leader' | 'manager' | 'staff' }

/** Who comes by this subject; undefined for the first sign-in of an empty platform, for machines, and for who has left. */
export async function findWho (sql: Sql, subject: string): Promise<Who | undefined> {
  const { rows: [who] } = await sql.query<Who>(/* sql */ `
    select p.person_id as "personId", p.name, p.unit_id as "unitId", p.boss_id as "bossId", p.rank
      from account a
      join person p using (person_id)
     where a.subject::text = $1`,
    [subject])
  return who
}

/** The same, for what only somebody of the organisation can do. Throws `Refusal('forbidden', 'not-in-directory')`. */
export async function whoIs (sql: Sql, subject: string): Promise<Who> {
  const who = await findWho(sql, subject)
  if (who === undefined) throw new Refusal('forbidden', 'not-in-directory', 'Only people whom the directory knows can do this. A newcomer is known within a minute of the import.')
  return who
}

/** Names of subjects, for those who are still here. */
export async function namesOf (sql: Sql, subjects: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ subject: string, name: string }>(/* sql */ `
    select a.subject::text as subject, p.name
      from account a
      join person p using (person_id)
     where a.subject::text = any ($1)`,
    [subjects])
  return new Map(rows.map(({ subject, name }) => [subject, name]))
}

/** The ids of a unit and of all above it, from the root down; null where there is no such unit. */
export async function pathOf (sql: Sql, unitId: string): Promise<TreePath | null> {
  const { rows } = await sql.query<{ id: string }>(/* sql */ `
    with recursive up as (
      select u.unit_id, u.parent_id, 0 as steps from unit u where u.unit_id = $1
      union all
      select u.unit_id, u.parent_id, up.steps + 1 from up join unit u on u.unit_id = up.parent_id where up.steps < 64
    )
    select up.unit_id as id from up order by up.steps desc`,
    [unitId])
  return rows.length === 0 ? null : rows.map(({ id }) => id)
}
