import type { PracticeItem, PracticeState } from '@weft/contracts/program/practice-api'
import type { Sql } from '@weft/service-kit/database'
import { disciplines } from '@weft/contracts/program/discipline-api'

/** Who reads: what they commit to, what their unit has, and whether proposals of others are theirs to see. `path`: own unit and those above it, from the root down. */
export type Reader = { subject: string, path: readonly string[], decides: boolean }
export type Wanted = { state: PracticeState, discipline: string | null, along: readonly string[] | null, like: string, after: string | null }

type Row = Omit<PracticeItem, 'own'> & { proposed: boolean, since: string | null, unitId: string | null, unitName: string | null, wording: string | null }
const itemOf = ({ proposed, since, unitId, unitName, wording, ...practice }: Row): PracticeItem =>
  ({ ...practice, own: { proposed, since, unit: unitId === null ? null : { unitId, name: unitName ?? unitId, wording } } })

// $1 subject, $2 path of the reader, $3 decides
const ITEM = /* sql */ `
    select p.practice_id as "practiceId", p.version, p.state, v.title, v.what, v."when", v.example, p.discipline,
           case when p.starting_key is null then 'here' else 'weft' end as origin,
           (select count(*) from practice_adoption a where a.practice_id = p.practice_id and a.ended_on is null) as "adoptedBy",
           p.proposed_by = $1 as proposed, c.from_day as since, near.unit_id as "unitId", u.name as "unitName", near.wording
      from practice p
      join practice_version v using (practice_id, version)
      left join practice_commitment c on c.practice_id = p.practice_id and c.subject = $1
      left join lateral (
        select a.unit_id, a.wording
          from practice_adoption a
         where a.practice_id = p.practice_id and a.ended_on is null and a.unit_id = any ($2)
         order by array_position($2::text[], a.unit_id) desc
         limit 1) near on true
      left join unit u on u.unit_id = near.unit_id
     where (p.state in ('accepted', 'retired') or $3 or (p.proposed_by = $1 and p.starting_key is null))`

/** A page of practices in the order of the disciplines, then by title, and one more, which tells whether there is another page. The transaction acts for the reader. */
export async function practicesOf (tx: Sql, { subject, path, decides }: Reader, { state, discipline, along, like, after }: Wanted, limit: number): Promise<PracticeItem[]> {
  const { rows } = await tx.query<Row>(/* sql */ `
    with one as (${ITEM}), placed as (
      select one.*, coalesce(array_position($4::text[], one.discipline), 99) as place, lower(one.title) as folded from one
    )
    select p."practiceId", p.version, p.state, p.title, p.what, p."when", p.example, p.discipline, p.origin, p."adoptedBy", p.proposed, p.since, p."unitId", p."unitName", p.wording
      from placed p
     where p.state = $5 and ($6::text is null or p.discipline = $6)
       and ($7::text[] is null or exists (select from practice_adoption a where a.practice_id = p."practiceId" and a.ended_on is null and a.unit_id = any ($7)))
       and ($8 = '' or strpos(lower(p.title || ' ' || p.what || ' ' || p."when"), lower($8)) > 0)
       and ($9::uuid is null or (p.place, p.folded, p."practiceId") > (select q.place, q.folded, q."practiceId" from placed q where q."practiceId" = $9))
     order by p.place, p.folded, p."practiceId"
     limit $10`,
    [subject, path, decides, disciplines.map(({ id }) => id), state, discipline, along, like, after, limit])
  return rows.map(itemOf)
}

/** One practice that the reader may see; undefined where there is none for them. */
export async function practiceOf (tx: Sql, { subject, path, decides }: Reader, practiceId: string): Promise<PracticeItem | undefined> {
  const { rows: [row] } = await tx.query<Row>(/* sql */ `${ITEM} and p.practice_id = $4`, [subject, path, decides, practiceId])
  return row === undefined ? undefined : itemOf(row)
}

/** How many there are of each kind that the reader may see. `loaded`: of the starting library. */
export async function countPractices (tx: Sql, { subject, decides }: Reader): Promise<{ accepted: number, proposed: number, loaded: number }> {
  const { rows: [row] } = await tx.query<{ accepted: number, proposed: number, loaded: number }>(/* sql */ `
    select count(*) filter (where p.state = 'accepted') as accepted,
           count(*) filter (where p.state = 'proposed' and ($2 or p.proposed_by = $1)) as proposed,
           count(p.starting_key) as loaded
      from practice p`,
    [subject, decides])
  return row ?? { accepted: 0, proposed: 0, loaded: 0 }
}
