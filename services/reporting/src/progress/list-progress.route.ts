import type { Progress } from '@weft/contracts/program/progress-events'
import { progressReply } from '@weft/contracts/reporting/api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'

const query = z.strictObject({ before: z.iso.date().optional(), limit: z.string().regex(/^[1-9]\d?$|^[123]\d\d$|^400$/).optional() })

/** GET /progress?before=&limit=: how far the program was, the latest day first. */
export const listProgressRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/progress', { config: { action: 'read-progress', summary: 'How far the program was, day by day' }, schema: { querystring: query, response: { 200: progressReply } } }, async request => {
    const { before, limit = '90' } = request.query
    const { rows } = await pool.query<{ data: Progress }>(/* sql */ `
      select p.data
        from progress p
       where $1::date is null or p.day < $1::date
       order by p.day desc
       limit $2`,
      [before ?? null, Number(limit) + 1])
    const days = rows.slice(0, Number(limit)).map(({ data }) => data)
    return { days, next: rows.length > days.length ? days.at(-1)?.day ?? null : null }
  })
}
