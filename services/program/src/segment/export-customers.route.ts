import { Readable } from 'node:stream'
import { csvFields, withoutFormula } from '@weft/service-kit/csv-line'
import type { Sql } from '@weft/service-kit/database'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { conflictsOf } from '../conflict/conflict.store.ts'
import type { Deps } from '../deps.ts'
import { opportunitiesOf } from '../opportunity/opportunity.store.ts'
import { viewLines } from '../view/view-lines.store.ts'
import { segmentsOf } from './registry.store.ts'

const PAGE = 200
type Cell = string | number
/** A page of lines after a place, with the place of the next; null at the end. */
type Paged = { lines: Cell[][], next: string | null }
type File = { name: string, summary: string, head: string[], page: (sql: Sql, after: string | null) => Promise<Paged> }

const readsOnly = { speaks: false, personId: null }
const nobody = { reached: new Set<string>(), isOffice: false, personId: null }
const paged = <T>(rows: readonly T[], idOf: (row: T) => string, lineOf: (row: T) => Cell[]): Paged => {
  const last = rows.at(-1)
  return { lines: rows.map(lineOf), next: rows.length < PAGE || last === undefined ? null : idOf(last) }
}

const files: readonly File[] = [
  {
    name: 'segments', summary: 'All active segments as one CSV file', head: ['segment', 'name', 'customers', 'voice', 'views', 'contradictions', 'open_conflicts', 'named_by_one', 'persona_version'],
    page: async (sql, after) => paged(await segmentsOf(sql, { like: '', state: 'active', after: { name: after?.slice(36) ?? '', id: after?.slice(0, 36) ?? null }, most: PAGE }), ({ segmentId, name }) => `${segmentId}${name}`,
      row => [row.segmentId, row.name, row.customers, row.voiceName ?? '', row.views, row.contradictions, row.openConflicts, row.byOne, row.personaVersion])
  },
  {
    name: 'views', summary: 'All views, a statement a line, as one CSV file', head: ['segment', 'segment_name', 'unit', 'unit_name', 'called', 'version', 'field', 'statement'],
    page: async (sql, after) => {
      const { rows, next } = await viewLines(sql, after, PAGE)
      return { lines: rows, next }
    }
  },
  {
    name: 'conflicts', summary: 'All contradictions with their decisions as one CSV file', head: ['conflict', 'segment', 'segment_name', 'state', 'first_unit', 'first', 'second_unit', 'second', 'reason', 'found_on', 'verdict', 'why', 'decided_by', 'decided_on'],
    page: async (sql, after) => paged(await conflictsOf(sql, { after, most: PAGE }, readsOnly), ({ conflictId }) => conflictId, row => [
      row.conflictId, row.segmentId, row.segmentName, row.state, row.first.unitName, row.first.text, row.second.unitName, row.second.text, row.reason, row.foundOn,
      row.decision?.verdict ?? '', row.decision?.why ?? '', row.decision?.by ?? '', row.decision?.on ?? ''
    ])
  },
  {
    name: 'opportunities', summary: 'All opportunities between units as one CSV file', head: ['opportunity', 'segment', 'segment_name', 'first_unit', 'second_unit', 'question', 'what', 'owner', 'state', 'outcome', 'disputed', 'changed_on'],
    page: async (sql, after) => paged(await opportunitiesOf(sql, { after, most: PAGE }, nobody), ({ opportunityId }) => opportunityId, row => [
      row.opportunityId, row.segmentId, row.segmentName, row.first.name, row.second.name, row.question, row.what, row.owner?.name ?? '', row.state, row.outcome, row.dispute ?? '', row.changedOn
    ])
  }
]

/** GET /program/segments.csv, views.csv, conflicts.csv and opportunities.csv, read from the database as fast as the reader takes them. */
export const exportCustomersRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  for (const file of files) {
    app.get(`/program/${file.name}.csv`, { config: { action: 'read-views', summary: file.summary, gives: 'text/csv' } }, async (_request, reply) =>
      reply.headers({ 'content-type': 'text/csv; charset=utf-8; header=present', 'content-disposition': `attachment; filename="${file.name}-${now().toISOString().slice(0, 10)}.csv"` }).send(Readable.from(textOf(pool, file))))
  }
}

async function * textOf (sql: Sql, { head, page }: File): AsyncGenerator<string> {
  yield csvFields(head)
  for (let after: string | null = null, first = true; first || after !== null; first = false) {
    const { lines, next }: Paged = await page(sql, after)
    yield lines.map(line => csvFields(line.map(cell => typeof cell === 'string' ? withoutFormula(cell) : cell))).join('')
    after = next
  }
}
