import type { Sql } from '@weft/service-kit/database'
import type { Kind } from './edition.ts'

export type Draft = { edit: number, content: unknown }
export type Edition = { version: number, publishedOn: string, publishedBy: string, content: unknown }

/** One change of a paper at a time, to the end of the transaction: two that save, publish or drop at once come one after the other. */
export async function lockPaper (tx: Sql, kind: Kind): Promise<void> {
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('weft.edition.' || $1, 0))`, [kind])
}

/** For what is said of a version: it stays in force to the end of the transaction. */
export async function holdPaper (tx: Sql, kind: Kind): Promise<void> {
  await tx.query(/* sql */ `select pg_advisory_xact_lock_shared(hashtextextended('weft.edition.' || $1, 0))`, [kind])
}

export async function findDraft (sql: Sql, kind: Kind): Promise<Draft | undefined> {
  const { rows: [draft] } = await sql.query<Draft>(/* sql */ `select d.edit, d.content from edition_draft d where d.kind = $1`, [kind])
  return draft
}

export async function saveDraft (tx: Sql, kind: Kind, { edit, content, at, by }: Draft & { at: Date, by: string }): Promise<void> {
  await tx.query(/* sql */ `
    insert into edition_draft as d (kind, edit, content, edited_at, edited_by) values ($1, $2, $3, $4, $5)
    on conflict (kind) do update set edit = excluded.edit, content = excluded.content, edited_at = excluded.edited_at, edited_by = excluded.edited_by`,
    [kind, edit, JSON.stringify(content), at, by])
}

export async function dropDraft (tx: Sql, kind: Kind): Promise<void> {
  await tx.query(/* sql */ `delete from edition_draft where kind = $1`, [kind])
}

/** The version in force. */
export async function findEdition (sql: Sql, kind: Kind): Promise<Edition | undefined> {
  return (await editionsBefore(sql, kind, null, 1))[0]
}

/** Versions, newest first, from below `before` on. */
export async function editionsBefore (sql: Sql, kind: Kind, before: number | null, limit: number): Promise<Edition[]> {
  const { rows } = await sql.query<Edition>(/* sql */ `
    select e.version, to_char(e.published_at at time zone 'UTC', 'YYYY-MM-DD') as "publishedOn", e.published_by as "publishedBy", e.content
      from edition e
     where e.kind = $1 and ($2::integer is null or e.version < $2)
     order by e.version desc
     limit $3`,
    [kind, before, limit])
  return rows
}

export async function insertEdition (tx: Sql, kind: Kind, { version, content, at, by }: { version: number, content: unknown, at: Date, by: string }): Promise<void> {
  await tx.query(/* sql */ `insert into edition (kind, version, content, published_at, published_by) values ($1, $2, $3, $4, $5)`,
    [kind, version, JSON.stringify(content), at, by])
}
