import { attendanceDone, attendanceReply } from '@weft/contracts/program/forum-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { AttendancePage } from './attendance.page.tsx'

const params = z.object({ sessionId: z.uuid() })
const query = z.strictObject({ after: z.string().max(64).optional(), done: z.literal('marked').optional() })
const id = z.string().max(64)
const some = z.union([id.transform(one => [one]), z.array(id).max(200)]).default([])

/** GET and POST /program/start/sessions/:sessionId/attendance */
export const attendanceRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  const path = (sessionId: string) => `/program/sessions/${sessionId}/attendance`

  app.get('/program/start/sessions/:sessionId/attendance', { config: { does: 'run-program', summary: 'Form for who of the leaders took part' }, schema: { params, querystring: query } }, async (request, reply) => {
    const person = personIn(request)
    const { after, done } = request.query
    const session = await client.read(person, 'program', address(path(request.params.sessionId), { after }), attendanceReply)
    return show(request, reply, 'Who was there', <AttendancePage {...{ roles: person.roles, session, after, marked: done !== undefined }} />)
  })

  app.post('/program/start/sessions/:sessionId/attendance', { config: { does: 'run-program', summary: 'Writes down who took part', audit: { action: 'mark-attendance', target: 'sessionId' } }, schema: { params, querystring: query, body: z.strictObject({ here: some, listed: some }) } }, async (request, reply) => {
    const { params: { sessionId }, query: { after }, body } = request
    await client.command(personIn(request), 'program', path(sessionId), body, attendanceDone)
    return reply.redirect(address(`/program/start/sessions/${sessionId}/attendance`, { after, done: 'marked' }), 303)
  })
}
