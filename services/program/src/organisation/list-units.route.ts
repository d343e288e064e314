import { unitsReply } from '@weft/contracts/program/organisation-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'

const MOST = 200

/** GET /program/units: units by name, for choosing one; `like` narrows by any part of the name or the id, `after` is the last id of the page before. */
export const listUnitsRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/units', {
    config: { action: 'read-units', summary: 'Units to choose from' },
    schema: { querystring: z.strictObject({ like: z.string().max(100).default(''), after: z.string().max(64).default('') }), response: { 200: unitsReply } }
  }, async request => {
    const { like, after } = request.query
    const { rows } = await pool.query<{ unitId: string, parentId: string | null, name: string }>(/* sql */ `
      select u.unit_id as "unitId", u.parent_id as "parentId", u.name
        from unit u
       where u.unit_id > $2 and (strpos(lower(u.name), lower($1)) > 0 or strpos(lower(u.unit_id), lower($1)) > 0)
       order by u.unit_id
       limit $3`,
      [like, after, MOST + 1])
    const units = rows.slice(0, MOST)
    return { units, next: rows.length > MOST ? units.at(-1)?.unitId ?? null : null }
  })
}
