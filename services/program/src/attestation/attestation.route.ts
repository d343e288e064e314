import { attestationReply, attestedReply, attestRequest } from '@weft/contracts/program/attestation-api'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { holdPaper } from '../edition/edition.store.ts'
import { findWho, whoIs } from '../organisation/who.store.ts'
import { currentPriorities } from '../priority/priorities.store.ts'
import { inOrder, outOfOrder } from './attestation.ts'
import { keepSheet, ownSheets } from './attestation.store.ts'

/** GET and POST /program/attestation: what somebody says of the priorities. Only they and the counting ever read it; no event tells of it. */
export const attestationRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/attestation', {
    config: { action: 'take-part', summary: 'What the caller said of the priorities in force' },
    schema: { response: { 200: attestationReply } }
  }, async request => {
    const subject = subjectIn(request)
    return actingAs(pool, subject, async tx => {
      const { version, priorities } = await currentPriorities(tx)
      const sheets = await ownSheets(tx)
      const mine = sheets.find(sheet => sheet.version === version)
      return {
        version, mayAttest: await findWho(tx, subject.subject) !== undefined,
        mine: mine === undefined ? null : outOfOrder(priorities, mine.ratings), countedOn: mine?.countedOn ?? null,
        before: sheets.find(sheet => sheet.version < version)?.version ?? null
      }
    })
  })

  app.post('/program/attestation', {
    config: { action: 'take-part', summary: 'Says what the caller thinks of the priorities in force' },
    schema: { body: attestRequest, response: { 201: attestedReply } }
  }, async (request, reply) => {
    const [subject, { version, ratings }] = [subjectIn(request), request.body]
    await actingAs(pool, subject, async tx => {
      await whoIs(tx, subject.subject)
      await holdPaper(tx, 'priorities')
      const current = await currentPriorities(tx)
      if (current.version === 0) throw new Refusal('conflict', 'no-priorities', 'There are no priorities yet.')
      if (version !== current.version) throw new Refusal('conflict', 'old-version', `The priorities have changed since you opened this page: version ${current.version} is in force. Read it and answer again. Nothing was saved.`) // guard: only the version in force
      await keepSheet(tx, { version, subject: subject.subject, ratings: inOrder(current.priorities, ratings) })
    })
    return reply.code(201).send({ version })
  })
}
