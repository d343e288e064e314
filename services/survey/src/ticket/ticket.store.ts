import type { Stratum } from '@weft/contracts/vocabulary'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'

/** Adds invited hashes to a wave. Refuses one that is there already. */
export async function insertTickets (tx: Sql, waveId: string, entries: readonly { hash: string, stratum: Stratum }[]): Promise<void> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into ticket (wave_id, hash, stratum)
    select $1, decode(t.hash, 'hex'), t.stratum::jsonb from unnest($2::text[], $3::text[]) as t (hash, stratum)
    on conflict do nothing`,
    [waveId, entries.map(entry => entry.hash), entries.map(entry => JSON.stringify(entry.stratum))])
  if (rowCount !== entries.length) throw new Refusal('conflict', 'hash-twice', 'A hash comes twice.')
}

/** Whether a ticket names a unit that the wave's tree does not have. */
export async function hasStrayTickets (tx: Sql, waveId: string): Promise<boolean> {
  const { rows: [found] } = await tx.query<{ stray: boolean }>(/* sql */ `
    select exists (
      select from ticket t
       where t.wave_id = $1
         and not exists (select from wave_unit u where u.wave_id = $1 and u.unit_id = t.stratum ->> 'unitId')
    ) as stray`,
    [waveId])
  return found?.stray === true
}

/** What the holder of an unused token of an open wave may answer. The same one query for every token, whatever is wrong with it. */
export type OpenTicket = {
  waveId: string, title: string, closesOn: string, languages: string[], atLeast: number
  instrumentId: string, instrumentVersion: number
  /** A draft that the token can open. */
  sealed: Buffer | null
}

export async function findOpenTicket (tx: Sql, hash: Buffer, draftId: Buffer): Promise<OpenTicket | undefined> {
  const { rows: [ticket] } = await tx.query<OpenTicket>({
    // Named: planned once a connection. Planning takes Postgres longer than finding.
    name: 'find-open-ticket',
    text: /* sql */ `
      select w.wave_id as "waveId", w.title, w.closes_on as "closesOn", w.languages, w.score_threshold as "atLeast",
             w.instrument_id as "instrumentId", w.instrument_version as "instrumentVersion",
             (select d.sealed from draft d where d.draft_id = $2 and d.wave_id = t.wave_id) as sealed
        from ticket t
        join wave w on w.wave_id = t.wave_id and w.state = 'opened'
       where t.hash = $1 and not t.redeemed`,
    values: [hash, draftId]
  })
  return ticket
}

/** Whether exactly this page was sent with this token before. */
export async function wasSentBy (tx: Sql, hash: Buffer, form: Buffer): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `
    select from ticket t where t.hash = $1 and t.form = $2`,
    [hash, form])
  return rowCount === 1
}

/** The tickets of a closed wave go with their table: hash, stratum and flag. */
export async function forgetTickets (tx: Sql, waveId: string): Promise<void> {
  await tx.query(/* sql */ `select forget_tickets($1)`, [waveId])
}
