import { Readable } from 'node:stream'
import { effectKind, effectsReply, importFileName } from '@weft/contracts/directory/api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { noSuchRun } from './apply-run.store.ts'
import { findRun, leftOutAfter } from './import-run.store.ts'
import { csvLine } from './left-out.ts'

const PAGE = 100
const FILE_PAGE = 1_000
const params = z.object({ runId: z.uuid() })
type Line = { id: string, name: string, before: string | null, after: string | null, place: number }

/** Who and what an import changes, a kind and a page at a time; and the rows it does not take, as a file to mend and send again. */
export const runDetailsRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/organisation/import-runs/:runId/effects', {
    config: { action: 'read-people', summary: 'Whom or what an import changes' },
    schema: { params, querystring: z.strictObject({ kind: effectKind, after: z.string().regex(/^\d{1,9}$/).optional() }), response: { 200: effectsReply } }
  }, async ({ params: { runId }, query: { kind, after } }) => {
    const run = await findRun(pool, runId)
    if (run === undefined) throw noSuchRun()
    const { rows } = await pool.query<Line>(/* sql */ `
      select e.id, e.name, e.before, e.after, e.place
        from import_effect e
       where e.run_id = $1 and e.kind = $2 and e.place > $3
       order by e.place
       limit $4`,
      [runId, kind, Number(after ?? 0), PAGE + 1])
    const page = rows.slice(0, PAGE)
    return { kind, total: run.preview?.effects[kind] ?? 0, effects: page.map(({ id, name, before, after: then }) => ({ id, name, before, after: then })), next: rows.length > PAGE ? page.at(-1)?.place ?? null : null }
  })

  app.get('/organisation/import-runs/:runId/left-out.csv', {
    config: { action: 'read-people', summary: 'Rows that an import does not take, with the reason', gives: 'text/csv' },
    schema: { params, querystring: z.strictObject({ file: importFileName.default('people') }) }
  }, async ({ params: { runId }, query: { file } }, reply) => {
    const run = await findRun(pool, runId)
    if (run === undefined) throw noSuchRun()
    const columns = run.files.find(one => one.file === file)?.columns.map(({ column }) => column) ?? []
    return reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="left-out-${file}-import-${run.number}.csv"`)
      .send(Readable.from(fileOf(pool, runId, file, columns)))
  })
}

/** A mark in front, or Excel takes it for another encoding. */
async function * fileOf (pool: Deps['pool'], runId: string, file: string, columns: readonly string[]): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(['Row', 'Reason', ...columns])}`
  for (let after = 0; ;) {
    const rows = await leftOutAfter(pool, runId, file, after, FILE_PAGE)
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map(({ line, reason, cells }) => csvLine([String(line), reason, ...cells])).join('')
    after = last.line
  }
}
