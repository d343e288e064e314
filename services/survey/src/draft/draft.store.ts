import type { Sql } from '@weft/service-kit/database'

/** Keeps an encrypted draft for an unused token of an open wave; false for any other token. Leaves no trace on the ticket. */
export async function keepDraft (tx: Sql, { hash, draftId, sealed }: { hash: Buffer, draftId: Buffer, sealed: Buffer }): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into draft (wave_id, draft_id, sealed)
    select t.wave_id, $2, $3
      from ticket t
      join wave w on w.wave_id = t.wave_id and w.state = 'opened'
     where t.hash = $1 and not t.redeemed
    on conflict (draft_id, wave_id) do update set sealed = excluded.sealed`,
    [hash, draftId, sealed])
  return rowCount === 1
}

/** Waits for whoever is sending or saving, and keeps others waiting until the transaction ends. Take it before a wave's row, as they do. */
export async function holdDrafts (tx: Sql): Promise<void> {
  await tx.query(/* sql */ `lock table draft in access exclusive mode`)
}

export async function forgetDrafts (tx: Sql, waveId: string): Promise<void> {
  await tx.query(/* sql */ `select forget_drafts($1)`, [waveId])
}
