import { changeWinRequest, winReply } from '@weft/contracts/program/win-api'
import { quickWinGone } from '@weft/contracts/program/win-events'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { checkPriority } from '../priority/priorities.store.ts'
import { contentOf } from './quick-win.ts'
import { changeWin, checkPractice, deleteWin, isAuthor, lockWin, noSuchWin, standingOf } from './quick-win.store.ts'
import { forgetShared, forgetWin, noteShared, tellShared } from './tell.store.ts'

const params = z.object({ winId: z.uuid() })

/** What its author does with a quick win after: POST /program/quick-wins/:winId/changes and …/withdrawal. */
export const changeWinRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  const today = () => now().toISOString().slice(0, 10)

  app.post('/program/quick-wins/:winId/changes', {
    config: { action: 'share-quick-win', summary: 'The author changes a quick win' },
    schema: { params, body: changeWinRequest, response: { 200: winReply } }
  }, async request => {
    const [{ winId }, { subject }, { basedOn, ...body }] = [request.params, subjectIn(request), request.body]
    const { named, ...content } = contentOf(body)
    const changed = await actingAs(pool, { subject }, async tx => {
      const { version, priorityId } = await ownWin(tx, winId, subject)
      if (version !== basedOn) throw new Refusal('conflict', 'changed-meanwhile', 'You changed this in another window meanwhile. Nothing of it was lost. Look at it, then change it.')
      await checkPractice(tx, content.practiceId)
      if (content.priorityId !== priorityId) await checkPriority(tx, content.priorityId)
      await changeWin(tx, winId, content, named ? subject : null)
      await tellShared(tx, winId, content, { now: now(), newId })
      await forgetShared(tx, winId)
      await noteShared(tx, winId, content, today())
      return standingOf(tx, winId)
    })
    wake()
    return changed
  })

  app.post('/program/quick-wins/:winId/withdrawal', {
    config: { action: 'share-quick-win', summary: 'The author takes a quick win back; its text is deleted' },
    schema: { params, response: { 200: z.object({ winId: z.uuid() }) } }
  }, async request => {
    const [{ winId }, { subject }] = [request.params, subjectIn(request)]
    await actingAs(pool, { subject }, async tx => {
      await ownWin(tx, winId, subject)
      await deleteWin(tx, winId)
      await appendToOutbox(tx, [eventOf(quickWinGone, { id: newId(), key: winId, time: now().toISOString(), data: { winId, why: 'withdrawn', on: today() } })])
      await forgetWin(tx, winId)
    })
    wake()
    return { winId }
  })
}

// To somebody else it looks as if it were not there to be changed: who wrote it is not told by a refusal.
async function ownWin (tx: Sql, winId: string, subject: string) {
  const win = await lockWin(tx, winId)
  if (!await isAuthor(tx, winId, subject)) throw noSuchWin()
  if (win.isHidden) throw new Refusal('conflict', 'hidden-by-office', 'The office has hidden this. You can take it back and share it anew.')
  return win
}
