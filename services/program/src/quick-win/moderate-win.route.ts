import { featureWinRequest, hideWinRequest, winReply } from '@weft/contracts/program/win-api'
import { quickWinGone } from '@weft/contracts/program/win-events'
import { eventOf } from '@weft/service-kit/event'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { featureWin, hideWin, lockWin, noSuchWin, standingOf } from './quick-win.store.ts'
import { forgetWin } from './tell.store.ts'

const schema = { params: z.object({ winId: z.uuid() }), response: { 200: winReply } }

/** What the office does with a quick win: hide it, show it as a best practice. */
export const moderateWinRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  const today = () => now().toISOString().slice(0, 10)

  app.post('/program/quick-wins/:winId/hiding', { config: { action: 'moderate-quick-wins', summary: 'The office hides a quick win and says why; its author reads it' }, schema: { ...schema, body: hideWinRequest } }, async request => {
    const [{ winId }, { reason }, subject] = [request.params, request.body, subjectIn(request)]
    const standing = await actingAs(pool, subject, async tx => {
      if ((await lockWin(tx, winId)).isHidden) throw new Refusal('conflict', 'already-hidden', 'It is hidden already.')
      await hideWin(tx, winId, reason, { by: subject.subject, today: today() })
      await appendToOutbox(tx, [eventOf(quickWinGone, { id: newId(), key: winId, time: now().toISOString(), data: { winId, why: 'hidden', on: today() } })])
      await forgetWin(tx, winId)
      return standingOf(tx, winId)
    })
    wake()
    return standing
  })

  app.post('/program/quick-wins/:winId/feature', { config: { action: 'moderate-quick-wins', summary: 'The office shows it as a best practice, where its author agreed' }, schema: { ...schema, body: featureWinRequest } }, async request => {
    const [{ winId }, { featured }, subject] = [request.params, request.body, subjectIn(request)]
    return actingAs(pool, subject, async tx => {
      const { isHidden, mayFeature } = await lockWin(tx, winId)
      if (isHidden) throw noSuchWin()
      if (featured && !mayFeature) throw new Refusal('conflict', 'author-did-not-agree', 'Its author did not agree to that.') // guard: featured by consent
      await featureWin(tx, winId, featured ? today() : null)
      return standingOf(tx, winId)
    })
  })
}
