import { disciplineName } from '@weft/contracts/program/discipline-api'
import { csvFields, withoutFormula } from '@weft/service-kit/csv-line'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'

const MOST_ROWS = 10_000
const HEAD = ['practice', 'state', 'discipline', 'title', 'what we do', 'when', 'example', 'version', 'from', 'proposed on', 'adopted by units']

/** GET /program/practices.csv: the library with its proposals, as one file; texts that a spreadsheet would run are made harmless. */
export const practicesFileRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/practices.csv', {
    config: { action: 'take-practices', summary: 'The practices as a CSV file', gives: 'text/csv' }
  }, async (_request, reply) => {
    const { rows } = await pool.query<Record<'practiceId' | 'state' | 'discipline' | 'title' | 'what' | 'when' | 'example' | 'origin' | 'proposedOn', string> & { version: number, adoptedBy: number }>(/* sql */ `
      select p.practice_id as "practiceId", p.state, p.discipline, v.title, v.what, v."when", coalesce(v.example, '') as example, p.version,
             case when p.starting_key is null then 'here' else 'Weft' end as origin, p.proposed_on as "proposedOn",
             (select count(*) from practice_adoption a where a.practice_id = p.practice_id and a.ended_on is null) as "adoptedBy"
        from practice p
        join practice_version v using (practice_id, version)
       order by p.discipline, v.title, p.practice_id
       limit $1`,
      [MOST_ROWS])
    const lines = rows.map(row => csvFields([
      row.practiceId, row.state, withoutFormula(disciplineName(row.discipline)), ...[row.title, row.what, row.when, row.example].map(withoutFormula),
      row.version, row.origin, row.proposedOn, row.adoptedBy
    ]))
    return reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="practices.csv"').send(csvFields(HEAD) + lines.join(''))
  })
}
