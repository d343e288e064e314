import type { PortfolioCounts, PortfolioFile, RowOutcome, Spelling } from '@weft/contracts/program/portfolio-api'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { ToldFields } from '../initiative/fields.ts'
import type { Guesses } from './read-row.ts'
import type { Sorted } from './sort-rows.ts'

export type RunState = 'uploading' | 'matching' | 'ready' | 'applied' | 'dropped'
export type RunChoices = { people: Record<string, string>, units: Record<string, string>, taken: string[] }
export type Run = {
  runId: string, number: number, state: RunState, startedBy: string, startedByName: string | null, startedAt: Date, appliedAt: Date | null
  files: PortfolioFile[], choices: RunChoices, spellings: Spelling[], counts: PortfolioCounts | null
}
const columns = /* sql */ `r.run_id as "runId", r.number, r.state, r.started_by as "startedBy", p.name as "startedByName", r.started_at as "startedAt", r.applied_at as "appliedAt", r.files, r.choices, r.spellings, r.counts`
const starter = /* sql */ `left join account a on a.subject::text = r.started_by left join person p on p.person_id = a.person_id`

/** An own import that was begun and not finished makes room for the next. Gives how many of others are open. */
export async function makeRoom (tx: Sql, by: string): Promise<number> {
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('portfolio-uploads', 0))`)
  const { rows } = await tx.query<{ runId: string }>(/* sql */ `select r.run_id as "runId" from portfolio_import r where r.started_by = $1 and r.state in ('matching', 'ready')`, [by])
  for (const { runId } of rows) await markDropped(tx, runId)
  const { rows: [open] } = await tx.query<{ count: number }>(/* sql */ `select count(*) as count from portfolio_import r where r.state in ('uploading', 'matching', 'ready')`)
  return open?.count ?? 0
}

export async function insertRun (tx: Sql, { runId, by, now }: { runId: string, by: string, now: Date }): Promise<void> {
  await tx.query(/* sql */ `insert into portfolio_import (run_id, state, started_by, started_at) values ($1, 'uploading', $2, $3)`, [runId, by, now])
}

export async function deleteRun (sql: Sql, runId: string): Promise<void> {
  await sql.query(/* sql */ `delete from portfolio_import where run_id = $1`, [runId])
}

/** `lock`: nobody else takes a step with this run until the transaction ends. Throws `no-such-import`. */
export async function runIn (sql: Sql, runId: string, { lock = false } = {}): Promise<Run> {
  if (lock) await sql.query(/* sql */ `select from portfolio_import r where r.run_id = $1 for update`, [runId])
  const { rows: [run] } = await sql.query<Run>(/* sql */ `select ${columns} from portfolio_import r ${starter} where r.run_id = $1 and r.state <> 'uploading'`, [runId])
  if (run === undefined) throw new Refusal('not-found', 'no-such-import', 'There is no such import.')
  return run
}

export async function runsBefore (sql: Sql, number: number | null, most: number): Promise<Run[]> {
  const { rows } = await sql.query<Run>(/* sql */ `
    select ${columns}
      from portfolio_import r ${starter}
     where r.state <> 'uploading' and r.number < coalesce($1, 2147483647)
     order by r.number desc
     limit $2`,
    [number, most])
  return rows
}

export async function saveFiles (sql: Sql, runId: string, files: readonly PortfolioFile[]): Promise<void> {
  await sql.query(/* sql */ `update portfolio_import set state = 'matching', files = $2 where run_id = $1`, [runId, JSON.stringify(files)])
}

export async function insertPart (sql: Sql, runId: string, file: number, bytes: Buffer): Promise<void> {
  await sql.query(/* sql */ `insert into portfolio_import_part (run_id, file, bytes) values ($1, $2, $3)`, [runId, file, bytes])
}

export async function partOf (sql: Sql, runId: string, file: number): Promise<Buffer> {
  const { rows: [part] } = await sql.query<{ bytes: Buffer }>(/* sql */ `select p.bytes from portfolio_import_part p where p.run_id = $1 and p.file = $2`, [runId, file])
  if (part === undefined) throw new Error(`File ${file} of the import ${runId} is gone`)
  return part.bytes
}

/** How each kind of file was read in the newest imports that were applied, newest first. */
export async function earlierReadings (sql: Sql): Promise<PortfolioFile['reading'][]> {
  const { rows } = await sql.query<{ reading: PortfolioFile['reading'] }>(/* sql */ `
    select f.file -> 'reading' as reading
      from (select r.files, r.applied_at from portfolio_import r where r.state = 'applied' order by r.applied_at desc limit 20) as r, jsonb_array_elements(r.files) as f (file)
     order by r.applied_at desc`)
  return rows.map(({ reading }) => reading)
}

export async function saveChoices (tx: Sql, runId: string, { files, choices }: Pick<Run, 'files' | 'choices'>): Promise<void> {
  await tx.query(/* sql */ `update portfolio_import set files = $2, choices = $3 where run_id = $1`, [runId, JSON.stringify(files), JSON.stringify(choices)])
}

const CHUNK = 1_000
const MOST_KEPT = 2_000

/** What a check made of every row; the rows of the check before are gone. */
export async function saveChecked (tx: Sql, runId: string, { files, spellings, counts }: Pick<Run, 'files' | 'spellings' | 'counts'>, rows: readonly Sorted[]): Promise<void> {
  await tx.query(/* sql */ `update portfolio_import set state = 'ready', files = $2, spellings = $3, counts = $4 where run_id = $1`, [runId, JSON.stringify(files), JSON.stringify(spellings), JSON.stringify(counts)])
  await tx.query(/* sql */ `delete from portfolio_import_row where run_id = $1`, [runId])
  for (let from = 0; from < rows.length; from += CHUNK) {
    await tx.query(/* sql */ `
      insert into portfolio_import_row (run_id, file, row, line, outcome, reason, title, fields, guesses, source_key, cells, initiative_id)
      select $1, r.file, r.row, r.line, r.outcome, r.reason, r.title, r.fields, r.guesses, r.key, r.cells, r."initiativeId"
        from jsonb_to_recordset($2::jsonb) as r (file integer, row integer, line integer, outcome text, reason text, title text, fields jsonb, guesses jsonb, key text, cells jsonb, "initiativeId" uuid)`,
      [runId, JSON.stringify(rows.slice(from, from + CHUNK).map(row => ({ ...row, title: row.title.slice(0, 300), cells: row.cells.map(cell => cell.replaceAll('\0', '').slice(0, MOST_KEPT).toWellFormed()) })))])
  }
}

export type StoredRow = { file: number, row: number, outcome: RowOutcome, reason: string | null, title: string, fields: ToldFields | null, guesses: Guesses, key: string | null, cells: string[], initiativeId: string | null }

/** Rows after a place, in the order of the files; `outcomes`: which. */
export async function rowsAfter (sql: Sql, runId: string, outcomes: readonly RowOutcome[], [file, row]: readonly [number, number], most: number): Promise<StoredRow[]> {
  const { rows } = await sql.query<StoredRow>(/* sql */ `
    select r.file, r.row, r.outcome, r.reason, r.title, r.fields, r.guesses, r.source_key as key, r.cells, r.initiative_id as "initiativeId"
      from portfolio_import_row r
     where r.run_id = $1 and r.outcome = any ($2) and (r.file, r.row) > ($3::integer, $4::integer)
     order by r.file, r.row
     limit $5`,
    [runId, outcomes, file, row, most])
  return rows
}

/** Which of these keys are in the portfolio: key → initiative. */
export async function knownKeys (sql: Sql, keys: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql.query<{ key: string, initiativeId: string }>(/* sql */ `select i.source_key as key, i.initiative_id as "initiativeId" from initiative i where i.source_key = any ($1)`, [keys])
  return new Map(rows.map(({ key, initiativeId }) => [key, initiativeId]))
}

/** The rows that came in, with the initiative that each became. */
export async function markApplied (tx: Sql, runId: string, came: readonly { file: number, row: number, initiativeId: string }[], now: Date): Promise<void> {
  await tx.query(/* sql */ `update portfolio_import set state = 'applied', applied_at = $2 where run_id = $1`, [runId, now])
  await tx.query(/* sql */ `
    update portfolio_import_row r set initiative_id = c."initiativeId"
      from jsonb_to_recordset($2::jsonb) as c (file integer, row integer, "initiativeId" uuid)
     where r.run_id = $1 and r.file = c.file and r.row = c.row`,
    [runId, JSON.stringify(came)])
  await tx.query(/* sql */ `delete from portfolio_import_part where run_id = $1`, [runId])
}

export async function markDropped (tx: Sql, runId: string): Promise<void> {
  await tx.query(/* sql */ `update portfolio_import set state = 'dropped' where run_id = $1`, [runId])
  await tx.query(/* sql */ `delete from portfolio_import_row where run_id = $1`, [runId])
  await tx.query(/* sql */ `delete from portfolio_import_part where run_id = $1`, [runId])
}

/** Everybody and every unit whom a file may mean. */
export async function directoryOf (sql: Sql): Promise<{ people: { id: string, name: string, detail: string | null }[], units: { id: string, name: string }[] }> {
  const { rows: people } = await sql.query<{ id: string, name: string, detail: string | null }>(/* sql */ `
    select p.person_id as id, p.name, u.name as detail from person p left join unit u on u.unit_id = p.unit_id order by p.person_id`)
  const { rows: units } = await sql.query<{ id: string, name: string }>(/* sql */ `select u.unit_id as id, u.name from unit u order by u.unit_id`)
  return { people, units }
}
