import type { Instrument } from '@weft/contracts/survey/instrument'
import { canonical } from '@weft/service-kit/checksum'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'

export type StoredInstrument = { content: Instrument, eventId: string }

/** A version, or the newest one when none is named. */
export async function findInstrument (tx: Sql, instrumentId: string, version?: number): Promise<StoredInstrument | undefined> {
  const { rows: [found] } = await tx.query<StoredInstrument>(/* sql */ `
    select i.content, i.event_id as "eventId"
      from instrument i
     where i.instrument_id = $1 and ($2::int is null or i.version = $2)
     order by i.version desc
     limit 1`,
    [instrumentId, version ?? null])
  return found
}

/** Stores a version of an instrument. The same content again changes nothing; other content under the same version is refused. */
export async function keepInstrument (tx: Sql, content: Instrument, eventId: string): Promise<void> {
  await tx.query(/* sql */ `
    insert into instrument (instrument_id, version, event_id, content)
    values ($1, $2, $3, $4)
    on conflict do nothing`,
    [content.instrumentId, content.version, eventId, JSON.stringify(content)])
  const kept = await findInstrument(tx, content.instrumentId, content.version)
  if (canonical(kept?.content) === canonical(content)) return
  throw new Refusal('conflict', 'instrument-differs', `Version ${content.version} of ${content.instrumentId} exists with another content. Give it a new version.`)
}

export async function listInstruments (tx: Sql, after: { instrumentId: string, version: number } | undefined, limit: number): Promise<Instrument[]> {
  const { rows } = await tx.query<{ content: Instrument }>(/* sql */ `
    select i.content
      from instrument i
     where $1::text is null or (i.instrument_id, i.version) > ($1, $2::int)
     order by i.instrument_id, i.version
     limit $3`,
    [after?.instrumentId ?? null, after?.version ?? null, limit])
  return rows.map(row => row.content)
}
