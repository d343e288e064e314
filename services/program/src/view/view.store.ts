import { viewMapped, viewWritten } from '@weft/contracts/program/segment-events'
import type { ViewContent } from '@weft/contracts/program/view-api'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { Acting } from '../segment/acting.ts'
import { findSegment, lockSegments } from '../segment/segment.store.ts'

export type ViewRow = { viewId: string, unitId: string, segmentId: string | null, called: string, version: number, content: ViewContent | null, writtenOn: string | null }

export const noSuchView = () => new Refusal('not-found', 'no-such-view', 'There is no such view.')

export async function findView (sql: Sql, viewId: string): Promise<ViewRow> {
  const { rows: [view] } = await sql.query<ViewRow>(/* sql */ `
    select v.view_id as "viewId", v.unit_id as "unitId", v.segment_id as "segmentId", v.called, v.version, v.content, v.written_on as "writtenOn"
      from customer_view v
     where v.view_id = $1`,
    [viewId])
  if (view === undefined) throw noSuchView()
  return view
}

/** Locks a view with its segment and any further ones: segments first, as everywhere. Mapped elsewhere meanwhile is 409. */
export async function lockView (tx: Sql, viewId: string, also: readonly (string | null)[] = []): Promise<ViewRow> {
  const { segmentId } = await findView(tx, viewId)
  await lockSegments(tx, [segmentId, ...also])
  await tx.query(/* sql */ `select from customer_view v where v.view_id = $1 for update`, [viewId])
  const view = await findView(tx, viewId)
  if (view.segmentId !== segmentId) throw new Refusal('conflict', 'changed-meanwhile', 'Somebody mapped this view to other customers a moment ago. Look at it again.')
  return view
}

/** Throws where the segment has ended, or this unit has a view of it already. The segment is locked by the caller. */
export async function checkPlace (tx: Sql, segmentId: string, unitId: string): Promise<void> {
  const { state, name } = await findSegment(tx, segmentId)
  if (state === 'ended') throw new Refusal('conflict', 'segment-ended', `${name} has ended: nobody writes about it any more.`)
  const { rows } = await tx.query(/* sql */ `select from customer_view v where v.segment_id = $1 and v.unit_id = $2`, [segmentId, unitId])
  if (rows.length > 0) throw new Refusal('conflict', 'unit-has-view', `This department has a view of ${name} already. Change that one.`)
}

export async function insertView (tx: Sql, { viewId, unitId, segmentId, called }: Pick<ViewRow, 'viewId' | 'unitId' | 'segmentId' | 'called'>): Promise<void> {
  await tx.query(/* sql */ `insert into customer_view (view_id, unit_id, segment_id, called, version) values ($1, $2, $3, $4, 0)`, [viewId, unitId, segmentId, called])
}

/** Stores the next version of a view with its event; its segment is to be compared anew. Both are locked by the caller. */
export async function writeVersion (tx: Sql, { viewId, unitId, segmentId, version }: ViewRow, { called, content }: { called: string, content: ViewContent }, { subject, now, newId }: Acting): Promise<number> {
  const next = version + 1
  const text = JSON.stringify(content)
  await tx.query(/* sql */ `update customer_view set called = $2, content = $3, version = $4, written_on = $5 where view_id = $1`, [viewId, called, text, next, now.toISOString().slice(0, 10)])
  await tx.query(/* sql */ `insert into customer_view_version (view_id, version, called, content, written_by, written_at) values ($1, $2, $3, $4, $5, $6)`, [viewId, next, called, text, subject, now])
  if (segmentId !== null) {
    await bumpViews(tx, segmentId)
    await appendToOutbox(tx, [eventOf(viewWritten, { id: newId(), key: segmentId, time: now.toISOString(), data: { segmentId, viewId, unitId, version: next } })])
  }
  return next
}

/** Says that views of a segment are no longer those that were compared. */
export async function bumpViews (tx: Sql, segmentId: string): Promise<void> {
  await tx.query(/* sql */ `update segment set views_version = views_version + 1 where segment_id = $1`, [segmentId])
}

/** Maps a view to a segment, or to none; what it was before stays in its history. All are locked by the caller. */
export async function mapView (tx: Sql, { viewId, unitId, segmentId: before }: ViewRow, segmentId: string | null, why: string, { subject, now, newId }: Acting): Promise<void> {
  await tx.query(/* sql */ `update customer_view set segment_id = $2 where view_id = $1`, [viewId, segmentId])
  await noteMapping(tx, viewId, segmentId, why, { subject, now, newId })
  for (const [id, mapped] of [[before, false], [segmentId, true]] as const) {
    if (id === null) continue
    await bumpViews(tx, id)
    await appendToOutbox(tx, [eventOf(viewMapped, { id: newId(), key: id, time: now.toISOString(), data: { segmentId: id, viewId, unitId, mapped } })])
  }
}

export async function noteMapping (tx: Sql, viewId: string, segmentId: string | null, why: string, { subject, now }: Acting): Promise<void> {
  await tx.query(/* sql */ `insert into customer_view_mapping (view_id, segment_id, mapped_by, mapped_at, why) values ($1, $2, $3, $4, $5)`, [viewId, segmentId, subject, now, why])
}

export async function keepDraft (tx: Sql, viewId: string, { baseVersion, called, content }: { baseVersion: number, called: string, content: ViewContent }, { subject, now }: Pick<Acting, 'subject' | 'now'>): Promise<void> {
  await tx.query(/* sql */ `
    insert into customer_view_draft (view_id, subject, base_version, called, content, saved_at) values ($1, $2, $3, $4, $5, $6)
    on conflict (view_id, subject) do update set base_version = excluded.base_version, called = excluded.called, content = excluded.content, saved_at = excluded.saved_at`,
    [viewId, subject, baseVersion, called, JSON.stringify(content), now])
}

export async function dropDraft (tx: Sql, viewId: string, subject: string): Promise<void> {
  await tx.query(/* sql */ `delete from customer_view_draft where view_id = $1 and subject = $2`, [viewId, subject])
}
