import type { Sql } from '@weft/service-kit/database'

export type Turn = { personId: string, subject: string, isHere: boolean }

/** People who came and were not told of, or left and were: at most so many, marked as told from now on. */
export async function takeTurns (tx: Sql, most: number): Promise<Turn[]> {
  const { rows } = await tx.query<Turn>(/* sql */ `
    with turn as (
      select p.person_id, exists (select from person_version v where v.person_id = p.person_id and v.until_version is null) as is_here
        from person p
       where p.account_told is distinct from exists (select from person_version v where v.person_id = p.person_id and v.until_version is null)
       order by p.person_id
       limit $1
    )
    update person p
       set account_told = t.is_here
      from turn t
     where p.person_id = t.person_id
    returning p.person_id as "personId", p.subject, t.is_here as "isHere"`,
    [most])
  return rows
}
