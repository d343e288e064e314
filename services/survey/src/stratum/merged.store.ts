import type { Sql } from '@weft/service-kit/database'

/** Notes which units are no longer whole, in the transaction that moves their people: afterwards nothing tells it any more. What was noted before stays. */
export async function keepMerged (tx: Sql, waveId: string, merged: readonly string[]): Promise<void> {
  await tx.query(/* sql */ `
    update wave w
       set merged = array(select distinct m from unnest(w.merged || $2::text[]) as m order by m)
     where w.wave_id = $1`,
    [waveId, merged])
}

export async function mergedOf (tx: Sql, waveId: string): Promise<string[]> {
  const { rows: [wave] } = await tx.query<{ merged: string[] }>(/* sql */ `
    select w.merged from wave w where w.wave_id = $1`,
    [waveId])
  return wave?.merged ?? []
}
