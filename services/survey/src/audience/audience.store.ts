import type { Sql } from '@weft/service-kit/database'
import type { Arrival } from './audience.ts'

type Arrived = { chunks?: number, units?: number, hashes?: number }

/** Adds what came in to what is there; holds the wave's count until the transaction ends, so that the last one in sees all. */
export async function countIn (tx: Sql, waveId: string, { chunks = 0, units = 0, hashes = 0 }: Arrived): Promise<Arrival> {
  const { rows: [arrival] } = await tx.query<Arrival>(/* sql */ `
    insert into audience as a (wave_id, chunks, units, hashes)
    values ($1, $2, $3, $4)
    on conflict (wave_id) do update
      set chunks = a.chunks + excluded.chunks, units = a.units + excluded.units, hashes = a.hashes + excluded.hashes
    returning a.chunks, a.units, a.hashes,
      a.expected_chunks as "expectedChunks", a.expected_units as "expectedUnits", a.expected_hashes as "expectedHashes"`,
    [waveId, chunks, units, hashes])
  return arrival as Arrival
}

export async function expect (tx: Sql, waveId: string, { chunks, units, hashes }: Required<Arrived>): Promise<Arrival> {
  await tx.query(/* sql */ `
    insert into audience (wave_id, expected_chunks, expected_units, expected_hashes)
    values ($1, $2, $3, $4)
    on conflict (wave_id) do update
      set expected_chunks = excluded.expected_chunks, expected_units = excluded.expected_units, expected_hashes = excluded.expected_hashes`,
    [waveId, chunks, units, hashes])
  return countIn(tx, waveId, {})
}
