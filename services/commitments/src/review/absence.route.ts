import { absenceReply, absenceRequest, absencesReply } from '@weft/contracts/commitments/review-api'
import type { Subject } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import { sourceId } from '@weft/contracts/vocabulary'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAsHouse } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { todayAt } from '../organisation/today.store.ts'
import { findWho } from '../organisation/who.store.ts'
import { absencesOf, isExcused, keepAbsence, personFor, withdrawAbsence } from './absence.store.ts'
import { followLeaves } from './follow.store.ts'

const MOST = 100
const params = z.strictObject({ personId: sourceId })
const noPerson = () => new Refusal('not-found', 'no-such-person', 'There is nobody here whom you could say this of.')

/** POST and GET /commitments/people/:personId/absences, POST …/:absenceId/withdrawal: a long leave, said by the boss or the office; never by the person alone. */
export const absenceRoutes = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { pool, now, wake } = deps

  app.get('/commitments/people/:personId/absences', {
    config: { action: 'note-absence', summary: 'Long leaves of a person, for their boss and the program office' },
    schema: { params, response: { 200: absencesReply } }
  }, async request => {
    const { personName } = await assertMay(pool, subjectIn(request), request.params.personId)
    return { personName, absences: await absencesOf(pool, request.params.personId, MOST) }
  })

  app.post('/commitments/people/:personId/absences', {
    config: { action: 'note-absence', summary: 'Says that a person is away for long; half of a quarter excuses from its review. Sent twice, it is one' },
    schema: { params, body: absenceRequest, response: { 201: absenceReply } }
  }, async (request, reply) => {
    const { personId } = request.params
    const { from, to } = request.body
    if (to !== null && to < from) throw new Refusal('invalid', 'ends-before-it-begins', 'The last day lies before the first one.', [{ at: 'to', code: 'ends-before-it-begins', sentence: 'Choose a last day that is not before the first one.' }])
    const said = await actingAsHouse(pool, async tx => {
      const { by } = await assertMay(tx, subjectIn(request), personId)
      const today = await todayAt(tx, now())
      const absenceId = await keepAbsence(tx, { absenceId: request.body.absenceId, personId, from, to, by, today })
      await followLeaves({ tx, clock: deps, today, people: [personId] })
      return { absenceId, excused: await isExcused(tx, personId) }
    })
    wake()
    return reply.code(201).send(said)
  })

  app.post('/commitments/people/:personId/absences/:absenceId/withdrawal', {
    config: { action: 'note-absence', summary: 'Takes back what was said of an absence' },
    schema: { params: z.strictObject({ personId: sourceId, absenceId: z.uuid() }), response: { 200: absenceReply } }
  }, async request => {
    const { personId, absenceId } = request.params
    const said = await actingAsHouse(pool, async tx => {
      await assertMay(tx, subjectIn(request), personId)
      const today = await todayAt(tx, now())
      if (!await withdrawAbsence(tx, personId, absenceId, today)) throw new Refusal('not-found', 'no-such-absence', 'There is no such absence.')
      await followLeaves({ tx, clock: deps, today, people: [personId] })
      return { absenceId, excused: await isExcused(tx, personId) }
    })
    wake()
    return said
  })
}

/** The office, the boss by the directory and who reviews now. Nobody excuses themselves. */
async function assertMay (sql: Sql, { subject, roles }: Subject, personId: string): Promise<{ by: string, personName: string }> {
  const who = await findWho(sql, subject)
  const found = await personFor(sql, personId, who?.personId ?? null)
  if (found === undefined || who?.personId === personId || !(found.leads || roles.includes('program-office'))) throw noPerson()
  return { by: who?.personId ?? 'office', personName: found.name }
}
