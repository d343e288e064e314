import { Readable } from 'node:stream'
import { portfolioImportReply, portfolioImportsReply, portfolioRowsReply, rowOutcome } from '@weft/contracts/program/portfolio-api'
import { csvFields, withoutFormula } from '@weft/service-kit/csv-line'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { lineOf, replyOf } from './import-reply.ts'
import { rowsAfter, runIn, runsBefore, type Run } from './portfolio-import.store.ts'

const PAGE = 100
const RUNS = 30
const params = z.object({ runId: z.uuid() })

/** Imports of projects, each with every row: what it became, or why it did not come in. */
export const importDetailsRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/portfolio/imports', {
    config: { action: 'read-portfolio', summary: 'Imports of projects, newest first' },
    schema: { querystring: z.strictObject({ after: z.string().regex(/^\d{1,9}$/).optional() }), response: { 200: portfolioImportsReply } }
  }, async ({ query: { after } }) => {
    const runs = await runsBefore(pool, after === undefined ? null : Number(after), RUNS + 1)
    const page = runs.slice(0, RUNS)
    return { runs: page.map(lineOf), next: runs.length > RUNS ? page.at(-1)?.number ?? null : null }
  })

  app.get('/program/portfolio/imports/:runId', {
    config: { action: 'read-portfolio', summary: 'One import of projects, at the step where it is' }, schema: { params, response: { 200: portfolioImportReply } }
  }, async ({ params: { runId } }) => replyOf(await runIn(pool, runId)))

  app.get('/program/portfolio/imports/:runId/rows', {
    config: { action: 'read-portfolio', summary: 'Rows of an import, with what they became or why they did not come in' },
    schema: { params, querystring: z.strictObject({ outcome: rowOutcome.optional(), after: z.string().regex(/^\d{1,4}:\d{1,6}$/).optional() }), response: { 200: portfolioRowsReply } }
  }, async ({ params: { runId }, query: { outcome, after } }) => {
    const run = await runIn(pool, runId)
    const [file = -1, row = 0] = after?.split(':').map(Number) ?? []
    const rows = await rowsAfter(pool, runId, outcome === undefined ? rowOutcome.options : [outcome], [file, row], PAGE + 1)
    const page = rows.slice(0, PAGE)
    const last = page.at(-1)
    return {
      rows: page.map(one => ({ file: one.file, fileName: run.files[one.file]?.name ?? '', row: one.row, outcome: one.outcome, reason: one.reason, title: one.title, fields: one.fields, guesses: one.guesses, taken: run.choices.taken.includes(`${one.file}:${one.row}`), initiativeId: one.initiativeId })),
      next: rows.length > PAGE && last !== undefined ? `${last.file}:${last.row}` : null
    }
  })

  app.get('/program/portfolio/imports/:runId/left-out.csv', {
    config: { action: 'read-portfolio', summary: 'Rows that an import did not take, with the reason', gives: 'text/csv' }, schema: { params }
  }, async ({ params: { runId } }, reply) => {
    const run = await runIn(pool, runId)
    return reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="left-out-import-${run.number}.csv"`)
      .send(Readable.from(leftOut(pool, run)))
  })
}

/** A mark in front, or Excel takes it for another encoding. */
async function * leftOut (pool: Deps['pool'], run: Run): AsyncGenerator<string> {
  yield `\uFEFF${csvFields(['File', 'Row', 'Name', 'Reason', 'What the row says'])}`
  for (let after: readonly [number, number] = [-1, 0]; ;) {
    const rows = await rowsAfter(pool, run.runId, ['not-project', 'refused'], after, PAGE)
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map(({ file, row, title, reason, cells }) => csvFields([withoutFormula(run.files[file]?.name ?? ''), row, withoutFormula(title), reason ?? '', withoutFormula(cells.filter(cell => cell.trim() !== '').join(' | '))])).join('')
    after = [last.file, last.row]
  }
}
