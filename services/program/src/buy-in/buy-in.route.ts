import { buyInMade, buyInRequest, buyInsReply, ownBuyInReply } from '@weft/contracts/program/buyin-api'
import { sourceId } from '@weft/contracts/vocabulary'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { countLeaders, leadersAfter, lockLeader, noteBuyIn, ownBuyIn, seeingBuyIn, type Place } from './buy-in.store.ts'

const PAGE = 100
const RECENT_DAYS = 90
const DAY_MS = 86_400_000

/** GET /program/buy-in and /program/buy-in/mine, POST /program/buy-in/:personId */
export const buyInRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  const today = () => now().toISOString().slice(0, 10)

  app.get('/program/buy-in', { config: { action: 'note-buy-in', summary: 'What the office noted of leaders and managers' }, schema: { querystring: z.strictObject({ after: z.string().max(80).optional() }), response: { 200: buyInsReply } } }, async request => {
    const place = placeOf(request.query.after)
    const since = new Date(now().getTime() - RECENT_DAYS * DAY_MS).toISOString().slice(0, 10)
    return seeingBuyIn(pool, async tx => {
      const rows = await leadersAfter(tx, place, PAGE + 1)
      const people = rows.slice(0, PAGE)
      const last = people.at(-1)
      return { people, next: last !== undefined && rows.length > PAGE ? `${last.lastContact ?? '0001-01-01'}.${last.personId}` : null, counts: await countLeaders(tx, since) }
    })
  })

  app.get('/program/buy-in/mine', { config: { action: 'take-part', summary: 'What the office noted of the caller' }, schema: { response: { 200: ownBuyInReply } } }, async request =>
    actingAs(pool, subjectIn(request), async tx => ({ noted: await ownBuyIn(tx) })))

  app.post('/program/buy-in/:personId', { config: { action: 'note-buy-in', summary: 'Notes where a leader stands, and the last contact' }, schema: { params: z.object({ personId: sourceId }), body: buyInRequest, response: { 200: buyInMade } } }, async request => {
    const [{ personId }, { body }] = [request.params, request]
    if (body.lastContact !== null && body.lastContact > today()) throw new Refusal('invalid', 'not-yet', 'The last contact lies in the past.')
    await seeingBuyIn(pool, async tx => {
      const leader = await lockLeader(tx, personId)
      if (leader === undefined) throw new Refusal('not-found', 'no-such-leader', 'The directory knows no leader or manager with this id.')
      if (leader.version !== body.version) throw new Refusal('conflict', 'changed-meanwhile', 'A colleague noted something meanwhile. Look at it again, then repeat.') // guard: buy-in as it was seen
      await noteBuyIn(tx, { ...body, personId, today: today(), by: subjectIn(request).subject })
    })
    return { personId, version: body.version + 1 }
  })
}

function placeOf (after: string | undefined): Place | null {
  if (after === undefined) return null
  const [lastContact, personId] = [after.slice(0, 10), after.slice(11)]
  if (!z.iso.date().safeParse(lastContact).success || !sourceId.safeParse(personId).success) throw new Refusal('malformed', 'no-such-place', 'This page of the list does not exist.')
  return { lastContact, personId }
}
