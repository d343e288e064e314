import type { Sql } from '@weft/service-kit/database'

export async function invitedPeople (tx: Sql, waveId: string): Promise<string[]> {
  const { rows } = await tx.query<{ person_id: string }>(/* sql */ `
    select i.person_id from invitation i where i.wave_id = $1 and not i.redeemed`,
    [waveId])
  return rows.map(row => row.person_id)
}

/** Sets flags by writing all of the wave's rows anew. Hold the lock on the wave. */
export async function flagRedeemed (tx: Sql, waveId: string, people: readonly string[]): Promise<void> {
  await tx.query(/* sql */ `select flag_redeemed($1, $2::text[])`, [waveId, people])
}

/** The key of a wave is gone before its time: its flags are not to be trusted from here on. */
export async function noteKeyLost (tx: Sql, waveId: string): Promise<void> {
  await tx.query(/* sql */ `update wave set vault_key = 'lost' where wave_id = $1 and vault_key = 'kept'`, [waveId])
}

export async function noteFinalParts (tx: Sql, waveId: string, parts: number, came: readonly number[]): Promise<void> {
  await tx.query(/* sql */ `update wave set final_parts = $2 where wave_id = $1`, [waveId, parts])
  await tx.query(/* sql */ `
    insert into final_part (wave_id, part)
    select $1, p.part from unnest($2::int[]) as p (part)
    on conflict do nothing`,
    [waveId, came])
}
