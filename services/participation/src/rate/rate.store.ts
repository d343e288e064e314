import type { Sql } from '@weft/service-kit/database'
import type { CountedUnit, RateBand } from './rate.ts'

export async function countedUnits (sql: Sql, waveId: string): Promise<CountedUnit[]> {
  const { rows } = await sql.query<CountedUnit>(/* sql */ `
    select u.unit_id as "unitId", u.parent_id as "parentId", u.invited, coalesce(r.redeemed, 0) as redeemed
      from wave_unit u
      left join (select i.unit_id, count(*) as redeemed
                   from invitation i
                  where i.wave_id = $1 and i.redeemed
                  group by i.unit_id) r using (unit_id)
     where u.wave_id = $1`,
    [waveId])
  return rows
}

export async function insertRates (tx: Sql, waveId: string, bands: readonly RateBand[]): Promise<void> {
  await tx.query(/* sql */ `
    insert into rate (wave_id, unit_id, invited, at_least, at_most)
    select $1, b.* from unnest($2::text[], $3::int[], $4::int[], $5::int[]) as b`,
    [waveId, bands.map(band => band.unitId), bands.map(band => band.invited), bands.map(band => band.atLeast), bands.map(band => band.atMost)])
}

export async function keptRates (sql: Sql, waveId: string): Promise<RateBand[]> {
  const { rows } = await sql.query<RateBand>(/* sql */ `
    select r.unit_id as "unitId", r.invited, r.at_least as "atLeast", r.at_most as "atMost"
      from rate r
     where r.wave_id = $1`,
    [waveId])
  return rows
}

export async function namesOf (sql: Sql, waveId: string, unitIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql.query<{ unit_id: string, name: string }>(/* sql */ `
    select u.unit_id, u.name from wave_unit u where u.wave_id = $1 and u.unit_id = any($2::text[])`,
    [waveId, unitIds])
  return new Map(rows.map(row => [row.unit_id, row.name]))
}
