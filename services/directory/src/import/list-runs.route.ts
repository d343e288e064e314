import { importRunReply, importRunsReply } from '@weft/contracts/directory/api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { noSuchRun } from './apply-run.store.ts'
import { findRun, importOnTop, runsBefore } from './import-run.store.ts'
import { lineOf, runReply } from './run-reply.ts'

const PAGE = 30
const query = z.strictObject({ after: z.string().regex(/^\d{1,9}$/).optional() })

/** GET /organisation/import-runs, and one of them. */
export const listRunsRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/organisation/import-runs', {
    config: { action: 'read-organisation', summary: 'Imports, newest first' },
    schema: { querystring: query, response: { 200: importRunsReply } }
  }, async ({ query: { after } }) => {
    const runs = await runsBefore(pool, after === undefined ? null : Number(after), PAGE + 1)
    const page = runs.slice(0, PAGE)
    return { runs: page.map(lineOf), next: runs.length > PAGE ? page.at(-1)?.number ?? null : null }
  })

  app.get('/organisation/import-runs/:runId', {
    config: { action: 'read-organisation', summary: 'One import: its columns, problems and effect' },
    schema: { params: z.object({ runId: z.uuid() }), response: { 200: importRunReply } }
  }, async ({ params: { runId } }) => {
    const run = await findRun(pool, runId)
    if (run === undefined) throw noSuchRun()
    return runReply(run, { later: await importOnTop(pool, run.version) }, now())
  })
}
