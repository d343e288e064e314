import { comparisonReply, type Said } from '@weft/contracts/program/conflict-api'
import type { ViewContent } from '@weft/contracts/program/view-api'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { findSegment } from '../segment/segment.store.ts'
import { mustSee } from '../segment/voice.store.ts'
import { statementsOf } from '../view/view.ts'
import type { Link, PairFindings, Statement } from './group.ts'

type View = { viewId: string, unitId: string, unitName: string, version: number, content: ViewContent }
type Stored = { versionA: number, versionB: number, findings: PairFindings }

/** GET /program/segments/:segmentId/comparison?first=&second=: two views side by side, as they were compared when one of them last changed. */
export const compareTwoRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/segments/:segmentId/comparison', { config: { action: 'read-segments', summary: 'Two departments\' views side by side' }, schema: { params: z.object({ segmentId: z.uuid() }), querystring: z.strictObject({ first: z.uuid(), second: z.uuid() }), response: { 200: comparisonReply } } }, async request => {
    const { segmentId } = request.params
    const segment = await findSegment(pool, segmentId)
    await mustSee(pool, subjectIn(request), segment.voiceId)
    const [a, b] = await pairOf(pool, segmentId, request.query)
    const stored = await storedOf(pool, a.viewId, b.viewId)
    const { matches, contradictions } = stored?.findings ?? { matches: [], contradictions: [] }
    const linked = (link: Link) => ({ first: saidBy(a, link.a), second: saidBy(b, link.b), reason: link.reason })
    return {
      segmentId, segmentName: segment.name, first: headOf(a), second: headOf(b), compared: stored?.versionA === a.version && stored.versionB === b.version,
      contradictions: contradictions.map(linked), matches: matches.map(linked), onlyFirst: onlyBy(a, 'a', matches, contradictions), onlySecond: onlyBy(b, 'b', matches, contradictions)
    }
  })
}

const headOf = ({ viewId, unitName, version }: View) => ({ viewId, unitName, version })
const saidBy = ({ viewId, unitId, unitName }: View, { field, text }: Statement): Said => ({ viewId, unitId, unitName, field, text })

function onlyBy (view: View, side: 'a' | 'b', ...links: (readonly Link[])[]): Said[] {
  const linked = new Set(links.flat().map(link => `${link[side].field} ${link[side].text}`))
  return statementsOf(view.content).filter(({ field, text }) => field !== 'life' && field !== 'contribution' && !linked.has(`${field} ${text}`)).map(one => saidBy(view, one))
}

/** Both views, the lower id first, as their findings are kept. */
async function pairOf (sql: Sql, segmentId: string, { first, second }: { first: string, second: string }): Promise<[View, View]> {
  const { rows: [a, b] } = await sql.query<View>(/* sql */ `
    select v.view_id as "viewId", v.unit_id as "unitId", coalesce(u.name, v.unit_id) as "unitName", v.version, v.content
      from customer_view v
      left join unit u using (unit_id)
     where v.segment_id = $1 and v.view_id = any ($2) and v.version > 0
     order by v.view_id`,
    [segmentId, [first, second]])
  if (a === undefined || b === undefined) throw new Refusal('not-found', 'no-such-pair', 'Choose two views of this segment.')
  return [a, b]
}

async function storedOf (sql: Sql, viewA: string, viewB: string): Promise<Stored | undefined> {
  const { rows: [stored] } = await sql.query<Stored>(/* sql */ `
    select p.version_a as "versionA", p.version_b as "versionB", p.findings from view_pair p where p.view_a = $1 and p.view_b = $2`,
    [viewA, viewB])
  return stored
}
