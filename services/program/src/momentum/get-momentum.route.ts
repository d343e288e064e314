import { momentumReply, type MomentumReply } from '@weft/contracts/program/momentum-api'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { currentCharter } from '../charter/charter.store.ts'
import type { Deps } from '../deps.ts'
import { windowOf } from '../exposure/coverage.ts'
import { exposureTotal } from '../exposure/exposure.store.ts'
import { countersOf, sideOf, type KindCount } from './momentum.ts'

const PAGE = 50
const DAY_MS = 86_400_000
const daysBefore = (today: string, days: number) => new Date(Date.parse(today) - days * DAY_MS).toISOString().slice(0, 10)
type Fact = { happeningId: number, day: string, kind: string, what: string, href: string, unitId: string | null, unitName: string | null }

/** GET /program/momentum?after=: vision, activity and outcome apart, and what changed, newest first. */
export const getMomentumRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/momentum', { config: { action: 'read-momentum', summary: 'Vision, activity and outcome apart, and what changed' }, schema: { querystring: z.strictObject({ after: z.string().max(30).optional() }), response: { 200: momentumReply } } }, async (request): Promise<MomentumReply> => {
    const today = now().toISOString().slice(0, 10)
    const [after, heard] = [placeOf(request.query.after), windowOf(today, 7)]
    const { rows: counts } = await pool.query<KindCount>(/* sql */ `
      select h.kind, count(*) filter (where h.day >= $1) as week, count(*) filter (where h.day >= $2) as quarter, count(*) as "all"
        from happening h
       where h.day <= $3
       group by h.kind`,
      [daysBefore(today, 6), daysBefore(today, 89), today])
    const { rows } = await pool.query<Fact>(/* sql */ `
      select h.happening_id as "happeningId", h.day, h.kind, h.what, h.href, h.unit_id as "unitId", u.name as "unitName"
        from happening h
        left join unit u using (unit_id)
       where h.day <= $1 and ($2::date is null or (h.day, h.happening_id) < ($2, $3))
       order by h.day desc, h.happening_id desc
       limit $4`,
      [today, after?.day ?? null, after?.id ?? null, PAGE + 1])
    const [changes, chartered] = [rows.slice(0, PAGE), await currentCharter(pool)]
    const last = changes.at(-1)
    return {
      vision: chartered === undefined ? null : { text: chartered.charter.vision, version: chartered.version },
      week: { from: daysBefore(today, 6), until: today },
      activity: countersOf('activity', counts), outcome: countersOf('outcome', counts),
      heardThisWeek: await exposureTotal(pool, heard.from, heard.until),
      changes: changes.map(({ day, kind, what, href, unitId, unitName }) => ({ day, kind, side: sideOf(kind), what, href, unit: unitId === null ? null : { unitId, name: unitName ?? unitId } })),
      next: last !== undefined && rows.length > PAGE ? `${last.day}.${last.happeningId}` : null
    }
  })
}

function placeOf (after: string | undefined): { day: string, id: number } | null {
  if (after === undefined) return null
  const [day, id] = [after.slice(0, 10), after.slice(11)]
  if (!z.iso.date().safeParse(day).success || !/^\d{1,15}$/.test(id)) throw new Refusal('malformed', 'no-such-place', 'This page of the list does not exist.')
  return { day, id: Number(id) }
}
