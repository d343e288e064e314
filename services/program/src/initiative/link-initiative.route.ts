import { becomesRequest, initiativeChangedReply } from '@weft/contracts/program/initiative-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { checkBecomes } from './decision.ts'
import { linkedEvent } from './events-of-initiative.ts'
import { namedTarget } from './becomes.store.ts'
import { fieldsOf, lockedInitiative, saveStep } from './initiative.store.ts'

/** POST /program/initiatives/:initiativeId/becomes: what a project of the program became; null takes the link away. */
export const linkInitiativeRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/initiatives/:initiativeId/becomes', {
    config: { action: 'run-portfolio', summary: 'Says which priority, milestone or commitment a project became' },
    schema: { params: z.object({ initiativeId: z.uuid() }), body: becomesRequest, response: { 200: initiativeChangedReply } }
  }, async request => {
    const { version, becomes: asked } = request.body
    const { initiativeId } = request.params
    if (asked !== null && asked.id === null && asked.text === null) throw new Refusal('invalid', 'link-to-nothing', 'Say which one.')
    return inTransaction(pool, async tx => {
      const row = await lockedInitiative(tx, initiativeId, version)
      checkBecomes(row, asked !== null)
      const becomes = asked === null ? null : await namedTarget(tx, asked)
      const time = now()
      await saveStep(tx, { initiativeId, version: version + 1, what: 'linked', fields: fieldsOf(row), state: row.state, mergedInto: row.mergedInto, becomes, reason: null }, { by: subjectIn(request).subject, now: time })
      await appendToOutbox(tx, [linkedEvent({ initiativeId, version: version + 1, becomes }, { id: newId(), time: time.toISOString() })])
      return { initiativeId, version: version + 1 }
    })
  })
}
