import { shareWinRequest, winReply } from '@weft/contracts/program/win-api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { whoIs } from '../organisation/who.store.ts'
import { checkPriority } from '../priority/priorities.store.ts'
import { contentOf } from './quick-win.ts'
import { checkPractice, checkRate, insertWin, standingOf } from './quick-win.store.ts'
import { noteShared, tellShared } from './tell.store.ts'

/** POST /program/quick-wins */
export const shareWinRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  const today = () => now().toISOString().slice(0, 10)

  app.post('/program/quick-wins', {
    config: { action: 'share-quick-win', summary: 'Shares a quick win; a measured value without the one before makes it a story' },
    schema: { body: shareWinRequest, response: { 201: winReply } }
  }, async (request, reply) => {
    const [{ named, ...content }, { subject }] = [contentOf(request.body), subjectIn(request)]
    const shared = await actingAs(pool, { subject }, async tx => {
      const { unitId } = await whoIs(tx, subject)
      await checkRate(tx, subject, today())
      await checkPractice(tx, content.practiceId)
      await checkPriority(tx, content.priorityId)
      const winId = await insertWin(tx, content, { subject, named, unitId, today: today() })
      await tellShared(tx, winId, content, { now: now(), newId })
      await noteShared(tx, winId, content, today())
      return standingOf(tx, winId)
    })
    wake()
    return reply.code(201).send(shared)
  })
}
