import type { Sql } from '@weft/service-kit/database'

export async function redeemedHashes (tx: Sql, waveId: string): Promise<string[]> {
  const { rows } = await tx.query<{ hash: string }>(/* sql */ `
    select encode(t.hash, 'hex') as hash
      from ticket t
     where t.wave_id = $1 and t.redeemed
     order by t.hash`,
    [waveId])
  return rows.map(row => row.hash)
}

/** The last day on which a wave's redeemed hashes were told; its opening day at first. */
export async function lastRedemptionDay (tx: Sql, waveId: string): Promise<string> {
  const { rows: [found] } = await tx.query<{ day: string | null }>(/* sql */ `
    select w.redemption_day as day from wave w where w.wave_id = $1`,
    [waveId])
  return found?.day ?? ''
}

export async function noteRedemptionDay (tx: Sql, waveId: string, day: string): Promise<void> {
  await tx.query(/* sql */ `
    update wave set redemption_day = $2 where wave_id = $1`,
    [waveId, day])
}
