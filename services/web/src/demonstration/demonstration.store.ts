import type { Sql } from '@weft/service-kit/database'
import type { Guest } from './guest.ts'

/** The guests of a demonstration; null where the people are real. */
export async function findDemonstration (sql: Sql): Promise<readonly Guest[] | null> {
  const { rows: [found] } = await sql.query<{ guests: Guest[] }>(/* sql */ `select d.sign_ins as guests from demonstration d`)
  return found?.guests ?? null
}

/** Marks the installation as a demonstration, for good. A second time changes nothing. */
export async function keepDemonstration (sql: Sql, guests: readonly Guest[]): Promise<void> {
  await sql.query(/* sql */ `insert into demonstration (sign_ins) values ($1) on conflict do nothing`, [JSON.stringify(guests)])
}
