import type { Persona, PersonaStatement } from '@weft/contracts/program/persona-api'
import type { ViewContent } from '@weft/contracts/program/view-api'
import type { Sql } from '@weft/service-kit/database'
import { namesOf } from '../organisation/who.store.ts'
import type { Acting } from '../segment/acting.ts'
import { statementsOf } from '../view/view.ts'
import { isChanged, type Composed, type Contradiction, type Draft, type Saying } from './persona.ts'

/** What current views of a segment say, except what departments do themselves: that is not the customer. */
export async function sayingsOf (sql: Sql, segmentId: string): Promise<Saying[]> {
  const { rows } = await sql.query<Omit<Saying, 'field' | 'text'> & { content: ViewContent }>(/* sql */ `
    select v.view_id as "viewId", v.unit_id as "unitId", coalesce(u.name, v.unit_id) as "unitName", v.version, v.content
      from customer_view v
      left join unit u using (unit_id)
     where v.segment_id = $1 and v.version > 0
     order by "unitName", v.view_id`,
    [segmentId])
  return rows.flatMap(({ content, ...view }) => statementsOf(content).filter(({ field }) => field !== 'contribution').map(statement => ({ ...view, ...statement })))
}

export async function draftOf (sql: Sql, segmentId: string): Promise<Draft> {
  const { rows: [draft] } = await sql.query<Draft>(/* sql */ `select d.version, d.summary, d.statements from persona_draft d where d.segment_id = $1`, [segmentId])
  return draft ?? { version: 0, summary: '', statements: [] }
}

/** Stores the next version of the draft; the segment is locked by the caller. */
export async function keepDraft (tx: Sql, segmentId: string, { version, summary, statements }: Draft, { subject, now }: Acting): Promise<void> {
  await tx.query(/* sql */ `
    insert into persona_draft (segment_id, version, summary, statements, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6)
    on conflict (segment_id) do update
       set version = excluded.version, summary = excluded.summary, statements = excluded.statements, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
    [segmentId, version, summary, JSON.stringify(statements), subject, now])
}

export async function contradictionsOf (sql: Sql, segmentId: string): Promise<Contradiction[]> {
  const { rows } = await sql.query<Contradiction>(/* sql */ `
    select c.view_a as "viewA", c.text_a as "textA", c.view_b as "viewB", c.text_b as "textB", c.verdict
      from view_conflict c
     where c.segment_id = $1 and c.state <> 'gone'
     order by c.conflict_id`,
    [segmentId])
  return rows
}

/** Number of the last agreed persona; 0 before the first. */
export async function lastVersion (sql: Sql, segmentId: string): Promise<number> {
  const { rows: [last] } = await sql.query<{ version: number }>(/* sql */ `select coalesce(max(p.version), 0) as version from persona p where p.segment_id = $1`, [segmentId])
  return last?.version ?? 0
}

export async function insertPersona (tx: Sql, { segmentId, version, summary, statements, openConflicts }: { segmentId: string, version: number, summary: string, statements: readonly Composed[], openConflicts: number }, { subject, now }: Acting): Promise<void> {
  await tx.query(/* sql */ `
    insert into persona (segment_id, version, summary, statements, open_conflicts, published_by, published_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [segmentId, version, summary, JSON.stringify(statements), openConflicts, subject, now])
}

/** Statements with names of their departments, and whether those still say so. */
export async function withNames (sql: Sql, statements: readonly Composed[], sayings: readonly Saying[]): Promise<PersonaStatement[]> {
  const ids = statements.flatMap(({ from }) => from.map(({ unitId }) => unitId))
  const { rows } = await sql.query<{ unitId: string, name: string }>(/* sql */ `select u.unit_id as "unitId", u.name from unit u where u.unit_id = any ($1)`, [ids])
  const names = new Map(rows.map(({ unitId, name }) => [unitId, name]))
  return statements.map(one => ({ ...one, changed: isChanged(one, sayings), from: one.from.map(source => ({ ...source, unitName: names.get(source.unitId) ?? source.unitId })) }))
}

type PersonaRow = { version: number, summary: string, statements: Composed[], openConflicts: number, publishedOn: string, by: string }

/** An agreed persona: the newest, or one version of it; null where there is none. */
export async function findPersona (sql: Sql, segmentId: string, version: number | null, sayings: readonly Saying[]): Promise<Persona | null> {
  const { rows: [row] } = await sql.query<PersonaRow>(/* sql */ `
    select p.version, p.summary, p.statements, p.open_conflicts as "openConflicts", (p.published_at at time zone 'utc')::date as "publishedOn", p.published_by as by
      from persona p
     where p.segment_id = $1 and ($2::int is null or p.version = $2)
     order by p.version desc
     limit 1`,
    [segmentId, version])
  if (row === undefined) return null
  const names = await namesOf(sql, [row.by])
  return { ...row, statements: await withNames(sql, row.statements, sayings), by: names.get(row.by) ?? null }
}

/** Which versions there are, newest first. */
export async function personasOf (sql: Sql, segmentId: string): Promise<{ version: number, publishedOn: string, by: string | null }[]> {
  const { rows } = await sql.query<{ version: number, publishedOn: string, by: string }>(/* sql */ `
    select p.version, (p.published_at at time zone 'utc')::date as "publishedOn", p.published_by as by
      from persona p where p.segment_id = $1 order by p.version desc limit 50`,
    [segmentId])
  const names = await namesOf(sql, rows.map(({ by }) => by))
  return rows.map(row => ({ ...row, by: names.get(row.by) ?? null }))
}
