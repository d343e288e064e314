import type { GoalColumnsRequest } from '@weft/contracts/commitments/import-api'
import type { Encoding } from '@weft/service-kit/csv'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { Person, Ready } from './sort-goals.ts'
import { addMonths } from '../commitment/days.ts'

export type Chosen = Omit<GoalColumnsRequest, 'version'>
export type GoalImport = { importId: string, version: number, whose: 'mine' | 'many', name: string, state: 'checking' | 'applied' | 'dropped', begunOn: string, encoding: Encoding, content: string | null, chosen: Chosen | null, drafts: number | null }

const noSuchImport = () => new Refusal('not-found', 'no-such-import', 'There is no such import, or it was somebody else who began it.')

/** How many of the caller's wait. `tx` acts as the subject, here and below. */
export async function openImports (tx: Sql, subject: string): Promise<number> {
  const { rows: [row] } = await tx.query<{ many: number }>(/* sql */ `select count(*) as many from commitment_import i where i.by_subject = $1 and i.state = 'checking'`, [subject])
  return row?.many ?? 0
}

export async function insertImport (tx: Sql, { importId, subject, whose, name, today, encoding, content }: { importId: string, subject: string, whose: string, name: string, today: string, encoding: Encoding, content: string }): Promise<void> {
  await tx.query(/* sql */ `insert into commitment_import (import_id, by_subject, whose, name, state, begun_on, encoding, content) values ($1, $2, $3, $4, 'checking', $5, $6, $7)`, [importId, subject, whose, name, today, encoding, content])
}

/** Throws `no-such-import`. `lock`: of two who press at once the second sees what the first did. */
export async function importIn (tx: Sql, importId: string, lock = false): Promise<GoalImport> {
  const { rows: [found] } = await tx.query<GoalImport>(/* sql */ `
    select i.import_id as "importId", i.version, i.whose, i.name, i.state, i.begun_on as "begunOn", i.encoding, i.content, i.chosen, i.drafts from commitment_import i where i.import_id = $1 ${lock ? 'for update' : ''}`,
    [importId])
  if (found === undefined) throw noSuchImport()
  return found
}

/** Throws `changed-meanwhile` where it is not as it was looked at. */
export function checkImportSeen (run: GoalImport, version: number): void {
  if (run.version !== version) throw new Refusal('conflict', 'changed-meanwhile', 'This import was changed meanwhile. Look at it again, then repeat.')
}

export async function saveImport (tx: Sql, run: GoalImport): Promise<void> {
  await tx.query(/* sql */ `update commitment_import set version = version + 1, state = $2, content = $3, chosen = $4::jsonb, drafts = $5 where import_id = $1`, [run.importId, run.state, run.content, run.chosen === null ? null : JSON.stringify(run.chosen), run.drafts])
}

/** By number as it is written, or by e-mail address, large and small letters alike; an address of two people finds nobody. */
export async function finderOfPeople (sql: Sql, texts: readonly string[]): Promise<(text: string) => Person | undefined> {
  const { rows } = await sql.query<Person & { email: string }>(/* sql */ `select p.person_id as "personId", p.name, lower(p.email) as email from person p where p.person_id = any ($1) or lower(p.email) = any ($2)`, [texts, texts.map(text => text.toLowerCase())])
  const byId = new Map(rows.map(({ personId, name }) => [personId, { personId, name }]))
  const byEmail = Map.groupBy(rows, ({ email }) => email)
  return text => {
    const [first, second] = byEmail.get(text.toLowerCase()) ?? []
    return byId.get(text) ?? (first !== undefined && second === undefined ? { personId: first.personId, name: first.name } : undefined)
  }
}

/** What came to these people by imports, or to one: person id and fingerprint, with a space between. Says nothing of what they wrote themselves. */
export async function cameBefore (sql: Sql): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ key: string }>(/* sql */ `select i.person_id || ' ' || i.fingerprint as key from commitment_imported i`)
  return new Set(rows.map(({ key }) => key))
}

/** Writes drafts, each its owner's alone, and gives how many: what another import brought in meanwhile does not come twice. `tx` acts as the house. */
export async function insertDrafts (tx: Sql, importId: string, goals: readonly Ready[], newId: () => string, today: string): Promise<number> {
  const coming = goals.map(({ person, fingerprint, horizon, dueOn, wording, measure, discipline, benefits, weight }) => ({
    id: newId(), person: person.personId, fingerprint, horizon, wording, measure, discipline, benefits, weight, due: horizon === 'beyond' ? null : dueOn,
    milestone: horizon === 'beyond' && dueOn !== null && dueOn <= addMonths(today, 12) ? { id: newId(), wording: measure, due: dueOn } : null
  }))
  const { rowCount } = await tx.query(/* sql */ `
    with coming as (
      select * from jsonb_to_recordset($2::jsonb) as g (id uuid, person text, fingerprint text, horizon text, wording text, measure text, discipline text, benefits text, weight smallint, due date, milestone jsonb)
    ), once as (
      insert into commitment_imported (import_id, commitment_id, person_id, fingerprint)
      select $1, g.id, g.person, g.fingerprint from coming g order by g.person, g.fingerprint
      on conflict (person_id, fingerprint) do nothing
      returning commitment_id
    )
    insert into commitment (commitment_id, person_id, state, version, wording, horizon, asked_due_on, discipline, benefits, measure, weight, made_on)
    select g.id, g.person, 'draft', 1, g.wording, g.horizon, g.due, g.discipline, g.benefits, g.measure, g.weight, $3 from coming g join once o on o.commitment_id = g.id`,
    [importId, JSON.stringify(coming), today])
  await tx.query(/* sql */ `
    insert into commitment_milestone (commitment_id, milestone_id, wording, due_on)
    select i.commitment_id, m.id, m.wording, m.due from jsonb_to_recordset($2::jsonb) as m (commitment uuid, id uuid, wording text, due date) join commitment_imported i on i.commitment_id = m.commitment where i.import_id = $1`,
    [importId, JSON.stringify(coming.flatMap(({ id, milestone }) => milestone === null ? [] : [{ commitment: id, ...milestone }]))])
  return rowCount ?? 0
}

/** Drafts of an import that nobody has touched go. How many those are is nobody's but their owners'. `tx` acts as the house. */
export async function takeBackDrafts (tx: Sql, importId: string): Promise<void> {
  await tx.query(/* sql */ `delete from commitment c using commitment_imported i where i.import_id = $1 and c.commitment_id = i.commitment_id and c.state = 'draft' and c.version = 1`, [importId]) // guard: what its owner touched stays
  await tx.query(/* sql */ `delete from commitment_imported i where i.import_id = $1`, [importId])
}

/** Files that nobody finished. What was brought in stays noted: it does not come twice. `tx` acts as the house. */
export async function forgetImports (tx: Sql, heldSince: string): Promise<void> {
  await tx.query(/* sql */ `delete from commitment_import i where i.state = 'checking' and i.begun_on < $1`, [heldSince])
}
