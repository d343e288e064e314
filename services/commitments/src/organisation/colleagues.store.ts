import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { Who } from './who.store.ts'

export type Colleague = { personId: string, name: string }
const MOST = 100

/** Whom somebody shares work with: people of the own unit, of the same boss, those one is the boss of, and the boss; by name, at most a hundred. */
export async function colleaguesOf (sql: Sql, { personId, unitId, bossId }: Who): Promise<Colleague[]> {
  const { rows } = await sql.query<Colleague>(/* sql */ `
    select p.person_id as "personId", p.name
      from person p
     where p.person_id <> $1 and (p.unit_id = $2 or p.boss_id = $3 or p.boss_id = $1 or p.person_id = $3)
     order by p.name, p.person_id
     limit $4`,
    [personId, unitId, bossId, MOST])
  return rows
}

/** Throws `no-such-person`. */
export async function checkPeople (sql: Sql, people: readonly string[]): Promise<void> {
  const { rows: [row] } = await sql.query<{ many: number }>(/* sql */ `select count(*) as many from person p where p.person_id = any ($1)`, [people])
  if (row?.many !== new Set(people).size) throw new Refusal('invalid', 'no-such-person', 'One of them is not in the directory any more. Choose again.')
}

export async function namesOfPeople (sql: Sql, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<Colleague>(/* sql */ `select p.person_id as "personId", p.name from person p where p.person_id = any ($1)`, [people])
  return new Map(rows.map(({ personId, name }) => [personId, name]))
}
