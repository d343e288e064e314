import type { ImportFile, ImportMapping, ImportPreview, ImportRules, ImportRunState, ProblemGroup } from '@weft/contracts/directory/api'
import type { Sql } from '@weft/service-kit/database'
import type { Effect } from './effects.ts'

const CHUNK = 10_000

export type Run = {
  runId: string
  number: number
  state: ImportRunState | 'uploading'
  startedBy: string
  startedByName: string | null
  startedAt: Date
  files: ImportFile[]
  mapping: ImportMapping
  mappingFrom: 'guess' | 'earlier' | 'chosen'
  rules: ImportRules
  groups: ProblemGroup[]
  preview: ImportPreview | null
  appliedAt: Date | null
  version: number | null
  undoneAt: Date | null
}

const columns = /* sql */ `r.run_id as "runId", r.number, r.state, r.started_by as "startedBy", n.name as "startedByName", r.started_at as "startedAt", r.files, r.mapping,
  r.mapping_from as "mappingFrom", r.rules, r.groups, r.preview, r.applied_at as "appliedAt", r.version, r.undone_at as "undoneAt"`
const starter = /* sql */ `left join person p on p.subject::text = r.started_by
  left join person_version n on n.person_id = p.person_id and n.until_version is null`

export async function insertRun (sql: Sql, { runId, by, now }: { runId: string, by: string, now: Date }): Promise<void> {
  await sql.query(/* sql */ `insert into import_run (run_id, state, started_by, started_at) values ($1, 'uploading', $2, $3)`, [runId, by, now])
}

export async function deleteRun (sql: Sql, runId: string): Promise<void> {
  await sql.query(/* sql */ `delete from import_run where run_id = $1`, [runId])
}

/** `lock`: nobody else takes a step with this run until the transaction ends. */
export async function findRun (sql: Sql, runId: string, { lock = false } = {}): Promise<Run | undefined> {
  if (lock) await sql.query(/* sql */ `select from import_run r where r.run_id = $1 for update`, [runId])
  const { rows: [run] } = await sql.query<Run>(/* sql */ `select ${columns} from import_run r ${starter} where r.run_id = $1 and r.state <> 'uploading'`, [runId])
  return run
}

export async function runsBefore (sql: Sql, number: number | null, most: number): Promise<Run[]> {
  const { rows } = await sql.query<Run>(/* sql */ `
    select ${columns}
      from import_run r ${starter}
     where r.state <> 'uploading' and r.number < coalesce($1, 2147483647)
     order by r.number desc
     limit $2`,
    [number, most])
  return rows
}

/** An own import that was begun and not finished makes room for the next. Gives how many of others are still open. */
export async function dropUnfinished (tx: Sql, by: string): Promise<number> {
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('import-uploads', 0))`)
  const { rows } = await tx.query<{ runId: string }>(/* sql */ `
    select r.run_id as "runId" from import_run r where r.started_by = $1 and r.state in ('matching', 'fixing', 'ready')`, [by])
  for (const { runId } of rows) await markDropped(tx, runId)
  const { rows: [open] } = await tx.query<{ count: number }>(/* sql */ `select count(*) as count from import_run r where r.state in ('uploading', 'matching', 'fixing', 'ready')`)
  return open?.count ?? 0
}

export async function markUploaded (sql: Sql, runId: string, { files, mapping, mappingFrom }: Pick<Run, 'files' | 'mapping' | 'mappingFrom'>): Promise<void> {
  await sql.query(/* sql */ `
    update import_run set state = 'matching', files = $2, mapping = $3, mapping_from = $4 where run_id = $1`,
    [runId, JSON.stringify(files), JSON.stringify(mapping), mappingFrom])
}

export async function saveMapping (tx: Sql, runId: string, mapping: ImportMapping, from: Run['mappingFrom']): Promise<void> {
  await tx.query(/* sql */ `update import_run set mapping = $2, mapping_from = $3, preview = null where run_id = $1`, [runId, JSON.stringify(mapping), from])
}

export async function saveRules (tx: Sql, runId: string, rules: ImportRules): Promise<void> {
  await tx.query(/* sql */ `update import_run set rules = $2 where run_id = $1`, [runId, JSON.stringify(rules)])
}

export async function saveMatching (tx: Sql, runId: string): Promise<void> {
  await tx.query(/* sql */ `update import_run set state = 'matching', preview = null, groups = '[]' where run_id = $1`, [runId])
}

/** What a check found. Without a preview, something is still open. */
export async function saveChecked (tx: Sql, runId: string, groups: readonly ProblemGroup[], preview: ImportPreview | null): Promise<void> {
  await tx.query(/* sql */ `
    update import_run set state = $2, groups = $3, preview = $4 where run_id = $1`,
    [runId, preview === null ? 'fixing' : 'ready', JSON.stringify(groups), preview === null ? null : JSON.stringify(preview)])
}

/** Every effect in its place, the old ones away. */
export async function saveEffects (tx: Sql, runId: string, effects: readonly Effect[]): Promise<void> {
  await tx.query(/* sql */ `delete from import_effect where run_id = $1`, [runId])
  for (let from = 0; from < effects.length; from += CHUNK) {
    const chunk = effects.slice(from, from + CHUNK)
    await tx.query(/* sql */ `
      insert into import_effect (run_id, kind, place, id, name, before, after)
      select $1, e.kind, $2 + e.place, e.id, e.name, e.before, e.after
        from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) with ordinality as e (kind, id, name, before, after, place)`,
      [runId, from, chunk.map(one => one.kind), chunk.map(one => one.id), chunk.map(one => one.name), chunk.map(one => one.before), chunk.map(one => one.after)])
  }
}

export type LeftOutRow = { file: string, line: number, reason: string, cells: readonly string[] }

export async function clearLeftOut (tx: Sql, runId: string): Promise<void> {
  await tx.query(/* sql */ `delete from import_left_out where run_id = $1`, [runId])
}

export async function insertLeftOut (tx: Sql, runId: string, rows: readonly LeftOutRow[]): Promise<void> {
  await tx.query(/* sql */ `
    insert into import_left_out (run_id, file, line, reason, cells)
    select $1, l.file, l.line, l.reason, l.cells
      from unnest($2::text[], $3::integer[], $4::text[], $5::jsonb[]) as l (file, line, reason, cells)`,
    [runId, rows.map(row => row.file), rows.map(row => row.line), rows.map(row => row.reason), rows.map(row => JSON.stringify(row.cells))])
}

export async function leftOutAfter (sql: Sql, runId: string, file: string, line: number, most: number): Promise<LeftOutRow[]> {
  const { rows } = await sql.query<LeftOutRow>(/* sql */ `
    select l.file, l.line, l.reason, l.cells
      from import_left_out l
     where l.run_id = $1 and l.file = $2 and l.line > $3
     order by l.line
     limit $4`,
    [runId, file, line, most])
  return rows
}

/** The mapping of the newest import that was applied. */
export async function earlierMapping (sql: Sql): Promise<ImportMapping | undefined> {
  const { rows: [run] } = await sql.query<{ mapping: ImportMapping }>(/* sql */ `
    select r.mapping
      from import_run r
     where r.applied_at is not null and r.mapping <> '{}'
     order by r.applied_at desc
     limit 1`)
  return run?.mapping
}

export type Applied = { runId: string, now: Date, version: number, preview: ImportPreview, health: object }

export async function markApplied (tx: Sql, { runId, now, version, preview, health }: Applied): Promise<void> {
  await tx.query(/* sql */ `
    update import_run set state = 'applied', applied_at = $2, version = $3, preview = $4, health_before = $5 where run_id = $1`,
    [runId, now, version, JSON.stringify(preview), JSON.stringify(health)])
  await deleteParts(tx, runId)
}

export async function markUndone (tx: Sql, runId: string, { by, now, version }: { by: string, now: Date, version: number }): Promise<void> {
  await tx.query(/* sql */ `
    update import_run set state = 'undone', undone_by = $2, undone_at = $3, undo_version = $4 where run_id = $1`,
    [runId, by, now, version])
}

export async function markDropped (tx: Sql, runId: string): Promise<void> {
  await tx.query(/* sql */ `update import_run set state = 'dropped' where run_id = $1`, [runId])
  await tx.query(/* sql */ `delete from import_effect where run_id = $1`, [runId])
  await clearLeftOut(tx, runId)
  await deleteParts(tx, runId)
}

/** Number of the newest import on top of a version that changed something and still stands. */
export async function importOnTop (sql: Sql, version: number | null): Promise<number | null> {
  const { rows: [top] } = await sql.query<{ number: number | null }>(/* sql */ `
    select max(r.number) as number
      from import_run r
     where r.state = 'applied' and r.version > $1 and r.version > (r.preview ->> 'baseVersion')::integer`,
    [version])
  return top?.number ?? null
}

async function deleteParts (tx: Sql, runId: string): Promise<void> {
  await tx.query(/* sql */ `delete from import_part where run_id = $1`, [runId])
}

export async function insertPart (sql: Sql, runId: string, file: string, place: number, bytes: Buffer): Promise<void> {
  await sql.query(/* sql */ `insert into import_part (run_id, file, place, bytes) values ($1, $2, $3, $4)`, [runId, file, place, bytes])
}

/** The bytes of a file as they came, a piece at a time. */
export async function * partsOf (sql: Sql, runId: string, file: string): AsyncGenerator<Uint8Array> {
  for (let place = 0; ; place++) {
    const { rows: [part] } = await sql.query<{ bytes: Buffer }>(/* sql */ `select p.bytes from import_part p where p.run_id = $1 and p.file = $2 and p.place = $3`, [runId, file, place])
    if (part === undefined) return
    yield part.bytes
  }
}

/** Person id behind a subject, if the directory knows one. */
export async function personOfSubject (sql: Sql, subject: string): Promise<string | null> {
  const { rows: [person] } = await sql.query<{ personId: string }>(/* sql */ `select p.person_id as "personId" from person p where p.subject::text = $1`, [subject])
  return person?.personId ?? null
}
