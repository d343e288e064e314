import { viewsReply, type ViewHead } from '@weft/contracts/program/view-api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { reachedUnits } from '../organisation/reach.store.ts'
import type { Deps } from '../deps.ts'
import { candidates } from './candidates.store.ts'
import { suggestionsFor } from './same-customers.ts'

const PAGE = 50
const query = z.strictObject({ after: z.string().max(120).default(''), like: z.string().max(100).default('') })

/** GET /program/views: those without a segment first, each with segments that may be the same customers; `like` narrows by unit or name. */
export const listViewsRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/views', { config: { action: 'read-views', summary: 'Views of departments, the unmapped first' }, schema: { querystring: query, response: { 200: viewsReply } } }, async request => {
    const subject = subjectIn(request)
    const { after, like } = request.query
    const { rows } = await pool.query<Omit<ViewHead, 'yours'> & { place: string }>(/* sql */ `
      select v.view_id as "viewId", v.unit_id as "unitId", coalesce(u.name, v.unit_id) as "unitName", v.called, v.segment_id as "segmentId", s.name as "segmentName",
             v.version, v.written_on as "writtenOn", (case when v.segment_id is null then '0' else '1' end) || v.view_id as place
        from customer_view v
        left join unit u using (unit_id)
        left join segment s using (segment_id)
       where (case when v.segment_id is null then '0' else '1' end) || v.view_id > $1
         and (strpos(lower(v.called), lower($2)) > 0 or strpos(lower(coalesce(u.name, v.unit_id)), lower($2)) > 0 or strpos(lower(coalesce(s.name, '')), lower($2)) > 0)
       order by place
       limit $3`,
      [after, like, PAGE + 1])
    const { rows: [count] } = await pool.query<{ unmapped: number }>(/* sql */ `select count(*) as unmapped from customer_view v where v.segment_id is null`)
    const reached = await reachedUnits(pool, subject)
    const known = rows.some(({ segmentId }) => segmentId === null) ? await candidates(pool) : []
    const views = rows.slice(0, PAGE).map(view => ({
      ...view, yours: reached === 'all' || reached.has(view.unitId), maybe: view.segmentId === null ? suggestionsFor(view.called, known) : []
    }))
    return { views, unmapped: count?.unmapped ?? 0, next: rows.length > PAGE ? rows[PAGE - 1]?.place ?? null : null }
  })
}
