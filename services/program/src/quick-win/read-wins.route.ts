import { disciplineId } from '@weft/contracts/program/discipline-api'
import { promptId, winDetailReply, winRateReply, winsReply, type WinDetail } from '@weft/contracts/program/win-api'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../access/may.ts'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { winFor, winsFor } from './feed.store.ts'
import { mondaysUntil } from './quick-win.ts'
import { noSuchWin } from './quick-win.store.ts'
import { winsPerDiscipline, winsPerWeek } from './rate.store.ts'

const [PAGE, WEEKS] = [20, 8]
const querystring = z.strictObject({ prompt: promptId.optional(), discipline: disciplineId.optional(), featured: z.enum(['yes']).optional(), after: z.string().max(60).optional() })

/** GET /program/quick-wins, /program/quick-wins/rate and /program/quick-wins/:winId */
export const readWinsRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/quick-wins', { config: { action: 'read-quick-wins', summary: 'Quick wins, newest first' }, schema: { querystring, response: { 200: winsReply } } }, async request => {
    const { prompt = null, discipline = null, featured, after } = request.query
    const place = placeOf(after)
    return actingAs(pool, subjectIn(request), async tx => {
      const rows = await winsFor(tx, subjectIn(request).subject, { prompt, discipline, featured: featured === 'yes', after: place }, PAGE + 1)
      const [wins, last] = [rows.slice(0, PAGE), rows[PAGE - 1]]
      return { wins, next: last !== undefined && rows.length > PAGE ? `${last.sharedOn}.${last.winId}` : null }
    })
  })

  app.get('/program/quick-wins/rate', { config: { action: 'read-quick-wins', summary: 'How many quick wins each week, and in which disciplines' }, schema: { response: { 200: winRateReply } } }, async () => {
    const mondays = mondaysUntil(now().toISOString().slice(0, 10), WEEKS)
    const since = mondays[0] ?? ''
    const [weeks, disciplines] = await Promise.all([winsPerWeek(pool, since), winsPerDiscipline(pool, since)])
    return { weeks: mondays.map(monday => weeks.find(week => week.monday === monday) ?? { monday, wins: 0, stories: 0 }), disciplines }
  })

  app.get('/program/quick-wins/:winId', { config: { action: 'read-quick-wins', summary: 'One quick win, with the units that do it too' }, schema: { params: z.object({ winId: z.uuid() }), response: { 200: winDetailReply } } }, async request => {
    const [{ winId }, subject] = [request.params, subjectIn(request)]
    return actingAs(pool, subject, async tx => {
      const win = await winFor(tx, subject.subject, winId, may(subject, 'moderate-quick-wins'))
      if (win === undefined) throw noSuchWin()
      return { ...win, ...await moreOf(tx, winId) }
    })
  })
}

async function moreOf (tx: Sql, winId: string): Promise<Pick<WinDetail, 'adoptions' | 'mayFeature' | 'named' | 'hidden'>> {
  const { rows: adoptions } = await tx.query<WinDetail['adoptions'][number]>(/* sql */ `
    select a.unit_id as "unitId", coalesce(u.name, a.unit_id) as "unitName", a.adopted_on as "on"
      from quick_win_adoption a
      left join unit u using (unit_id)
     where a.win_id = $1
     order by a.adopted_on, a.unit_id
     limit 100`,
    [winId])
  const { rows: [more] } = await tx.query<{ mayFeature: boolean, named: boolean, hiddenOn: string | null, hiddenReason: string | null }>(/* sql */ `
    select w.may_feature as "mayFeature", w.named_subject is not null as named, w.hidden_on as "hiddenOn", w.hidden_reason as "hiddenReason" from quick_win w where w.win_id = $1`,
    [winId])
  return { adoptions, mayFeature: more?.mayFeature ?? false, named: more?.named ?? false, hidden: more?.hiddenOn == null ? null : { on: more.hiddenOn, reason: more.hiddenReason ?? '' } }
}

function placeOf (after: string | undefined): { sharedOn: string, winId: string } | null {
  if (after === undefined) return null
  const [sharedOn, winId] = [after.slice(0, 10), after.slice(11)]
  if (!z.iso.date().safeParse(sharedOn).success || !z.uuid().safeParse(winId).success) throw new Refusal('malformed', 'no-such-place', 'This page of the list does not exist.')
  return { sharedOn, winId }
}
