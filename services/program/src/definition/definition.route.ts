import { acknowledgedReply, acknowledgeRequest, coverageReply, definitionDraft, definitionReply } from '@weft/contracts/program/definition-api'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { findEdition, holdPaper } from '../edition/edition.store.ts'
import { findWho, whoIs } from '../organisation/who.store.ts'
import { acknowledge, lastAcknowledged, readersByUnit } from './definition.store.ts'
import { readersShown } from './readers.ts'

const PAGE = 200

/** GET /program/definition, POST /program/definition/acknowledgement */
export const definitionRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/definition', {
    config: { action: 'read-papers', summary: 'What customer centricity means here, and whether the caller has read it' },
    schema: { response: { 200: definitionReply } }
  }, async request => {
    const subject = subjectIn(request)
    return actingAs(pool, subject, async tx => {
      const found = await findEdition(tx, 'definition')
      const about = { acknowledged: await lastAcknowledged(tx), mayAcknowledge: await findWho(tx, subject.subject) !== undefined }
      return found === undefined
        ? { version: 0, publishedOn: null, texts: [], ...about }
        : { version: found.version, publishedOn: found.publishedOn, texts: definitionDraft.parse(found.content).texts, ...about }
    })
  })

  app.post('/program/definition/acknowledgement', {
    config: { action: 'take-part', summary: 'Says that the caller has read this version of the definition' },
    schema: { body: acknowledgeRequest, response: { 201: acknowledgedReply } }
  }, async (request, reply) => {
    const [subject, { version }] = [subjectIn(request), request.body]
    await actingAs(pool, subject, async tx => {
      await whoIs(tx, subject.subject)
      await holdPaper(tx, 'definition')
      const current = (await findEdition(tx, 'definition'))?.version ?? 0
      if (version !== current) throw new Refusal('conflict', 'old-version', `The definition has changed since: version ${current} is in force. Read it and say so again.`)
      await acknowledge(tx, { version, subject: subject.subject })
    })
    return reply.code(201).send({ version })
  })
}

/** GET /program/definition/coverage?after=: units by id */
export const coverageRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/definition/coverage', {
    config: { action: 'write-papers', summary: 'How many have read the definition, by unit, in bands' },
    schema: { querystring: z.strictObject({ after: z.string().max(64).default('') }), response: { 200: coverageReply } }
  }, async request => {
    const version = (await findEdition(pool, 'definition'))?.version ?? 0
    if (version === 0) return { version, units: [], next: null }
    const rows = readersShown(await readersByUnit(pool, version)).filter(({ unitId }) => unitId > request.query.after)
    const units = rows.slice(0, PAGE)
    return { version, units, next: rows.length > PAGE ? units.at(-1)?.unitId ?? null : null }
  })
}
