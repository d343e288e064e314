import { forumDone, forumRequest } from '@weft/contracts/program/forum-api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { attempting, readForm } from '../../attempting.ts'
import type { FormProblem } from '../../frame/form-problem.ts'
import { wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { NewForumPage, type ForumForm } from './new-forum.page.tsx'

const text = z.string().max(2_000).default('')
const sentences = { title: 'Give the forum a title of at most 200 characters.', day: 'Say on which day, such as 2026-12-03.', statement: 'Write what is debated, in at most 500 characters.' }

/** GET /program/start/forums/new, POST /program/start/forums */
export const newForumRoutes = ({ client, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  const showNew = (request: FastifyRequest, reply: FastifyReply, form: ForumForm, problem: FormProblem | null, status = 200) =>
    show(request, reply, 'Plan a forum', <NewForumPage {...{ roles: personIn(request).roles, form, problem }} />, status)

  app.get('/program/start/forums/new', { config: { does: 'run-program', summary: 'Form for a leaders’ forum' } }, async (request, reply) =>
    showNew(request, reply, { forumId: newId(), title: 'Leaders’ forum', day: now().toISOString().slice(0, 10), statement: 'We are customer-centric.' }, null))

  app.post('/program/start/forums', { config: { does: 'run-program', summary: 'Plans a leaders’ forum', audit: { action: 'plan-forum' } }, schema: { body: z.strictObject({ forumId: text, title: text, day: text, statement: text }) } }, async (request, reply) => {
    const form = request.body
    return attempting(request, reply, {
      work: async () => {
        const asked = readForm(forumRequest, { ...form.forumId !== '' && { forumId: form.forumId }, title: form.title.trim(), day: form.day, statement: form.statement.trim() }, sentences)
        const { forumId } = await client.command(personIn(request), 'program', '/program/forums', asked, forumDone)
        wasAbout(request, forumId)
        return `/program/start/forums/${forumId}?done=planned`
      },
      again: async (problem, status) => showNew(request, reply, form, problem, status)
    })
  })
}
