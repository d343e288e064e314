import { Readable } from 'node:stream'
import type { GoalField, GoalImportReply } from '@weft/contracts/commitments/import-api'
import { readCsv, type Encoding } from '@weft/service-kit/csv'
import { csvFields, withoutFormula } from '@weft/service-kit/csv-line'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { addDays } from '../commitment/days.ts'
import { guessFields } from './columns.ts'
import { orderIn } from './dates.ts'
import { cameBefore, finderOfPeople, type Chosen, type GoalImport } from './import.store.ts'
import { MOST_BYTES, MOST_ROWS, UNDONE_DAYS } from './limits.ts'
import { sortGoals, type Grouped, type LeftOut, type Person, type Ready, type Row } from './sort-goals.ts'

const PAGE = 50
const NO_MEASURE = 'Not said yet: write how you will see it'
type Table = { header: readonly string[], rows: Row[] }

/** A file with its rows. Throws what `readCsv` throws, `too-many-rows` and `no-rows`. */
export async function tableIn (content: Uint8Array, name: string, encoding: Encoding = 'utf-8'): Promise<Table> {
  const { header, rows: source } = await readCsv(Readable.from([content]), { name, encoding, lenient: true, caps: { bytes: MOST_BYTES, columns: 50, cell: 4_000, line: 20_000 } })
  const rows: Row[] = []
  for await (const row of source) {
    if (row.cells.every(cell => cell.trim() === '')) continue
    if (rows.length === MOST_ROWS) throw new Refusal('too-large', 'too-many-rows', `${name} has more than ${MOST_ROWS.toLocaleString('en-GB')} rows. Send it in parts.`)
    rows.push(row)
  }
  if (rows.length === 0) throw new Refusal('invalid', 'no-rows', `${name} has a first line with the names of columns and nothing below it.`)
  if (header.some(column => column.length > 200)) throw new Refusal('invalid', 'long-column-name', `${name} has a column with a name of more than 200 characters. Is the first line a header?`)
  return { header, rows }
}

export type Looked = { fields: ReadonlyMap<string, GoalField>, choices: GoalImportReply['choices'], table: Table, ready: Ready[], problems: Grouped[], leftOut: LeftOut[] }

/** What an import would bring in now: its columns as chosen or guessed, every row sorted. `me`: the sender, where the goals are theirs. */
export async function look (sql: Sql, run: GoalImport, me: Person | undefined, today: string): Promise<Looked> {
  const table = await tableIn(Buffer.from(run.content ?? ''), run.name)
  const fields = fieldsOf(run, table)
  const column = (field: GoalField) => table.header.findIndex(name => fields.get(name) === field)
  const texts = (field: GoalField) => column(field) < 0 ? [] : table.rows.map(({ cells }) => (cells[column(field)] ?? '').trim())
  const choices = run.chosen ?? { dates: orderIn(texts('dueOn')), benefits: 'customer' as const, measure: NO_MEASURE }
  const whose = run.whose === 'mine' && me !== undefined ? { kind: 'mine' as const, person: me } : { kind: 'many' as const, find: await finderOfPeople(sql, [...new Set(texts('person'))]) }
  const sorted = sortGoals(table.rows, { header: table.header, fields, whose, before: await cameBefore(sql), reading: { today, ...choices } })
  return { fields, choices: { dates: choices.dates, benefits: choices.benefits, measure: choices.measure }, table, ...sorted }
}

const fieldsOf = ({ chosen, whose }: GoalImport, { header, rows }: Table): ReadonlyMap<string, GoalField> => chosen === null
  ? guessFields(header, rows.slice(0, 200).map(({ cells }) => cells), whose === 'many')
  : new Map(header.flatMap((name): [string, GoalField][] => { const field = Object.hasOwn(chosen.fields, name) ? chosen.fields[name] : undefined; return field == null ? [] : [[name, field]] }))

/** Throws `field-twice`, `no-goal-column`. */
export function checkChosen ({ fields }: Chosen, whose: GoalImport['whose']): void {
  const used = Object.values(fields).filter(field => field !== null)
  if (new Set(used).size !== used.length) throw new Refusal('invalid', 'field-twice', 'Two columns are said to hold the same. Choose one of them.')
  if (!used.includes('wording')) throw new Refusal('invalid', 'no-goal-column', 'Say which column holds the goals.')
  if (whose === 'many' && !used.includes('person')) throw new Refusal('invalid', 'no-person-column', 'Say which column tells whose goal it is, by number or e-mail address.')
}

/** What stays out as a CSV file: line, reason, and the row as it was sent, so that it can be mended and sent again. A mark in front, or Excel takes it for another encoding. */
export const leftOutCsv = ({ table: { header }, leftOut }: Looked): string =>
  ['\uFEFF', csvFields(['Line', 'Reason', ...header.map(withoutFormula)]), ...leftOut.map(({ line, reason, cells }) => csvFields([line, reason, ...cells.map(withoutFormula)]))].join('')

/** An import as its page shows it, from a line of the file on. */
export function replyOf (run: GoalImport, looked: Looked | null, after = 0): GoalImportReply {
  const { importId, version, whose, name, state, begunOn, encoding, drafts } = run
  const head = { importId, version, whose, name, state, begunOn, encoding, drafts, undoUntil: state === 'applied' ? addDays(begunOn, UNDONE_DAYS) : null }
  if (looked === null) return { ...head, columns: [], choices: { dates: 'day-first', benefits: 'customer', measure: NO_MEASURE }, rows: 0, ready: 0, problems: [], goals: [], next: null }
  const { table: { header, rows }, fields, choices, ready, problems } = looked
  const later = ready.filter(({ line }) => line > after)
  const goals = later.slice(0, PAGE)
  return {
    ...head, choices, problems, rows: rows.length, ready: ready.length, next: later.length > PAGE ? goals.at(-1)?.line ?? null : null,
    columns: header.map((column, place) => ({ name: column, field: fields.get(column) ?? null, from: run.chosen === null ? 'guess' : 'chosen', samples: rows.slice(0, 3).map(({ cells }) => (cells[place] ?? '').slice(0, 80)).filter(cell => cell.trim() !== '') })),
    goals: goals.map(({ person, line, wording, measure, horizon, dueOn, discipline, benefits, weight, guesses }) => ({ line, wording, measure, horizon, dueOn, discipline, benefits, weight, guesses, personName: whose === 'mine' ? null : person.name }))
  }
}
