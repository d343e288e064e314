import { argumentRequest, forumDone, forumReply, stepRequest, voteRequest } from '@weft/contracts/program/forum-api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../../access/may.ts'
import { attempting, readForm } from '../../attempting.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { ForumPage, type ForumView } from './forum.page.tsx'

const params = z.object({ forumId: z.uuid() })
const text = z.string().max(2_000).default('')
const argument = z.strictObject({ side: text, text })
const sentences = { value: 'Choose one of the five answers.', text: 'Write the argument in 1 to 500 characters.', side: 'Choose a side.' }
const at = (forumId: string, done: string) => `/program/start/forums/${forumId}?done=${done}`

/** GET /program/start/forums/:forumId, POST …/step, …/votes and …/arguments */
export const forumRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const showForum = async (request: FastifyRequest, reply: FastifyReply, forumId: string, { status = 200, ...more }: Partial<ForumView> & { status?: number } = {}) => {
    const person = personIn(request)
    const forum = await client.read(person, 'program', `/program/forums/${forumId}`, forumReply)
    const view = { roles: person.roles, forum, runs: may(person.roles, 'run-program'), done: null, problem: null, typed: { side: '', text: '' }, ...more }
    return show(request, reply, forum.title, <ForumPage {...view} />, status)
  }

  app.get('/program/start/forums/:forumId', { config: { does: 'see-program', summary: 'A leaders’ forum' }, schema: { params, querystring: z.strictObject({ done: z.string().max(20).optional() }) } }, async (request, reply) =>
    showForum(request, reply, request.params.forumId, { done: request.query.done ?? null }))

  app.post('/program/start/forums/:forumId/step', { config: { does: 'run-program', summary: 'Lets a forum go on', audit: { action: 'go-on-with-forum', target: 'forumId' } }, schema: { params, body: z.strictObject({ from: text }) } }, async (request, reply) => {
    const { forumId } = request.params
    return attempting(request, reply, {
      work: async () => {
        await client.command(personIn(request), 'program', `/program/forums/${forumId}/step`, readForm(stepRequest, request.body, {}), forumDone)
        return at(forumId, 'gone-on')
      },
      again: (problem, status) => showForum(request, reply, forumId, { problem, status })
    })
  })

  app.post('/program/start/forums/:forumId/votes', { config: { does: 'take-part', summary: 'Sends the own vote', audit: { action: 'vote-in-forum', target: 'forumId' } }, schema: { params, body: z.strictObject({ round: text, value: text }) } }, async (request, reply) => {
    const { params: { forumId }, body: { round, value } } = request
    return attempting(request, reply, {
      work: async () => {
        const asked = readForm(voteRequest, { round, value: /^[1-5]$/.test(value) ? Number(value) : null }, sentences)
        await client.command(personIn(request), 'program', `/program/forums/${forumId}/votes`, asked, forumDone)
        return at(forumId, 'voted')
      },
      again: (problem, status) => showForum(request, reply, forumId, { problem, status })
    })
  })

  app.post('/program/start/forums/:forumId/arguments', { config: { does: 'run-program', summary: 'Writes down an argument', audit: { action: 'write-argument', target: 'forumId' } }, schema: { params, body: argument } }, async (request, reply) => {
    const { params: { forumId }, body: typed } = request
    return attempting(request, reply, {
      work: async () => {
        await client.command(personIn(request), 'program', `/program/forums/${forumId}/arguments`, readForm(argumentRequest, { side: typed.side, text: typed.text.trim() }, sentences), forumDone)
        return at(forumId, 'argued')
      },
      again: (problem, status) => showForum(request, reply, forumId, { problem, status, typed })
    })
  })
}
