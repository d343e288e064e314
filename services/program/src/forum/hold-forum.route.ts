import { argumentRequest, forumDone, forumRequest, stepRequest, type ForumRequest, type ForumState } from '@weft/contracts/program/forum-api'
import { forumHeld } from '@weft/contracts/program/forum-events'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { countAttendees, countLeaders } from '../attendance/attendance.store.ts'
import type { Deps } from '../deps.ts'
import { noteHappening } from '../momentum/happening.store.ts'
import { addArgument, argumentsOf, findForum, insertForum, moveForum, noteStep, type ForumRow } from './forum.store.ts'
import { stepFrom } from './forum.ts'
import { noForum } from './no-forum.ts'

const MOST_ARGUMENTS = 200
const params = z.object({ forumId: z.uuid() })

/** POST /program/forums, …/step and …/arguments: the program office plans a forum, lets it go on, and writes down what each side said. */
export const holdForumRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/forums', {
    config: { action: 'run-start', summary: 'Plans a leaders’ forum' },
    schema: { body: forumRequest, response: { 201: forumDone } }
  }, async (request, reply) => {
    const asked = { ...request.body, forumId: request.body.forumId ?? newId() }
    const { forumId } = asked
    const state = await inTransaction(pool, async tx => {
      if (!await insertForum(tx, asked)) return sentBefore(await find(tx, forumId), asked)
      await noteStep(tx, { forumId, state: 'planned', by: subjectIn(request).subject, at: now() })
      return 'planned' as const
    })
    return reply.code(201).send({ forumId, state })
  })

  app.post('/program/forums/:forumId/step', {
    config: { action: 'run-start', summary: 'Lets a forum go on: to its first vote, the debate, the second vote, its end' },
    schema: { params, body: stepRequest, response: { 200: forumDone } }
  }, async request => {
    const state = await inTransaction(pool, tx => goOn(tx, request.params.forumId, request.body.from, { by: subjectIn(request).subject, at: now(), eventId: newId() }))
    if (state === 'ended') wake()
    return { forumId: request.params.forumId, state }
  })

  app.post('/program/forums/:forumId/arguments', {
    config: { action: 'run-start', summary: 'Writes down an argument of one side' },
    schema: { params, body: argumentRequest, response: { 200: forumDone } }
  }, async request => {
    const { params: { forumId }, body: { side, text } } = request
    return inTransaction(pool, async tx => {
      const { state } = await find(tx, forumId)
      if ((await argumentsOf(tx, forumId))[side].length >= MOST_ARGUMENTS) throw new Refusal('conflict', 'too-many-arguments', `A side has ${MOST_ARGUMENTS} arguments at most.`)
      await addArgument(tx, forumId, side, text.trim())
      return { forumId, state }
    })
  })
}

async function find (tx: Sql, forumId: string): Promise<ForumRow> {
  const forum = await findForum(tx, forumId, 'update')
  if (forum === undefined) throw noForum()
  return forum
}

/** The same form again is the same forum, wherever that is by now. Throws `sent-before` where it says something else. */
function sentBefore ({ title, day, statement, state }: ForumRow, asked: ForumRequest): ForumState {
  if (title === asked.title && day === asked.day && statement === asked.statement) return state
  throw new Refusal('conflict', 'sent-before', 'This form has planned a forum already, in other words. Open the form again to plan another one.')
}

type Step = { by: string, at: Date, eventId: string }
async function goOn (tx: Sql, forumId: string, seen: ForumState, { by, at, eventId }: Step): Promise<ForumState> {
  const forum = await find(tx, forumId)
  const state = stepFrom(forum.state, seen)
  if (state === null) return forum.state
  const leaders = state === 'ended' ? await countLeaders(tx) : null
  await moveForum(tx, forumId, state, leaders)
  await noteStep(tx, { forumId, state, by, at })
  if (leaders !== null) await tellThatHeld(tx, forum, leaders, { at, eventId })
  return state
}

async function tellThatHeld (tx: Sql, { forumId, day, statement }: ForumRow, leaders: number, { at, eventId }: Pick<Step, 'at' | 'eventId'>): Promise<void> {
  const said = await argumentsOf(tx, forumId)
  const attended = await countAttendees(tx, forumId)
  const data = { forumId, day, statement, attended, leaders: Math.max(attended, leaders), argumentsFor: said.for.length, argumentsAgainst: said.against.length }
  await appendToOutbox(tx, [eventOf(forumHeld, { id: eventId, key: forumId, time: at.toISOString(), data })])
  await noteHappening(tx, { kind: 'forum-held', about: forumId, what: `Leaders debated “${statement}”`, href: `/program/start/forums/${forumId}`, day: at.toISOString().slice(0, 10) })
}
