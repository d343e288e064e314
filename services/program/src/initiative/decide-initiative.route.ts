import { decisionRequest, decisionsReply, decisionsRequest, initiativeChangedReply } from '@weft/contracts/program/initiative-api'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { takeDecision } from './decision.store.ts'
import { findInitiative, lockInitiatives } from './initiative.store.ts'

/** POST /program/initiatives/:initiativeId/decisions: keep, merge, adopt, retire, reject, or reopen what was decided. */
export const decideInitiativeRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/initiatives/:initiativeId/decisions', {
    config: { action: 'run-portfolio', summary: 'Decides what becomes of a project' },
    schema: { params: z.object({ initiativeId: z.uuid() }), body: decisionRequest, response: { 200: initiativeChangedReply } }
  }, async request => {
    const { body, params: { initiativeId } } = request
    if ((body.into ?? null) !== null && body.kind !== 'merge') throw new Refusal('invalid', 'into-without-merge', 'Only a merge names another project.')
    return inTransaction(pool, async tx => takeDecision(tx, { initiativeId, request: body, by: subjectIn(request).subject, time: now(), newId }))
  })
}

/** POST /program/initiatives/decisions: one decision about several, all of them or none. */
export const decideSeveralRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/initiatives/decisions', {
    config: { action: 'run-portfolio', summary: 'Decides the same about several projects, all of them or none' },
    schema: { body: decisionsRequest, response: { 200: decisionsReply } }
  }, async request => {
    const { kind, reason, projects } = request.body
    return inTransaction(pool, async tx => {
      await lockInitiatives(tx, projects.map(({ initiativeId }) => initiativeId))
      const time = now()
      for (const { initiativeId, version } of projects) {
        await named(tx, initiativeId, takeDecision(tx, { initiativeId, request: { kind, version, reason }, by: subjectIn(request).subject, time, newId }))
      }
      return { decided: projects.length }
    })
  })
}

/** What is refused says of which project. */
async function named (tx: Sql, initiativeId: string, work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    const row = error instanceof Refusal ? await findInitiative(tx, initiativeId) : undefined
    if (!(error instanceof Refusal) || row === undefined) throw error
    throw new Refusal(error.kind, error.code, `“${row.title}” (project ${row.number}): ${error.message} Nothing was decided about any of them.`)
  }
}
