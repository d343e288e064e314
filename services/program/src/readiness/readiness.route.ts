import { quarter as quarterId, readinessMade, readinessReply, readinessRequest, type ReadinessReply } from '@weft/contracts/program/readiness-api'
import { exposureDays } from '@weft/contracts/program/exposure-api'
import { readinessReviewed } from '@weft/contracts/program/readiness-events'
import type { Subject } from '@weft/service-kit/access'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { buyInByDepth } from '../buy-in/by-depth.ts'
import { buyInCounts } from '../buy-in/buy-in.store.ts'
import { currentCharter, mandateFrom } from '../charter/charter.store.ts'
import type { Deps } from '../deps.ts'
import { coverageOf, windowOf } from '../exposure/coverage.ts'
import { heardByUnit } from '../exposure/exposure.store.ts'
import { heroSignalOf } from '../hero/hero-signal.ts'
import { namesOfPeople, ownedThings } from '../hero/hero.store.ts'
import { noteHappening } from '../momentum/happening.store.ts'
import { findWho, namesOf } from '../organisation/who.store.ts'
import { countVoices, vacantVoices } from '../segment/voice.store.ts'
import { motivatedOf } from './motivated.store.ts'
import { checkReview, quarterOf } from './readiness.ts'
import { insertReview, quartersReviewed, reviewsOf } from './readiness.store.ts'

const MOST_VACANT = 50

/** GET /program/readiness?quarter=&version=: what the office says, and beside it what can be counted now. */
export const readinessRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/readiness', { config: { action: 'read-signals', summary: 'The readiness review of a quarter, and computed signals of today' }, schema: { querystring: z.strictObject({ quarter: quarterId.optional(), version: z.string().regex(/^\d{1,6}$/).optional() }), response: { 200: readinessReply } } }, async request => {
    const today = now().toISOString().slice(0, 10)
    const quarter = request.query.quarter ?? quarterOf(today)
    const reviews = await reviewsOf(pool, quarter)
    const review = request.query.version === undefined ? reviews[0] : reviews.find(one => one.version === Number(request.query.version))
    if (review === undefined && request.query.version !== undefined) throw new Refusal('not-found', 'no-such-review', 'There is no such version of the review.')
    const names = await namesOf(pool, reviews.map(({ by }) => by))
    const told = ({ version, day, by }: { version: number, day: string, by: string }) => ({ version, day, byName: names.get(by) ?? null })
    return {
      quarter, current: quarter === quarterOf(today), versions: reviews.map(told), quarters: await quartersReviewed(pool),
      review: review === undefined ? null : { ...told(review), aspects: review.aspects },
      signals: await signalsFor(pool, subjectIn(request), today)
    }
  })
}

async function signalsFor (sql: Sql, subject: Subject, today: string): Promise<ReadinessReply['signals']> {
  const chartered = await currentCharter(sql)
  const things = await ownedThings(sql)
  const owners = things.flatMap(({ ownerId }) => ownerId ?? [])
  const seesNames = subject.roles.includes('program-office') || await isSponsor(sql, subject, chartered?.charter.sponsorId ?? null)
  return {
    mandate: mandateFrom(chartered),
    hero: heroSignalOf(things, seesNames ? await namesOfPeople(sql, owners) : null),
    voices: { ...await countVoices(sql), vacant: await vacantVoices(sql, MOST_VACANT) },
    buyIn: buyInByDepth(await buyInCounts(sql)),
    motivated: await motivatedOf(sql),
    exposure: await exposureOfAll(sql, today)
  }
}

async function isSponsor (sql: Sql, { subject }: Subject, sponsorId: string | null): Promise<boolean> {
  return sponsorId !== null && (await findWho(sql, subject))?.personId === sponsorId
}

/** Of all people, in whatever unit: nodes side by side below one that stands for all. */
async function exposureOfAll (sql: Sql, today: string): Promise<ReadinessReply['signals']['exposure']> {
  const { from, until } = windowOf(today, exposureDays)
  const units = await heardByUnit(sql, from, until)
  const all = { id: 'all', parent: null, people: 0, said: 0 }
  for (const { people, said } of units) { all.people += people; all.said += said }
  const [shown] = coverageOf([all])
  return shown === undefined ? null : { from, until, people: shown.people, heard: shown.band }
}

/** POST /program/readiness/:quarter: saves a version of the review, which stays. */
export const reviewReadinessRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/readiness/:quarter', { config: { action: 'review-readiness', summary: 'Saves a version of a quarter\'s readiness review' }, schema: { params: z.object({ quarter: quarterId }), body: readinessRequest, response: { 201: readinessMade } } }, async (request, reply) => {
    const [{ quarter }, { version: seen }] = [request.params, request.body]
    const [day, version] = [now().toISOString().slice(0, 10), seen + 1]
    const aspects = checkReview(request.body.aspects, quarter, day)
    await inTransaction(pool, async tx => {
      await insertReview(tx, { quarter, seen, aspects, day, by: subjectIn(request).subject })
      await noteHappening(tx, { kind: 'readiness-reviewed', about: quarter, what: `The program office reviewed how ready the program is in ${quarterInWords(quarter)}`, href: `/program/readiness?quarter=${quarter}`, day })
      await appendToOutbox(tx, [eventOf(readinessReviewed, { id: newId(), key: quarter, time: now().toISOString(), data: { quarter, version, day, aspects: aspects.map(({ aspect, level }) => ({ aspect, level })) } })])
    })
    return reply.code(201).send({ quarter, version })
  })
}

const months = ['January to March', 'April to June', 'July to September', 'October to December']
const quarterInWords = (quarter: string): string => `${months[Number(quarter.slice(6)) - 1]} ${quarter.slice(0, 4)}`
