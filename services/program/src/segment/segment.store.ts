import { segmentChanged, segmentRegistered } from '@weft/contracts/program/segment-events'
import type { NewSegmentRequest } from '@weft/contracts/program/segment-api'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { Acting } from './acting.ts'

export type SegmentRow = {
  segmentId: string, name: string, description: string, customers: 'external' | 'internal', state: 'active' | 'ended', voiceId: string | null,
  version: number, viewsVersion: number, comparedVersion: number
}

export const noSuchSegment = () => new Refusal('not-found', 'no-such-segment', 'There is no such segment.')

export async function findSegment (sql: Sql, segmentId: string): Promise<SegmentRow> {
  const { rows: [segment] } = await sql.query<SegmentRow>(/* sql */ `
    select s.segment_id as "segmentId", s.name, s.description, s.customers, s.state, s.voice_id as "voiceId", s.version, s.views_version as "viewsVersion", s.compared_version as "comparedVersion"
      from segment s
     where s.segment_id = $1`,
    [segmentId])
  if (segment === undefined) throw noSuchSegment()
  return segment
}

/** Locks segments, in the order of their ids: whoever changes a view of one, compares, or publishes comes one after the other. */
export async function lockSegments (tx: Sql, segmentIds: readonly (string | null)[]): Promise<void> {
  const ids = [...new Set(segmentIds.filter(id => id !== null))].sort()
  const { rows } = await tx.query(/* sql */ `select s.segment_id from segment s where s.segment_id = any ($1) order by s.segment_id for update`, [ids])
  if (rows.length < ids.length) throw noSuchSegment()
}

/** Throws `Refusal('conflict', 'segment-name-taken')` where another active one is called so. */
export async function checkName (tx: Sql, name: string, segmentId: string): Promise<void> {
  const { rows } = await tx.query(/* sql */ `select from segment s where s.state = 'active' and lower(s.name) = lower($1) and s.segment_id <> $2`, [name, segmentId])
  if (rows.length > 0) throw new Refusal('conflict', 'segment-name-taken', 'There is an active segment with this name. Same customers: use that one. Others: give it a name of its own.')
}

type Kept = Omit<NewSegmentRequest, 'voice'> & { segmentId: string, voiceId: string | null, state: SegmentRow['state'], version: number }

/** Stores a version of a segment with its event, in the caller's transaction. */
export async function keepSegment (tx: Sql, kept: Kept, { subject, now, newId }: Acting): Promise<void> {
  const { segmentId, name, description, customers, state, voiceId, version } = kept
  const values = [segmentId, name, description, customers, state, voiceId, version]
  await tx.query(/* sql */ `
    insert into segment as s (segment_id, name, description, customers, state, voice_id, version) values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (segment_id) do update
       set name = excluded.name, description = excluded.description, customers = excluded.customers, state = excluded.state, voice_id = excluded.voice_id, version = excluded.version`,
    values)
  await tx.query(/* sql */ `
    insert into segment_version (segment_id, name, description, customers, state, voice_id, version, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [...values, subject, now])
  await appendToOutbox(tx, [eventOf(version === 1 ? segmentRegistered : segmentChanged, { id: newId(), key: segmentId, time: now.toISOString(), data: { segmentId, version, name, customers, state, voiceId } })])
}
