import type { Sql } from '@weft/service-kit/database'

export type Sheet = { version: number, ratings: (number | null)[], countedOn: string | null }

/** What whoever acts here said, newest version first. Needs `actingAs`: without a word there are no rows. */
export async function ownSheets (tx: Sql): Promise<Sheet[]> {
  const { rows } = await tx.query<Sheet>(/* sql */ `
    select t.version, t.ratings, to_char(r.released_on, 'YYYY-MM-DD') as "countedOn"
      from attestation t
      left join same_page_release r on r.version = t.version and r.number = t.counted_in
     order by t.version desc
     limit 2`)
  return rows
}

/** Keeps what somebody says of a version; said before, the new ratings stand. Needs `actingAs` the same subject. */
export async function keepSheet (tx: Sql, { version, subject, ratings }: { version: number, subject: string, ratings: readonly (number | null)[] }): Promise<void> {
  await tx.query(/* sql */ `
    insert into attestation as t (version, subject, ratings) values ($1, $2, $3::smallint[])
    on conflict (version, subject) do update set ratings = excluded.ratings`,
    [version, subject, ratings])
}
