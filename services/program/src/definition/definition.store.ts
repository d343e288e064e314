import type { Sql } from '@weft/service-kit/database'

/** The last version that whoever acts here said to have read. Needs `actingAs`: without a word there are no rows. */
export async function lastAcknowledged (tx: Sql): Promise<number | null> {
  const { rows: [row] } = await tx.query<{ version: number | null }>(/* sql */ `select max(k.version) as version from acknowledgement k`)
  return row?.version ?? null
}

/** Once per version; again changes nothing. */
export async function acknowledge (tx: Sql, { version, subject }: { version: number, subject: string }): Promise<void> {
  await tx.query(/* sql */ `insert into acknowledgement (version, subject) values ($1, $2) on conflict do nothing`, [version, subject])
}

export type ReadIn = { unitId: string, parentId: string | null, name: string, people: number, acknowledged: number }

/** All units, each with its own people and how many of them have read this version. */
export async function readersByUnit (sql: Sql, version: number): Promise<ReadIn[]> {
  const { rows } = await sql.query<ReadIn>(/* sql */ `
    select u.unit_id as "unitId", u.parent_id as "parentId", u.name, coalesce(c.people, 0) as people, coalesce(c.acknowledged, 0) as acknowledged
      from unit u
      left join acknowledgement_counts($1) c on c.unit_id = u.unit_id
     order by u.unit_id`,
    [version])
  return rows
}
