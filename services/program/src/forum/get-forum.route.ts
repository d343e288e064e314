import { forumReply, forumsReply } from '@weft/contracts/program/forum-api'
import type { Subject } from '@weft/service-kit/access'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import { countAttendees, countLeaders, namesOfAttendees } from '../attendance/attendance.store.ts'
import { coverageOf, seesNames } from '../attendance/coverage.ts'
import type { Deps } from '../deps.ts'
import { findWho } from '../organisation/who.store.ts'
import { resultOf } from './forum.ts'
import { argumentsOf, countVotes, findForum, forumsAfter, ownVotes, stepsOf } from './forum.store.ts'
import { noForum } from './no-forum.ts'

const MOST = 50

/** GET /program/forums, and GET /program/forums/:forumId with the caller's own votes and, after the end, what all votes come to. */
export const getForumRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/forums', {
    config: { action: 'read-start', summary: 'Leaders’ forums, newest first' },
    schema: { querystring: z.strictObject({ after: z.uuid().optional() }), response: { 200: forumsReply } }
  }, async request => {
    const found = await forumsAfter(pool, request.query.after ?? null, MOST + 1)
    const forums = found.slice(0, MOST)
    return { forums, next: found.length > MOST ? forums.at(-1)?.forumId ?? null : null }
  })

  app.get('/program/forums/:forumId', {
    config: { action: 'read-start', summary: 'A leaders’ forum' },
    schema: { params: z.object({ forumId: z.uuid() }), response: { 200: forumReply } }
  }, request => readForum(pool, request.params.forumId, subjectIn(request)))
}

/** One moment for all of it: state and result never come from two. */
const readForum = (pool: Deps['pool'], forumId: string, subject: Subject) => actingAs(pool, subject, async tx => {
  const forum = await findForum(tx, forumId, 'share')
  if (forum === undefined) throw noForum()
  const who = await findWho(tx, subject.subject)
  const names = seesNames(subject, who?.rank) ? await namesOfAttendees(tx, forumId) : null
  return {
    ...forum,
    steps: await stepsOf(tx, forumId),
    arguments: await argumentsOf(tx, forumId),
    attended: coverageOf(await countAttendees(tx, forumId), forum.leaders ?? await countLeaders(tx), names),
    mine: { votes: who?.rank === 'leader', ...await ownVotes(tx, forumId) },
    result: forum.state === 'ended' ? resultOf(await countVotes(tx, forumId)) : null
  }
})
