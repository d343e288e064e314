import { portfolioField, type FileReading, type PortfolioField, type PortfolioFile } from '@weft/contracts/program/portfolio-api'
import { Refusal, type Problem } from '@weft/service-kit/refusal'
import { currencyIn, timesIn } from './budget.ts'
import { orderIn } from './days.ts'

type Words = Record<PortfolioField, readonly string[]>
type Format = FileReading['format']

/** What columns are called where people write their own lists, in a few languages; an earlier word is a better guess. */
const plain: Words = {
  title: ['project name', 'name of project', 'name of the project', 'project title', 'title of project', 'initiative', 'project', 'title', 'name', 'summary', 'subject', 'projektname', 'projekt', 'vorhaben', 'titel', 'bezeichnung', 'projet', 'nom du projet', 'proyecto', 'prosjekt'],
  goal: ['goal', 'goals', 'objective', 'purpose', 'aim', 'what it is for', 'description', 'ziel', 'ziele', 'zweck', 'beschreibung', 'objectif', 'objetivo', 'about', 'notes', 'comment', 'scope'],
  owner: ['owner', 'project owner', 'lead', 'project lead', 'project manager', 'pm', 'responsible', 'assignee', 'led by', 'manager', 'leiter', 'projektleiter', 'projektleitung', 'verantwortlich', 'responsable', 'chef de projet', 'contact'],
  sponsor: ['sponsor', 'executive sponsor', 'project sponsor', 'accountable', 'auftraggeber', 'sponsorin', 'commanditaire', 'patrocinador'],
  unit: ['unit', 'business unit', 'department', 'dept', 'division', 'org unit', 'organisation unit', 'team', 'area', 'abteilung', 'bereich', 'departement', 'departamento', 'avdelning'],
  customers: ['customers', 'customer', 'customer segment', 'customer group', 'for whom', 'target group', 'clients', 'audience', 'beneficiaries', 'kunden', 'zielgruppe', 'kundengruppe', 'clientele', 'clientes'],
  segments: ['segments', 'segment'],
  disciplines: ['disciplines', 'discipline', 'topic', 'topics', 'theme', 'labels', 'tags', 'category', 'thema', 'themen', 'disziplin'],
  budget: ['budget', 'total budget', 'planned budget', 'cost', 'costs', 'total cost', 'kosten', 'cout', 'presupuesto', 'kostnad'],
  start: ['start', 'start date', 'starts', 'begin', 'begins', 'from', 'planned start', 'target start', 'startdatum', 'beginn', 'debut', 'inicio'],
  end: ['end', 'end date', 'ends', 'finish', 'finish date', 'due date', 'due', 'until', 'deadline', 'planned end', 'target end', 'enddatum', 'ende', 'fin', 'slut'],
  status: ['status', 'state', 'phase', 'stage', 'progress', 'stand', 'zustand', 'etat', 'estado'],
  key: ['key', 'project key', 'project id', 'project number', 'project no', 'id', 'number', 'no', 'nr', 'projektnummer', 'ref', 'reference', 'code'],
  type: ['type', 'issue type', 'item type', 'art', 'typ'],
  level: ['outline level', 'level', 'wbs level', 'ebene'],
  parent: ['parent', 'parent key', 'parent id', 'parent project', 'part of']
}
/** Where a tool's export says it otherwise, or uses a word of the list for something else. */
const own: Record<Format, Partial<Words>> = {
  csv: {},
  jira: { title: ['summary'], goal: ['description'], owner: ['assignee'], key: ['issue key'], type: ['issue type'], parent: ['parent key', 'parent', 'parent id', 'parent link', 'epic link'], disciplines: ['discipline', 'disciplines', 'labels'], end: ['due date', 'end date', 'target end'], start: ['start date', 'target start'] },
  'ms-project': { title: ['name', 'task name'], goal: ['notes'], owner: ['resource names'], key: ['unique id', 'id'], level: ['outline level'], type: [], parent: [], status: ['status', '% complete'] },
  openproject: { title: ['subject'], goal: ['description'], owner: ['assignee'], sponsor: ['sponsor', 'accountable'], key: ['id'], type: ['type'], unit: ['unit', 'business unit', 'department', 'division'], end: ['finish date', 'due date', 'end date'], disciplines: ['discipline', 'disciplines', 'category'], budget: ['budget', 'planned budget', 'overall costs', 'labor costs', 'planned costs'] }
}

const bare = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}%]/gu, '')
/** "Custom field (Budget)" → "Budget"; "Budget (k€)" → "Budget". */
const plainName = (column: string): string => (/^custom field \((.+)\)$/i.exec(column)?.[1] ?? column).replace(/\s*[([][^)\]]*[)\]]\s*$/, '')

/** Which tool wrote a file, by columns that only its exports have together. */
export function formatOf (header: readonly string[]): Format {
  const has = (...columns: string[]) => columns.every(column => header.some(one => bare(one) === bare(column)))
  if (has('Summary', 'Issue key') || has('Summary', 'Issue Type')) return 'jira'
  if (has('Outline Level', 'Name') || has('Outline Level', 'Task Name') || has('Task Mode', 'Name')) return 'ms-project'
  return has('Subject', 'Type') || has('Subject', 'Accountable') ? 'openproject' : 'csv'
}

/** Which column each field most likely is. A column is guessed for one field only, the best word first. */
function guessFields (header: readonly string[], format: Format): FileReading['fields'] {
  const columnOf = new Map<string, string>()
  for (const column of header) for (const name of [bare(column), bare(plainName(column))]) if (!columnOf.has(name)) columnOf.set(name, column)
  const claims = portfolioField.options.flatMap(field => (own[format][field] ?? plain[field]).flatMap((word, strength) => {
    const column = columnOf.get(bare(word))
    return column === undefined ? [] : [{ field, column, strength }]
  }))
  const guess: FileReading['fields'] = {}
  const taken = new Set<string>()
  for (const { field, column } of claims.sort((a, b) => a.strength - b.strength)) {
    if (guess[field] !== undefined || taken.has(column)) continue
    guess[field] = column
    taken.add(column)
  }
  return guess
}

/** How a file is read, guessed from its columns and what stands in them. `texts` gives what a column holds. */
export function guessReading (header: readonly string[], texts: (column: string) => readonly string[], format = formatOf(header)): FileReading {
  const fields = guessFields(header, format)
  const dates = [fields.start, fields.end].flatMap(column => column === undefined ? [] : texts(column))
  const budget = fields.budget ?? ''
  return {
    format, fields, currency: currencyIn(budget), times: timesIn(budget.replace(/^[^([]*/, '')),
    dates: orderIn(dates, format === 'ms-project' ? 'month-first' : 'day-first')
  }
}

/** Whether an earlier reading finds all its columns here. */
export const fits = ({ format, fields }: FileReading, header: readonly string[]): boolean => format === formatOf(header) && Object.values(fields).every(column => header.includes(column))

export const unusedColumns = ({ fields }: FileReading, header: readonly string[]): string[] => {
  const used = new Set(Object.values(fields))
  return header.filter(column => !used.has(column) && !used.has(column.replace(/ \(\d+\)$/, '')))
}

/** Whether readings fit the files. Throws `bad-mapping` with every finding; `at` is the place in the form: "0.title". */
export function checkReadings (readings: readonly FileReading[], files: readonly Pick<PortfolioFile, 'name' | 'columns'>[]): void {
  if (readings.length !== files.length) throw new Refusal('invalid', 'bad-mapping', 'Say of each file how it is read, in the order of the files.')
  const problems: Problem[] = readings.flatMap(({ fields }, place) => {
    const name = files[place]?.name ?? ''
    const header = files[place]?.columns.map(({ column }) => column) ?? []
    const columns = Object.entries(fields)
    return [
      ...fields.title === undefined ? [{ at: `${place}.title`, code: 'missing-field', sentence: `Say which column of ${name} holds the name of the project. Without one there are no projects.` }] : [],
      ...columns.filter(([, column]) => !header.includes(column)).map(([field, column]) => ({ at: `${place}.${field}`, code: 'no-such-column', sentence: `${name} has no column "${column.slice(0, 60)}".` })),
      ...columns.filter(([, column], at) => columns.findIndex(one => one[1] === column) !== at).map(([field, column]) => ({ at: `${place}.${field}`, code: 'column-twice', sentence: `The column "${column.slice(0, 60)}" of ${name} is used twice.` }))
    ]
  })
  if (problems.length > 0) throw new Refusal('invalid', 'bad-mapping', 'The columns do not fit the files yet.', problems)
}
