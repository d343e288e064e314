import { commitmentReply } from '@weft/contracts/program/practice-api'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { pathOf, whoIs } from '../organisation/who.store.ts'
import { committedSince, commitTo, endCommitment, isAdoptedAlong } from './commitment.store.ts'
import { checkUsable } from './practice.ts'
import { lockPractice, oneAtATime } from './practice.store.ts'

const schema = { params: z.object({ practiceId: z.uuid() }), response: { 200: commitmentReply } }

/** POST /program/practices/:practiceId/commitment and …/end: a person's own list, which nobody else reads. */
export const commitToPracticeRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/practices/:practiceId/commitment', {
    config: { action: 'commit-to-practice', summary: 'I commit to a practice that my unit has adopted; asked twice, it is done once' }, schema
  }, async request => {
    const [{ practiceId }, { subject }] = [request.params, subjectIn(request)]
    return actingAs(pool, { subject }, async tx => {
      const { unitId } = await whoIs(tx, subject)
      const { state } = await lockPractice(tx, practiceId, 'share')
      await oneAtATime(tx, subject)
      checkUsable(state)
      if (!await isAdoptedAlong(tx, practiceId, await pathOf(tx, unitId) ?? [unitId])) throw new Refusal('conflict', 'not-adopted-here', 'Your unit has not adopted this practice. Ask your manager, or choose one that it has.')
      await commitTo(tx, { practiceId, subject, today: now().toISOString().slice(0, 10) })
      return { practiceId, since: await committedSince(tx, practiceId, subject) }
    })
  })

  app.post('/program/practices/:practiceId/commitment/end', {
    config: { action: 'commit-to-practice', summary: 'I do not commit to it any more' }, schema
  }, async request => {
    const [{ practiceId }, { subject }] = [request.params, subjectIn(request)]
    await actingAs(pool, { subject }, tx => endCommitment(tx, practiceId, subject))
    return { practiceId, since: null }
  })
}
