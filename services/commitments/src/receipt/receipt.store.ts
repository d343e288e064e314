import type { Receipts } from '@weft/contracts/commitments/receipt-api'
import type { Sql } from '@weft/service-kit/database'

type Followed = Receipts['chapters'][number]['disciplines'][number]
/** After one day, up to and with another; null: until now. */
export type Span = { after: string, until: string | null }

/** A unit, all above it and all below it: what they do is done here as well. */
export async function unitsAround (sql: Sql, path: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ unitId: string }>(/* sql */ `
    with recursive below as (
      select u.unit_id, 0 as steps from unit u where u.unit_id = $1
      union all
      select u.unit_id, b.steps + 1 from below b join unit u on u.parent_id = b.unit_id where b.steps < 64
    )
    select b.unit_id as "unitId" from below b union select unnest($2::text[])`,
    [path.at(-1), path])
  return rows.map(({ unitId }) => unitId)
}

/** People who had something on a discipline that counted, by quarter: as the roll-up shows it, and nothing where it does not. */
export async function committedIn (sql: Sql, unitId: string, quarters: readonly string[], disciplines: readonly string[]): Promise<({ discipline: string } & Followed['commitments'][number])[]> {
  const { rows } = await sql.query<{ discipline: string } & Followed['commitments'][number]>(/* sql */ `
    select d ->> 'discipline' as discipline, q.starts_on as quarter, q.label, (d #>> '{index,n}')::int as people, (d #>> '{index,mean}')::float8 as index
      from roll_up_group g
      join quarter q on q.starts_on = g.quarter
     cross join jsonb_array_elements(g.figures -> 'disciplines') as d
     where g.unit_id = $1 and g.quarter = any ($2::date[]) and d ->> 'discipline' = any ($3) and d ->> 'index' is not null
     order by q.starts_on desc
     limit 40`,
    [unitId, quarters, disciplines])
  return rows
}

/** Practices that these units began to work by, each once, by its first day. */
export async function practicesBegun (sql: Sql, units: readonly string[], disciplines: readonly string[], { after, until }: Span): Promise<({ discipline: string } & Followed['practices'][number])[]> {
  const { rows } = await sql.query<{ discipline: string } & Followed['practices'][number]>(/* sql */ `
    select distinct on (p.discipline, a.practice_id) p.discipline, a.practice_id as "practiceId", p.title, coalesce(u.name, a.unit_id) as "unitName", a.adopted_on as on
      from program_adoption a
      join program_practice p using (practice_id)
      left join unit u on u.unit_id = a.unit_id
     where a.unit_id = any ($1) and p.discipline = any ($2) and a.adopted_on > $3 and ($4::date is null or a.adopted_on <= $4::date)
     order by p.discipline, a.practice_id, a.adopted_on, a.adoption_id
     limit 200`,
    [units, disciplines, after, until])
  return rows
}

/** Quick wins that were shared, and those of any day that these units took up, by discipline. */
export async function winsSince (sql: Sql, units: readonly string[], disciplines: readonly string[], { after, until }: Span): Promise<({ discipline: string } & Followed['wins'])[]> {
  const { rows } = await sql.query<{ discipline: string } & Followed['wins']>(/* sql */ `
    select w.discipline,
           count(*) filter (where w.shared_on > $3 and ($4::date is null or w.shared_on <= $4::date))::int as shared,
           count(*) filter (where exists (
             select from quick_win_taken_up t where t.win_id = w.win_id and t.unit_id = any ($1) and t.taken_up_on > $3 and ($4::date is null or t.taken_up_on <= $4::date)))::int as here
      from quick_win w
     where not w.gone and w.discipline = any ($2)
     group by w.discipline`,
    [units, disciplines, after, until])
  return rows
}

/** Where somebody without a place begins: the unit above all others. */
export async function topUnit (sql: Sql): Promise<string | undefined> {
  const { rows: [top] } = await sql.query<{ unitId: string }>(/* sql */ `select u.unit_id as "unitId" from unit u where u.parent_id is null order by u.unit_id limit 1`)
  return top?.unitId
}
