import { feedMade, feedReply, feedRequest } from '@weft/contracts/commitments/calendar-feed-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { FeedDeps } from '../deps.ts'
import { findWho, whoIs } from '../organisation/who.store.ts'
import { calendarOf, entriesOf } from './feed.ts'
import { closeFeed, factsOf, feedOf, newSecret, openFeed, ownerOf } from './feed.store.ts'

/** GET and POST /commitments/feed, POST /commitments/feed/end: a person's own address for a calendar program. */
export const ownFeedRoute = ({ pool, now }: FeedDeps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/feed', { config: { action: 'keep-own', summary: 'Whether the caller has an address for a calendar program' }, schema: { response: { 200: feedReply } } }, async request => {
    const who = await findWho(pool, subjectIn(request).subject)
    return { feed: who === undefined ? null : await feedOf(pool, who.personId) }
  })

  app.post('/commitments/feed', { config: { action: 'keep-own', summary: 'Makes a new address; one before it leads nowhere any more' }, schema: { body: feedRequest, response: { 201: feedMade } } }, async (request, reply) => {
    const secret = newSecret()
    await inTransaction(pool, async tx => openFeed(tx, { personId: (await whoIs(tx, subjectIn(request).subject)).personId, secret, withWords: request.body.withWords, today: now().toISOString().slice(0, 10) }))
    return reply.code(201).send({ secret })
  })

  app.post('/commitments/feed/end', { config: { action: 'keep-own', summary: 'The address leads nowhere any more' }, schema: { response: { 200: feedReply } } }, async request => {
    await inTransaction(pool, async tx => closeFeed(tx, (await whoIs(tx, subjectIn(request).subject)).personId))
    return { feed: null }
  })
}

/** GET /commitments/feeds/:secret: the calendar behind an address, for the door, to which anybody may come with it. */
export const feedRoute = ({ pool, now, doorOrigin }: FeedDeps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/feeds/:secret', {
    config: { action: 'read-feed', summary: 'The calendar behind an address' },
    schema: { params: z.object({ secret: feedMade.shape.secret }), response: { 200: z.string().describe('text/calendar, RFC 5545') } }
  }, async (request, reply) => {
    const owner = await ownerOf(pool, request.params.secret) // guard: the secret
    if (owner === undefined) throw new Refusal('not-found', 'no-such-feed', 'This address leads nowhere, or no longer.')
    const facts = await actingAs(pool, owner.personId, tx => factsOf(tx, owner.personId)) // guard: as its owner
    return reply.type('text/calendar; charset=utf-8').send(calendarOf(entriesOf({ ...facts, withWords: owner.withWords }), { doorOrigin, stamp: now() }))
  })
}
