import type { Sql } from '@weft/service-kit/database'

export type WaveEventKind = 'closed' | 'tree' | 'hand-over'

/** The ids of a wave's events of one kind, in order; made at the first call and the same ever after. */
export async function eventIdsOf (tx: Sql, waveId: string, kind: WaveEventKind, fresh: readonly string[]): Promise<string[]> {
  await tx.query(/* sql */ `
    insert into wave_event (wave_id, kind, chunk, event_id)
    select $1, $2, e.place - 1, e.id from unnest($3::uuid[]) with ordinality as e (id, place)
    on conflict do nothing`,
    [waveId, kind, fresh])
  const { rows } = await tx.query<{ event_id: string }>(/* sql */ `
    select e.event_id
      from wave_event e
     where e.wave_id = $1 and e.kind = $2
     order by e.chunk`,
    [waveId, kind])
  return rows.map(row => row.event_id)
}
