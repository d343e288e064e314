import { exposureCoverageReply, exposureDays, exposureMade, exposureReply, exposureRequest, sharingRequest } from '@weft/contracts/program/exposure-api'
import { sourceId } from '@weft/contracts/vocabulary'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { findWho, whoIs } from '../organisation/who.store.ts'
import { coverageOf, windowOf } from './coverage.ts'
import { countOfDay, dropOwn, heardByUnit, insertExposure, lockOwn, ownExposures, sharedNotes, shareNote, takeBackNote } from './exposure.store.ts'

const DAY_MS = 86_400_000
const MOST_A_DAY = 10
const PAGE = 200
const params = z.object({ exposureId: z.uuid() })
const noSuch = () => new Refusal('not-found', 'no-such-exposure', 'There is no such entry of yours.')

/** GET and POST /program/exposure */
export const exposureRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/exposure', { config: { action: 'take-part', summary: 'What the caller logged of hearing customers, and what others share without a name' }, schema: { response: { 200: exposureReply } } }, async request => {
    const subject = subjectIn(request)
    return actingAs(pool, subject, async tx => ({ mayLog: await findWho(tx, subject.subject) !== undefined, own: await ownExposures(tx), notes: await sharedNotes(tx) }))
  })

  app.post('/program/exposure', { config: { action: 'take-part', summary: 'Logs that the caller heard customers in person' }, schema: { body: exposureRequest, response: { 201: exposureMade } } }, async (request, reply) => {
    const [subject, { kind, day, aha, share }, exposureId] = [subjectIn(request), request.body, newId()]
    const today = now().toISOString().slice(0, 10)
    if (day > today) throw new Refusal('invalid', 'not-yet', 'That day is still to come.')
    if (Date.parse(today) - Date.parse(day) > exposureDays * DAY_MS) throw new Refusal('invalid', 'too-long-ago', `Only the last ${exposureDays} days count. Older days are left out.`)
    if (share && aha === null) throw new Refusal('invalid', 'nothing-to-share', 'There is no note to share. Write one, or do not share it.')
    await actingAs(pool, subject, async tx => {
      await whoIs(tx, subject.subject)
      if (await countOfDay(tx, day) >= MOST_A_DAY) throw new Refusal('conflict', 'many-of-a-day', `There are ${MOST_A_DAY} entries of that day already.`)
      await insertExposure(tx, { exposureId, subject: subject.subject, kind, day, aha })
      if (share && aha !== null) await shareNote(tx, exposureId, { kind, aha })
    })
    return reply.code(201).send({ exposureId })
  })
}

/** POST /program/exposure/:exposureId/sharing and /drop, of one's own */
export const ownExposureRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/exposure/:exposureId/sharing', { config: { action: 'take-part', summary: 'Shows a note of the caller to everybody without a name, or takes it back' }, schema: { params, body: sharingRequest, response: { 200: exposureMade } } }, async request => {
    const { exposureId } = request.params
    await actingAs(pool, subjectIn(request), async tx => {
      const own = await lockOwn(tx, exposureId)
      if (own === undefined) throw noSuch()
      if (!request.body.share) return takeBackNote(tx, exposureId)
      if (own.aha === null) throw new Refusal('invalid', 'nothing-to-share', 'There is no note to share.')
      return shareNote(tx, exposureId, { kind: own.kind, aha: own.aha })
    })
    return { exposureId }
  })

  app.post('/program/exposure/:exposureId/drop', { config: { action: 'take-part', summary: 'Deletes an entry of the caller with its note' }, schema: { params, response: { 200: exposureMade } } }, async request => {
    const { exposureId } = request.params
    await actingAs(pool, subjectIn(request), async tx => {
      if (await lockOwn(tx, exposureId) === undefined) throw noSuch()
      await takeBackNote(tx, exposureId)
      await dropOwn(tx, exposureId)
    })
    return { exposureId }
  })
}

/** GET /program/exposure/coverage?after=: units by id, those that may be shown. */
export const exposureCoverageRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/exposure/coverage', { config: { action: 'read-signals', summary: 'How many people heard customers in the last 90 days, by unit, in bands' }, schema: { querystring: z.strictObject({ after: sourceId.optional() }), response: { 200: exposureCoverageReply } } }, async ({ query: { after } }) => {
    const { from, until } = windowOf(now().toISOString().slice(0, 10), exposureDays)
    const units = await heardByUnit(pool, from, until)
    const byId = new Map(units.map(unit => [unit.id, unit]))
    const depthOf = (id: string, steps = 0): number => { const above = byId.get(id)?.parent ?? null; return above === null || !byId.has(above) || steps > 64 ? steps : depthOf(above, steps + 1) }
    const shown = coverageOf(units).filter(({ id }) => after === undefined || id > after)
    const page = shown.slice(0, PAGE)
    return {
      from, until, next: shown.length > PAGE ? page.at(-1)?.id ?? null : null,
      units: page.map(({ id, people, band }) => ({ unitId: id, name: byId.get(id)?.name ?? id, depth: depthOf(id), people, heard: band }))
    }
  })
}
