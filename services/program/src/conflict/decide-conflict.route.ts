import { conflictIdReply, decisionRequest, type Verdict } from '@weft/contracts/program/conflict-api'
import { conflictDecided } from '@weft/contracts/program/segment-events'
import { inTransaction } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { noteHappening } from '../momentum/happening.store.ts'
import { mustSpeak } from '../segment/voice.store.ts'
import { keepDecision, lockConflict } from './conflict.store.ts'
import { noteChange } from './queue.store.ts'

const words: Record<Verdict, string> = {
  'first-holds': 'the first holds', 'second-holds': 'the second holds', split: 'both hold, for different customers', 'no-contradiction': 'no contradiction'
}

/** POST /program/conflicts/:conflictId/decision: by the voice of the segment or the office; decided before, it is decided anew and both stay in the history. */
export const decideConflictRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/conflicts/:conflictId/decision', { config: { action: 'speak-for-segments', summary: 'Decides a contradiction between two views' }, schema: { params: z.object({ conflictId: z.uuid() }), body: decisionRequest, response: { 200: conflictIdReply } } }, async request => {
    const { conflictId } = request.params
    const { verdict, why, version } = request.body
    const subject = subjectIn(request)
    await inTransaction(pool, async tx => {
      const conflict = await lockConflict(tx, conflictId)
      await mustSpeak(tx, subject, conflict.voiceId)
      if (conflict.version !== version) throw new Refusal('conflict', 'changed-meanwhile', 'A text or a decision has changed since you looked. Read both sides again.')
      if (conflict.state === 'gone') throw new Refusal('conflict', 'conflict-gone', 'One of the two texts no longer stands: there is nothing to decide.')
      await keepDecision(tx, conflictId, { verdict, why, by: subject.subject, at: now() })
      await noteChange(tx, conflictId, 'decided', subject.subject, now(), `${words[verdict]}: “${conflict.textA}” and “${conflict.textB}”. ${why}`)
      const { segmentId, segmentName, unitA, unitB } = conflict
      await noteHappening(tx, { kind: 'conflict-settled', about: `${conflictId} ${version + 1}`, what: `A contradiction about ${segmentName} was decided: ${words[verdict]}`, href: `/program/customers/${segmentId}`, day: now().toISOString().slice(0, 10) })
      await appendToOutbox(tx, [eventOf(conflictDecided, { id: newId(), key: segmentId, time: now().toISOString(), data: { segmentId, conflictId, verdict, firstUnitId: unitA, secondUnitId: unitB } })])
    })
    wake()
    return { conflictId }
  })
}
