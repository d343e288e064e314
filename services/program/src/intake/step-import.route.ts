import { columnsRequest, portfolioImportReply, spellingsRequest, takenRequest } from '@weft/contracts/program/portfolio-api'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { applyImport } from './apply-import.store.ts'
import { checkImport, checkOpen } from './check-import.store.ts'
import { replyOf } from './import-reply.ts'
import { markDropped, runIn, saveChoices, type Run } from './portfolio-import.store.ts'
import { checkReadings, unusedColumns } from './reading.ts'

const params = z.object({ runId: z.uuid() })
const response = { 200: portfolioImportReply }
const at = '/program/portfolio/imports/:runId'

/** The steps of an import of projects before it is applied: columns, spellings, rows taken all the same, check again. Each answers with the run as it is then. */
export const stepImportRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  /** Changes an open run, then checks it: both or neither. */
  const change = (runId: string, step: (run: Run) => Pick<Run, 'files' | 'choices'>) => inTransaction(pool, async tx => {
    const run = await openRun(tx, runId)
    const next = { ...run, ...step(run) }
    await saveChoices(tx, runId, next)
    await checkImport(tx, next)
    return replyOf(await runIn(tx, runId))
  })

  app.post(`${at}/columns`, {
    config: { action: 'run-portfolio', summary: 'Says how each file is read, then sorts the rows' }, schema: { params, body: columnsRequest, response }
  }, ({ params: { runId }, body: { files } }) => change(runId, run => {
    checkReadings(files, run.files)
    return { ...run, files: run.files.map((file, place) => ({ ...file, reading: files[place] ?? file.reading, readingFrom: 'chosen', unused: unusedColumns(files[place] ?? file.reading, file.columns.map(({ column }) => column)) })) }
  }))

  app.post(`${at}/spellings`, {
    config: { action: 'run-portfolio', summary: 'Says whom and what the files mean, then sorts the rows' }, schema: { params, body: spellingsRequest, response }
  }, ({ params: { runId }, body: { people, units } }) => change(runId, ({ files, choices }) => {
    checkReadings(files.map(({ reading }) => reading), files)
    return { files, choices: { ...choices, people: { ...choices.people, ...people }, units: { ...choices.units, ...units } } }
  }))

  app.post(`${at}/taken`, {
    config: { action: 'run-portfolio', summary: 'Says which rows are projects though they look like parts of one' }, schema: { params, body: takenRequest, response }
  }, ({ params: { runId }, body: { rows } }) => change(runId, ({ files, choices }) => {
    checkReadings(files.map(({ reading }) => reading), files)
    return { files, choices: { ...choices, taken: rows.map(({ file, row }) => `${file}:${row}`) } }
  }))

  app.post(`${at}/check`, {
    config: { action: 'run-portfolio', summary: 'Sorts the rows again by what is in the portfolio and the directory now' }, schema: { params, response }
  }, ({ params: { runId } }) => change(runId, run => {
    checkReadings(run.files.map(({ reading }) => reading), run.files)
    return run
  }))
}

/** How an import of projects ends. */
export const finishImportRoute = ({ pool, now, newId, log }: Deps): FastifyPluginAsyncZod => async app => {
  app.post(`${at}/apply`, {
    config: { action: 'run-portfolio', summary: 'Takes the projects of an import into the portfolio, all or none' }, schema: { params, response }
  }, async request => {
    const { runId } = request.params
    const counts = await inTransaction(pool, tx => applyImport(tx, runId, { by: subjectIn(request).subject, now: now(), newId }))
    const run = await runIn(pool, runId)
    log.info({ run: run.number, ...counts }, 'projects imported')
    return replyOf(run)
  })

  app.post(`${at}/drop`, {
    config: { action: 'run-portfolio', summary: 'Drops an import of projects that was not applied, and its files' }, schema: { params, response }
  }, ({ params: { runId } }) => inTransaction(pool, async tx => {
    const run = await runIn(tx, runId, { lock: true })
    if (run.state !== 'dropped') {
      checkOpen(run)
      await markDropped(tx, runId)
    }
    return replyOf(await runIn(tx, runId))
  }))
}

async function openRun (tx: Sql, runId: string): Promise<Run> {
  const run = await runIn(tx, runId, { lock: true })
  checkOpen(run)
  return run
}
