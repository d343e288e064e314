import type { AuditEntry } from '@weft/contracts/web/api'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import type { Deps } from '../deps.ts'
import { hashOf, START, type Filter, type Happened, type Head } from './entry.ts'

/** Adds a line and gives its number. One at a time over all processes: numbers have no gaps, and each line knows the one before. */
export const append = (pool: Deps['pool'], happened: Happened): Promise<number> => inTransaction(pool, async tx => {
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('audit', 0))`)
  const before = await lastHead(tx)
  const line = { ...happened, seq: before.seq + 1, at: happened.at.toISOString() }
  await tx.query(/* sql */ `
    insert into audit_entry (seq, at, actor, via, roles, action, target, outcome, about, hash)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [line.seq, line.at, line.actor, line.via, line.roles, line.action, line.target, line.outcome, line.about, Buffer.from(hashOf(before.hash, line), 'hex')])
  return line.seq
})

export async function lastHead (sql: Sql): Promise<Head> {
  const { rows: [head] } = await sql.query<Head>(/* sql */ `
    select a.seq, encode(a.hash, 'hex') as hash from audit_entry a order by a.seq desc limit 1`)
  return head ?? START
}

type Row = Omit<AuditEntry, 'at'> & { at: Date }
const entryOf = (row: Row): AuditEntry => ({ ...row, at: row.at.toISOString() })

/** Oldest first, for programs and for checking. */
export async function entriesAfter (sql: Sql, after: number, limit: number): Promise<AuditEntry[]> {
  const { rows } = await sql.query<Row>(/* sql */ `
    select a.seq, a.at, a.actor, a.via, a.roles, a.action, a.target, a.outcome, a.about, encode(a.hash, 'hex') as hash
      from audit_entry a
     where a.seq > $1
     order by a.seq
     limit $2`, [after, limit])
  return rows.map(entryOf)
}

/** Newest first, for reading. A line that only asked is left out once its outcome stands in another. */
export async function entriesBefore (sql: Sql, before: number | null, { action, day }: Filter, limit: number): Promise<AuditEntry[]> {
  const { rows } = await sql.query<Row>(/* sql */ `
    select a.seq, a.at, a.actor, a.via, a.roles, a.action, a.target, a.outcome, a.about, encode(a.hash, 'hex') as hash
      from audit_entry a
     where ($1::bigint is null or a.seq < $1)
       and ($2::text is null or a.action = $2)
       and ($3::date is null or (a.at >= $3::date at time zone 'UTC' and a.at < ($3::date + 1) at time zone 'UTC'))
       and not exists (select from audit_entry o where o.about = a.seq)
     order by a.seq desc
     limit $4`, [before, action, day, limit])
  return rows.map(entryOf)
}

/** Every action that the log knows, for the filter. */
export async function actionsInLog (sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ action: string }>(/* sql */ `select distinct a.action from audit_entry a order by a.action limit 100`)
  return rows.map(row => row.action)
}
