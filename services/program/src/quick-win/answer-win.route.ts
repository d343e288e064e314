import { adoptWinRequest, winReply } from '@weft/contracts/program/win-api'
import { quickWinAdopted } from '@weft/contracts/program/win-events'
import { eventOf } from '@weft/service-kit/event'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { checkLeads } from '../organisation/leads.store.ts'
import { whoIs } from '../organisation/who.store.ts'
import { adoptWin, isAuthor, lockWin, noSuchWin, standingOf, thank } from './quick-win.store.ts'
import { noteAdopted } from './tell.store.ts'

const schema = { params: z.object({ winId: z.uuid() }), response: { 200: winReply } }

/** What others do with a quick win: thank, do it too. */
export const answerWinRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  const today = () => now().toISOString().slice(0, 10)

  app.post('/program/quick-wins/:winId/thanks', { config: { action: 'thank-for-quick-win', summary: 'Thanks, once for each person; asked twice, it is done once' }, schema }, async request => {
    const [{ winId }, { subject }] = [request.params, subjectIn(request)]
    return actingAs(pool, { subject }, async tx => {
      await whoIs(tx, subject)
      if ((await lockWin(tx, winId)).isHidden) throw noSuchWin()
      if (await isAuthor(tx, winId, subject)) throw new Refusal('conflict', 'own-quick-win', 'This one is yours. Thanks come from others.') // guard: nobody thanks themselves
      await thank(tx, winId, subject)
      return standingOf(tx, winId)
    })
  })

  app.post('/program/quick-wins/:winId/adoptions', { config: { action: 'adopt-practice', summary: 'A unit does this too' }, schema: { ...schema, body: adoptWinRequest } }, async request => {
    const [{ winId }, { unitId }, subject] = [request.params, request.body, subjectIn(request)]
    const standing = await actingAs(pool, subject, async tx => {
      const { isHidden, headline } = await lockWin(tx, winId)
      if (isHidden) throw noSuchWin()
      await checkLeads(tx, subject, unitId)
      if (!await adoptWin(tx, winId, unitId, { by: subject.subject, today: today() })) throw new Refusal('conflict', 'already-adopted', 'This unit does it already.')
      await appendToOutbox(tx, [eventOf(quickWinAdopted, { id: newId(), key: winId, time: now().toISOString(), data: { winId, unitId, on: today() } })])
      await noteAdopted(tx, { winId, headline, unitId }, today())
      return standingOf(tx, winId)
    })
    wake()
    return standing
  })
}
