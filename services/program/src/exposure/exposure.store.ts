import type { ExposureKind, ExposureReply, ExposureRequest } from '@weft/contracts/program/exposure-api'
import type { Sql } from '@weft/service-kit/database'
import type { Counted } from './coverage.ts'

/** Logs of whoever acts here, newest first. Needs `actingAs`: without a word there are no rows. */
export async function ownExposures (tx: Sql): Promise<ExposureReply['own']> {
  const { rows } = await tx.query<ExposureReply['own'][number]>(/* sql */ `
    select e.exposure_id as "exposureId", e.kind, e.day, e.aha, n.note_id is not null as shared
      from exposure e
      left join exposure_note n on n.note_id = e.exposure_id
     order by e.day desc, e.exposure_id desc
     limit 100`)
  return rows
}

export async function sharedNotes (sql: Sql): Promise<ExposureReply['notes']> {
  const { rows } = await sql.query<ExposureReply['notes'][number]>(/* sql */ `
    select n.note_id as "noteId", n.kind, n.text from exposure_note n order by n.place desc limit 50`)
  return rows
}

/** How many somebody logged on a day: more than a few are a slip, or a script. */
export async function countOfDay (tx: Sql, day: string): Promise<number> {
  const { rows: [row] } = await tx.query<{ many: number }>(/* sql */ `select count(*) as many from exposure e where e.day = $1`, [day])
  return row?.many ?? 0
}

export async function insertExposure (tx: Sql, { exposureId, subject, kind, day, aha }: Omit<ExposureRequest, 'share'> & { exposureId: string, subject: string }): Promise<void> {
  await tx.query(/* sql */ `insert into exposure (exposure_id, subject, kind, day, aha) values ($1, $2, $3, $4, $5)`, [exposureId, subject, kind, day, aha])
}

/** One of the caller's own, locked; undefined for anybody else's as for none. */
export async function lockOwn (tx: Sql, exposureId: string): Promise<{ kind: ExposureKind, aha: string | null } | undefined> {
  const { rows: [row] } = await tx.query<{ kind: ExposureKind, aha: string | null }>(/* sql */ `select e.kind, e.aha from exposure e where e.exposure_id = $1 for update`, [exposureId])
  return row
}

export async function shareNote (tx: Sql, noteId: string, { kind, aha }: { kind: ExposureKind, aha: string }): Promise<void> {
  await tx.query(/* sql */ `insert into exposure_note (note_id, kind, text) values ($1, $2, $3) on conflict (note_id) do nothing`, [noteId, kind, aha])
}

export async function takeBackNote (tx: Sql, noteId: string): Promise<void> {
  await tx.query(/* sql */ `delete from exposure_note where note_id = $1`, [noteId])
}

export async function dropOwn (tx: Sql, exposureId: string): Promise<void> {
  await tx.query(/* sql */ `delete from exposure where exposure_id = $1`, [exposureId])
}

export type UnitCount = Counted & { name: string }
/** All units by id, each with its own people and how many of them heard customers between two days. */
export async function heardByUnit (sql: Sql, from: string, until: string): Promise<UnitCount[]> {
  const { rows } = await sql.query<UnitCount>(/* sql */ `
    select u.unit_id as id, u.parent_id as parent, u.name, coalesce(c.people, 0) as people, coalesce(c.heard, 0) as said
      from unit u
      left join exposure_counts($1, $2) c on c.unit_id = u.unit_id
     order by u.unit_id`,
    [from, until])
  return rows
}

/** Logs between two days; null where fewer than five people wrote them. */
export async function exposureTotal (sql: Sql, from: string, until: string): Promise<number | null> {
  const { rows: [row] } = await sql.query<{ total: number | null }>(/* sql */ `select exposure_total($1, $2) as total`, [from, until])
  return row?.total ?? null
}
