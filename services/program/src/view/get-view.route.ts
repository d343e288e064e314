import { viewReply, type ViewContent } from '@weft/contracts/program/view-api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { leads } from '../access/may.ts'
import type { Deps } from '../deps.ts'
import { namesOf, pathOf } from '../organisation/who.store.ts'
import { mustSee } from '../segment/voice.store.ts'
import { noSuchView } from './view.store.ts'

type Row = { viewId: string, unitId: string, unitName: string, called: string, segmentId: string | null, segmentName: string | null, voiceId: string | null, version: number, writtenOn: string | null, content: ViewContent | null }
type Version = { version: number, called: string, content: ViewContent, writtenOn: string, by: string }
type Mapping = { segmentName: string | null, on: string, by: string, why: string }

/** GET /program/views/:viewId: a view with its history, and the caller's own draft of it. */
export const getViewRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/views/:viewId', { config: { action: 'read-segments', summary: 'A department\'s view with its history' }, schema: { params: z.object({ viewId: z.uuid() }), response: { 200: viewReply } } }, async request => {
    const { viewId } = request.params
    const subject = subjectIn(request)
    const { rows: [row] } = await pool.query<Row>(/* sql */ `
      select v.view_id as "viewId", v.unit_id as "unitId", coalesce(u.name, v.unit_id) as "unitName", v.called, v.segment_id as "segmentId", s.name as "segmentName",
             s.voice_id as "voiceId", v.version, v.written_on as "writtenOn", v.content
        from customer_view v
        left join unit u using (unit_id)
        left join segment s using (segment_id)
       where v.view_id = $1`,
      [viewId])
    await mustSee(pool, subject, row?.voiceId ?? null)
    if (row === undefined) throw noSuchView()
    const { rows: versions } = await pool.query<Version>(/* sql */ `
      select n.version, n.called, n.content, (n.written_at at time zone 'utc')::date as "writtenOn", n.written_by as by
        from customer_view_version n where n.view_id = $1 order by n.version desc limit 50`,
      [viewId])
    const { rows: mappings } = await pool.query<Mapping>(/* sql */ `
      select s.name as "segmentName", (m.mapped_at at time zone 'utc')::date as on, m.mapped_by as by, m.why
        from customer_view_mapping m left join segment s using (segment_id) where m.view_id = $1 order by m.mapping_id desc limit 50`,
      [viewId])
    const { rows: [draft] } = await pool.query<{ baseVersion: number, called: string, content: ViewContent }>(/* sql */ `
      select d.base_version as "baseVersion", d.called, d.content from customer_view_draft d where d.view_id = $1 and d.subject = $2`, // guard: drafts are the writer's
      [viewId, subject.subject])
    const names = await namesOf(pool, [...versions, ...mappings].map(({ by }) => by))
    const path = await pathOf(pool, row.unitId)
    const named = <T extends { by: string }>(one: T) => ({ ...one, by: names.get(one.by) ?? null })
    return { ...row, yours: path !== null && leads(subject, path), draft: draft ?? null, versions: versions.map(named), mappings: mappings.map(named) }
  })
}
