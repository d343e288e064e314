import { addSums } from '@weft/service-kit/checksum'
import type { Sql } from '@weft/service-kit/database'
import type { Plan } from '../instrument/plan.ts'
import { addTally, emptyTally, fromJson, toJson, type StoredTally, type Tally } from './tally.ts'

/** Connections that write at the same time take different slots and need not wait for each other; sums are taken over all slots. */
const SLOTS = 16

/** Adds tallies by unit, and with them the number and checksum of the sheets they hold, in the caller's transaction. */
export async function addToTallies (tx: Sql, waveId: string, more: ReadonlyMap<string, Tally>, received: { sheets: number, checksum: string }): Promise<void> {
  const slot = await slotOf(tx)
  await addReceived(tx, waveId, slot, received)
  // This row lock is held until commit: whoever shares the slot waits here, so the tallies below cannot change under us.
  const { rows } = await tx.query<{ unit: string, data: StoredTally }>(/* sql */ `
    select t.unit_id as unit, t.data from tally t
     where t.wave_id = $1 and t.slot = $2 and t.unit_id = any($3::text[])`,
    [waveId, slot, [...more.keys()]])
  const before = new Map(rows.map(({ unit, data }) => [unit, fromJson(data)]))
  const sums = [...more].map(([unit, tally]) => {
    const known = before.get(unit)
    return JSON.stringify(toJson(known === undefined ? tally : addTally(known, tally)))
  })
  await tx.query(/* sql */ `
    insert into tally (wave_id, unit_id, slot, data)
    select $1, t.unit_id, $2, t.data
      from unnest($3::text[], $4::json[]) as t (unit_id, data)
    on conflict (wave_id, unit_id, slot) do update set data = excluded.data`,
    [waveId, slot, [...more.keys()], sums])
}

async function slotOf (tx: Sql): Promise<number> {
  const { rows } = await tx.query<{ slot: number }>(/* sql */ `select pg_backend_pid() % $1::int as slot`, [SLOTS])
  return (rows[0] as { slot: number }).slot
}

async function addReceived (tx: Sql, waveId: string, slot: number, { sheets, checksum }: { sheets: number, checksum: string }): Promise<void> {
  await tx.query(/* sql */ `
    insert into received (wave_id, slot, sheets, checksum) values ($1, $2, 0, repeat('0', 64))
    on conflict do nothing`,
    [waveId, slot])
  const { rows: [now] } = await tx.query<{ sheets: number, checksum: string }>(/* sql */ `
    select r.sheets, r.checksum from received r
     where r.wave_id = $1 and r.slot = $2
       for update`,
    [waveId, slot])
  if (now === undefined) throw new Error('The row just made is not there')
  await tx.query(/* sql */ `
    update received set sheets = $3, checksum = $4 where wave_id = $1 and slot = $2`,
    [waveId, slot, now.sheets + sheets, addSums(now.checksum, checksum)])
}

const PAGE = 2_000

/** The tally of every unit that has sheets, over all slots. */
export async function talliesOf (sql: Sql, plan: Plan, waveId: string): Promise<Map<string, Tally>> {
  const tallies = new Map<string, Tally>()
  for (let after: [string, number] = ['', -1]; ;) {
    const { rows } = await sql.query<{ unit: string, slot: number, data: StoredTally }>(/* sql */ `
      select t.unit_id as unit, t.slot, t.data from tally t
       where t.wave_id = $1 and (t.unit_id, t.slot) > ($2, $3)
       order by t.unit_id, t.slot
       limit $4`,
      [waveId, ...after, PAGE])
    for (const { unit, data } of rows) {
      const known = tallies.get(unit) ?? emptyTally(plan)
      tallies.set(unit, addTally(known, fromJson(data)))
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return tallies
    after = [last.unit, last.slot]
  }
}
