import { attendanceDone, attendanceReply, attendanceRequest } from '@weft/contracts/program/forum-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { countAttendees, findSession, leadersAfter, markAttendees, unmarkAttendees } from './attendance.store.ts'

const MOST = 100
const params = z.object({ sessionId: z.uuid() })
const noSession = () => new Refusal('not-found', 'no-such-session', 'There is no such forum or workshop.')

/** GET and POST /program/sessions/:sessionId/attendance: which of the leaders took part in a forum or a workshop. Taking part is no opinion. */
export const attendanceRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/sessions/:sessionId/attendance', {
    config: { action: 'run-start', summary: 'Leaders, with who took part in a forum or a workshop' },
    schema: { params, querystring: z.strictObject({ after: z.string().max(64).default('') }), response: { 200: attendanceReply } }
  }, async request => {
    const session = await findSession(pool, request.params.sessionId)
    if (session === undefined) throw noSession()
    const found = await leadersAfter(pool, session.sessionId, request.query.after, MOST + 1)
    const leaders = found.slice(0, MOST)
    return { ...session, leaders, next: found.length > MOST ? leaders.at(-1)?.personId ?? null : null }
  })

  app.post('/program/sessions/:sessionId/attendance', {
    config: { action: 'run-start', summary: 'Marks who of the listed leaders took part' },
    schema: { params, body: attendanceRequest, response: { 200: attendanceDone } }
  }, async request => {
    const { params: { sessionId }, body: { listed, here } } = request
    const took = await inTransaction(pool, async tx => {
      if (await findSession(tx, sessionId) === undefined) throw noSession()
      const was = new Set(here)
      await unmarkAttendees(tx, sessionId, listed.filter(person => !was.has(person)))
      await markAttendees(tx, sessionId, here.filter(person => listed.includes(person)), { via: 'office', by: subjectIn(request).subject, at: now() })
      return countAttendees(tx, sessionId)
    })
    return { sessionId, took }
  })
}
