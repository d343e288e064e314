import { conflictsReply } from '@weft/contracts/program/conflict-api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { seesViews } from '../access/may.ts'
import type { Deps } from '../deps.ts'
import { conflictsOf, countConflicts, decidingOf } from './conflict.store.ts'

const PAGE = 50
const query = z.strictObject({ state: z.enum(['open', 'decided', 'gone']).optional(), segment: z.uuid().optional(), after: z.uuid().optional() })

/** GET /program/conflicts: the queue, oldest first. Who is neither manager, office nor auditor sees what is of the segments they are the voice of. */
export const listConflictsRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/conflicts', { config: { action: 'speak-for-segments', summary: 'Contradictions between views' }, schema: { querystring: query, response: { 200: conflictsReply } } }, async request => {
    const { state, segment, after } = request.query
    const subject = subjectIn(request)
    const who = await decidingOf(pool, subject)
    const voiceId = seesViews(subject) ? null : who.personId ?? ''
    const conflicts = await conflictsOf(pool, { segmentId: segment ?? null, state: state ?? null, after: after ?? null, voiceId, most: PAGE + 1 }, who)
    const counts = await countConflicts(pool, { segmentId: segment ?? null, voiceId })
    return { conflicts: conflicts.slice(0, PAGE), next: conflicts.length > PAGE ? conflicts[PAGE - 1]?.conflictId ?? null : null, counts }
  })
}
