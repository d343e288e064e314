import { Readable } from 'node:stream'
import { experimentDetailReply, experimentsReply, experimentState, type ExperimentDetailReply } from '@weft/contracts/program/experiment-api'
import { sourceId } from '@weft/contracts/vocabulary'
import { csvFields, withoutFormula } from '@weft/service-kit/csv-line'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { leads } from '../access/may.ts'
import type { Deps } from '../deps.ts'
import { namesOf, pathOf } from '../organisation/who.store.ts'
import { isOverdue } from './experiment.ts'
import { countExperiments, findExperiment, listExperiments, noSuchExperiment, toldOf, type Row } from './experiment.store.ts'

const PAGE = 50
const FILE_PAGE = 1_000
const query = z.strictObject({ unit: sourceId.optional(), state: experimentState.optional(), after: z.string().regex(/^\d{1,15}$/).optional() })

/** GET /program/experiments, newest first, and one with its history. */
export const listExperimentsRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  const today = () => now().toISOString().slice(0, 10)

  app.get('/program/experiments', { config: { action: 'read-experiments', summary: 'Experiments, newest first' }, schema: { querystring: query, response: { 200: experimentsReply } } }, async ({ query: { unit, state, after } }) => {
    const rows = await listExperiments(pool, { unitId: unit ?? null, state: state ?? null, before: after === undefined ? null : Number(after) }, PAGE + 1)
    const page = rows.slice(0, PAGE)
    return { experiments: page.map(row => toldOf(row, isOverdue(row, today()))), next: rows.length > PAGE ? String(page.at(-1)?.number) : null, counts: await countExperiments(pool) }
  })

  app.get('/program/experiments/:experimentId', { config: { action: 'read-experiments', summary: 'One experiment with its history' }, schema: { params: z.object({ experimentId: z.uuid() }), response: { 200: experimentDetailReply } } }, async request => {
    const row = await findExperiment(pool, request.params.experimentId)
    if (row === undefined) throw noSuchExperiment()
    const { rows: steps } = await pool.query<Omit<ExperimentDetailReply['history'][number], 'byName'> & { by: string }>(/* sql */ `
      select s.version, s.act, s.day, s.by_subject as by, s.changes
        from experiment_step s
       where s.experiment_id = $1
       order by s.version desc
       limit 500`,
      [row.experimentId])
    const names = await namesOf(pool, steps.map(({ by }) => by))
    return {
      experiment: toldOf(row, isOverdue(row, today())),
      leads: leads(subjectIn(request), await pathOf(pool, row.unitId) ?? []),
      history: steps.map(({ by, ...step }) => ({ ...step, byName: names.get(by) ?? null }))
    }
  })
}

/** GET /program/experiments.csv: all of them, newest first. */
export const experimentsFileRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/experiments.csv', { config: { action: 'read-experiments', summary: 'All experiments as a CSV file', gives: 'text/csv' } }, async (_request, reply) => {
    const pageFrom = (before: number | null) => listExperiments(pool, { unitId: null, state: null, before }, FILE_PAGE)
    const first = await pageFrom(null) // before the first byte: what breaks here is still answered as a problem
    async function * lines () {
      yield csvFields(heads)
      for (let rows = first; rows.length > 0; rows = rows.length < FILE_PAGE ? [] : await pageFrom(rows.at(-1)?.number ?? 0)) yield rows.map(lineOf).join('')
    }
    return reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="experiments.csv"').send(Readable.from(lines()))
  })
}

const heads = ['unit', 'unit name', 'we believe', 'for', 'will', 'measure', 'baseline', 'target', 'better', 'first day', 'last day', 'state', 'result', 'says', 'learned', 'decision', 'reason']
function lineOf (row: Row): string {
  const one = toldOf(row, false)
  const fields = [one.unitId, one.unitName, one.belief, one.forWhom, one.will, one.measure, one.baseline, one.target, one.better, one.startsOn, one.endsOn, one.state, one.result, one.verdict, one.learned, one.decision, one.reason]
  return csvFields(fields.map(field => typeof field === 'string' ? withoutFormula(field) : field ?? ''))
}
