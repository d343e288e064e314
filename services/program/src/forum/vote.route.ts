import { forumDone, voteRequest } from '@weft/contracts/program/forum-api'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import { markAttendees } from '../attendance/attendance.store.ts'
import type { Deps } from '../deps.ts'
import { whoIs } from '../organisation/who.store.ts'
import { findForum, keepVote } from './forum.store.ts'
import { checkVote } from './forum.ts'
import { noForum } from './no-forum.ts'

/** POST /program/forums/:forumId/votes: a leader's own vote, while that vote is open; sent again, the last one counts. */
export const voteRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/forums/:forumId/votes', {
    config: { action: 'take-part-in-start', summary: 'The caller’s own vote in a leaders’ forum' },
    schema: { params: z.object({ forumId: z.uuid() }), body: voteRequest, response: { 200: forumDone } }
  }, async request => {
    const { params: { forumId }, body: { round, value } } = request
    const subject = subjectIn(request)
    return actingAs(pool, subject, async tx => {
      const who = await whoIs(tx, subject.subject)
      if (who.rank !== 'leader') throw new Refusal('forbidden', 'leaders-only', 'Leaders vote in this forum. You can read what was said.')
      const forum = await findForum(tx, forumId, 'share')
      if (forum === undefined) throw noForum()
      checkVote(forum.state, round)
      await keepVote(tx, { forumId, subject: subject.subject, round, value })
      await markAttendees(tx, forumId, [who.personId], { via: 'vote', by: subject.subject, at: now() })
      return { forumId, state: forum.state }
    })
  })
}
