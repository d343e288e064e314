import type { Sql } from '@weft/service-kit/database'

/** Whether every part of the last redemption has come. */
export async function isRedemptionWhole (sql: Sql, waveId: string): Promise<boolean> {
  const { rows: [row] } = await sql.query<{ whole: boolean }>(/* sql */ `
    select w.final_parts is not null and w.final_parts = (select count(*) from final_part f where f.wave_id = w.wave_id) as whole
      from wave w
     where w.wave_id = $1`,
    [waveId])
  return row?.whole ?? false
}

/** Drops flags and reminder records, file and dead rows with them. */
export async function dropInvitations (tx: Sql, waveId: string): Promise<void> {
  await tx.query(/* sql */ `select drop_invitations($1)`, [waveId])
  await tx.query(/* sql */ `delete from final_part where wave_id = $1`, [waveId])
}

export async function noteCleared (tx: Sql, waveId: string, mailed: number): Promise<void> {
  await tx.query(/* sql */ `
    update wave set audience_state = 'cleared', mailed = $2 where wave_id = $1`,
    [waveId, mailed])
}
