import { handoverAct, handoverAnswer, handoverChoiceQuery, handoverChoiceReply, handoverReply, handoverRequest, handoversQuery, handoversReply } from '@weft/contracts/commitments/handover-api'
import { sourceId } from '@weft/contracts/vocabulary'
import type { Subject } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAsHouse } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { todayAt } from '../organisation/today.store.ts'
import { findWho, whoIs } from '../organisation/who.store.ts'
import { answerHandover, eventOfHandover, handoversFor, insertHandovers, isOfTeam, lockHandover, OFFICE, openOf, standingOf, teamOf, type Handover, type Standing } from './handover.store.ts'
import { takeOver } from './take-over.store.ts'

const ofPerson = z.strictObject({ personId: sourceId })
const ofHandover = z.strictObject({ handoverId: z.uuid() })
const config = (summary: string) => ({ action: 'keep-commitments', summary })
const noSuchHandover = () => new Refusal('not-found', 'no-such-handover', 'There is no such hand-over, or it is not yours to answer.')

/** GET /commitments/handovers; GET and POST /commitments/people/:personId/handover: the boss or the program office asks somebody of the team. */
export const handoverRoutes = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/handovers', { config: config('What the caller is asked to take over, what they asked, and who left with commitments open'), schema: { querystring: handoversQuery, response: { 200: handoversReply } } }, async request => {
    const { subject, roles } = subjectIn(request)
    const who = await findWho(pool, subject)
    return actingAsHouse(pool, tx => handoversFor(tx, who?.personId ?? null, roles.includes('program-office'), request.query))
  })

  app.get('/commitments/people/:personId/handover', { config: config('What is open of somebody and who could take it over; the words for the boss alone'), schema: { params: ofPerson, querystring: handoverChoiceQuery, response: { 200: handoverChoiceReply } } }, async request => actingAsHouse(pool, async tx => {
    const { standing, isBoss } = await assertMay(tx, subjectIn(request), request.params.personId)
    const open = await openOf(tx, standing.personId)
    return { personId: standing.personId, name: standing.name, open: open.length, commitments: isBoss ? open : null, ...await teamOf(tx, standing, request.query.after ?? null) } // guard: words for the boss alone
  }))

  app.post('/commitments/people/:personId/handover', { config: config('Asks somebody of the team to take over what is open of a person; nothing moves before they accept'), schema: { params: ofPerson, body: handoverRequest, response: { 201: handoverReply } } }, async (request, reply) => {
    const { to, commitments, why } = request.body
    const asked = await actingAsHouse(pool, async tx => {
      const { standing, by } = await assertMay(tx, subjectIn(request), request.params.personId)
      if (!await isOfTeam(tx, standing, to)) throw new Refusal('invalid', 'not-of-the-team', 'Hand it over to somebody of the same unit or the same boss.', [{ at: 'to', code: 'not-of-the-team', sentence: 'Choose from the list.' }])
      const open = await openOf(tx, standing.personId)
      const wanted = commitments === null ? open.filter(one => !one.asked) : open.filter(({ commitmentId }) => commitments.includes(commitmentId))
      if (wanted.length === 0 || (commitments !== null && wanted.length !== new Set(commitments).size)) throw new Refusal('conflict', 'not-open-any-more', 'Some of these are not open any more, or are asked about already. Load the page again.')
      const made = await insertHandovers(tx, wanted.map(({ commitmentId }) => ({ handoverId: newId(), commitmentId, from: standing.personId, to, askedBy: by, why })), await todayAt(tx, now()))
      if (made.length !== wanted.length) throw new Refusal('conflict', 'asked-already', 'Somebody is asked already to take over one of these. Withdraw that first.')
      const today = await todayAt(tx, now())
      await appendToOutbox(tx, made.map(one => eventOfHandover(one, { id: newId(), today, now: now() })))
      return made.length
    })
    wake()
    return reply.code(201).send({ asked })
  })
}

/** POST /commitments/handovers/:handoverId/{answer,withdrawal} */
export const answerHandoverRoutes = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  const close = async (tx: Sql, handover: Handover, state: 'declined' | 'withdrawn') => {
    const [done, today] = [{ ...handover, state }, await todayAt(tx, now())]
    await answerHandover(tx, done, today)
    await appendToOutbox(tx, [eventOfHandover(done, { id: newId(), today, now: now() })])
    return done
  }

  app.post('/commitments/handovers/:handoverId/answer', { config: config('Who was asked takes it over, or declines'), schema: { params: ofHandover, body: handoverAnswer, response: { 200: handoverAct } } }, async request => {
    const { personId, bossId } = await whoIs(pool, subjectIn(request).subject)
    const done = await actingAsHouse(pool, async tx => {
      const found = await waiting(tx, request.params.handoverId, ({ to }) => to === personId) // guard: who was asked accepts
      return request.body.accept ? takeOver(tx, found, bossId, { by: personId, now: now(), newId }) : close(tx, found, 'declined')
    })
    wake()
    return { handoverId: done.handoverId, state: done.state, commitmentId: done.takenAs }
  })

  app.post('/commitments/handovers/:handoverId/withdrawal', { config: config('Who asked does not ask any more'), schema: { params: ofHandover, response: { 200: handoverAct } } }, async request => {
    const { subject, roles } = subjectIn(request)
    const who = await findWho(pool, subject)
    const done = await actingAsHouse(pool, async tx => close(tx, await waiting(tx, request.params.handoverId, ({ askedBy }) => askedBy === who?.personId || (askedBy === OFFICE && roles.includes('program-office'))), 'withdrawn'))
    wake()
    return { handoverId: done.handoverId, state: done.state, commitmentId: null }
  })
}

/** Locked. Throws `no-such-handover` also to whom it does not concern, `handover-answered`. */
async function waiting (tx: Sql, handoverId: string, concerns: (handover: Handover) => boolean): Promise<Handover> {
  const found = await lockHandover(tx, handoverId)
  if (found === undefined || !concerns(found)) throw noSuchHandover()
  if (found.state !== 'asked') throw new Refusal('conflict', 'handover-answered', 'This was answered or withdrawn already.')
  return found
}

/** The boss by the directory (of who left: the last one), and the office, which reads no words. Nobody hands over their own. */
async function assertMay (tx: Sql, { subject, roles }: Subject, personId: string): Promise<{ standing: Standing, isBoss: boolean, by: string }> {
  const who = await findWho(tx, subject)
  const standing = await standingOf(tx, personId)
  const isBoss = standing !== undefined && who !== undefined && standing.bossId === who.personId
  if (standing === undefined || who?.personId === personId || !(isBoss || roles.includes('program-office'))) throw new Refusal('not-found', 'no-such-person', 'There is nobody here whose commitments you could hand over.') // guard: the boss hands over
  return { standing, isBoss, by: isBoss ? who?.personId ?? OFFICE : OFFICE }
}
