import { Readable } from 'node:stream'
import { csvFields, withoutFormula } from '@weft/service-kit/csv-line'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { initiativeColumns, initiativeJoins, type Row } from './initiative.store.ts'

const PAGE = 1_000
const header = ['Number', 'Project', 'Goal', 'Owner', 'Sponsor', 'Unit', 'Disciplines', 'Segments', 'Customers', 'Budget', 'Currency', 'Start', 'End', 'Status', 'State', 'Merged into', 'Became', 'Decided on', 'Decided by', 'Why', 'From file', 'Row', 'Key']

/** GET /program/portfolio/projects.csv: every project with what was decided last, those that ended as well. */
export const portfolioFileRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/portfolio/projects.csv', { config: { action: 'read-portfolio', summary: 'All projects with their decisions, as a file', gives: 'text/csv' } }, async (_request, reply) => {
    // The first page is read before anything is sent: what goes wrong is answered, not a cut file.
    const first = await linesAfter(pool, 0)
    return reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', 'attachment; filename="projects.csv"')
      .send(Readable.from(fileOf(pool, first)))
  })
}

type Line = Row & { decidedAt: Date | null, decidedBy: string | null, reason: string | null }

/** A mark in front, or Excel takes it for another encoding. */
async function * fileOf (pool: Deps['pool'], first: readonly Line[]): AsyncGenerator<string> {
  yield `\uFEFF${csvFields(header)}`
  for (let rows = first; ;) {
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map(lineOf).join('')
    rows = await linesAfter(pool, last.number)
  }
}

async function linesAfter (pool: Deps['pool'], after: number): Promise<Line[]> {
  const { rows } = await pool.query<Line>(/* sql */ `
    select ${initiativeColumns}, d.at as "decidedAt", d.name as "decidedBy", d.reason
      from initiative i ${initiativeJoins}
      left join lateral (
        select v.at, v.reason, p.name
          from initiative_version v
          left join account a on a.subject::text = v.by_subject
          left join person p on p.person_id = a.person_id
         where v.initiative_id = i.initiative_id and v.what in ('kept', 'merged', 'adopted', 'retired', 'rejected', 'reopened')
         order by v.version desc
         limit 1
      ) as d on true
     where i.number > $1
     order by i.number
     limit $2`,
    [after, PAGE])
  return rows
}

const lineOf = (row: Line): string => csvFields([
  row.number,
  ...[row.title, row.goal, row.ownerName ?? row.owner, row.sponsorName ?? row.sponsor, row.unitName ?? row.unit, row.disciplines.join('; '), row.segments.join('; '), row.customers].map(safe),
  row.budget ?? '', row.budgetCurrency ?? '', row.startsOn ?? '', row.endsOn ?? '',
  ...[row.status, row.state, row.intoTitle, row.becomesKind === null ? null : `${row.becomesKind}: ${row.becomesText ?? row.becomesId ?? ''}`].map(safe),
  row.decidedAt?.toISOString().slice(0, 10) ?? '',
  ...[row.decidedBy, row.reason, row.file].map(safe), row.row ?? '', safe(row.key)
])
const safe = (text: string | null): string => withoutFormula(text ?? '')
