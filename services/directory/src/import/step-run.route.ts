import { applyRunRequest, importRules, importRunReply, mappingRequest } from '@weft/contracts/directory/api'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { applyRun, noSuchRun, undoRun } from './apply-run.store.ts'
import { checkRun } from './check-run.store.ts'
import { checkMapping, checkOpen, checkRules } from './choice.ts'
import { findRun, importOnTop, markDropped, saveMapping, saveRules, type Run } from './import-run.store.ts'
import { importerOf } from './importer.store.ts'
import { headersOf, runReply } from './run-reply.ts'

const params = z.object({ runId: z.uuid() })
const response = { 200: importRunReply }

/** What every step needs: who asks, and the run as it is then. */
const stepsOf = (deps: Deps) => {
  const { pool, now } = deps
  const importer = (request: FastifyRequest) => importerOf(pool, subjectIn(request), deps)
  const replyOf = async (runId: string) => inTransaction(pool, async tx => {
    const run = await runIn(tx, runId)
    return runReply(run, { later: await importOnTop(tx, run.version) }, now())
  })
  /** Changes an open run, then checks it: both or neither. */
  const change = async (request: FastifyRequest, runId: string, step: (tx: Sql, run: Run) => Promise<Run>) => {
    const who = await importer(request)
    await inTransaction(pool, async tx => {
      const run = await runIn(tx, runId, true)
      checkOpen(run)
      await checkRun(tx, await step(tx, run), who)
    })
    return replyOf(runId)
  }
  return { importer, replyOf, change }
}

/** The steps of an import before it is applied: columns, problems, check again, drop. Each answers with the run as it is then. */
export const changeRunRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { pool } = deps
  const { change, replyOf } = stepsOf(deps)

  app.post('/organisation/import-runs/:runId/mapping', {
    config: { action: 'import-organisation', summary: 'Says which column is which, then checks the files' }, schema: { params, body: mappingRequest, response }
  }, request => change(request, request.params.runId, async (tx, run) => {
    checkMapping(request.body, headersOf(run))
    await saveMapping(tx, run.runId, request.body, 'chosen')
    return { ...run, mapping: request.body }
  }))

  app.post('/organisation/import-runs/:runId/rules', {
    config: { action: 'import-organisation', summary: 'Says what to do with each kind of problem, then checks the files' }, schema: { params, body: importRules, response }
  }, request => change(request, request.params.runId, async (tx, run) => {
    checkMapping(run.mapping, headersOf(run))
    checkRules(request.body.rules)
    await saveRules(tx, run.runId, request.body.rules)
    return { ...run, rules: request.body.rules }
  }))

  app.post('/organisation/import-runs/:runId/check', {
    config: { action: 'import-organisation', summary: 'Checks the files again against the organisation as it is now' }, schema: { params, response }
  }, request => change(request, request.params.runId, async (_tx, run) => {
    checkMapping(run.mapping, headersOf(run))
    return run
  }))

  app.post('/organisation/import-runs/:runId/drop', {
    config: { action: 'import-organisation', summary: 'Drops an import that was not applied, and its files' }, schema: { params, response }
  }, async request => {
    const { runId } = request.params
    await inTransaction(pool, async tx => {
      const run = await runIn(tx, runId, true)
      if (run.state === 'dropped') return
      checkOpen(run)
      await markDropped(tx, runId)
    })
    return replyOf(runId)
  })
}

/** Apply and undo: what changes the organisation. */
export const finishRunRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { pool, now, newId, wake, log } = deps
  const { importer, replyOf } = stepsOf(deps)
  const moment = () => ({ now: now(), newId })

  app.post('/organisation/import-runs/:runId/apply', {
    config: { action: 'import-organisation', summary: 'Applies an import whole' }, schema: { params, body: applyRunRequest, response }
  }, async request => {
    const { runId } = request.params
    const by = { importer: await importer(request), confirmLeavers: request.body.confirmLeavers }
    if (await inTransaction(pool, tx => applyRun(tx, runId, by, moment()))) wake('tell-accounts')
    const reply = await replyOf(runId)
    log.info({ run: reply.number, version: reply.version }, 'import applied')
    return reply
  })

  app.post('/organisation/import-runs/:runId/undo', {
    config: { action: 'undo-import', summary: 'Makes the organisation what it was before an import' }, schema: { params, response }
  }, async request => {
    const { runId } = request.params
    const by = { importer: await importer(request), by: subjectIn(request).subject }
    if (await inTransaction(pool, tx => undoRun(tx, runId, by, moment()))) wake('tell-accounts')
    const reply = await replyOf(runId)
    log.info({ run: reply.number }, 'import undone')
    return reply
  })
}

async function runIn (tx: Sql, runId: string, lock = false): Promise<Run> {
  const run = await findRun(tx, runId, { lock })
  if (run === undefined) throw noSuchRun()
  return run
}
