import { loadReply } from '@weft/contracts/program/initiative-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { loadOf, periodsFrom, type Running } from './load.ts'

/** GET /program/portfolio/load: what each unit carries at the same time. */
export const getLoadRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/portfolio/load', {
    config: { action: 'read-portfolio', summary: 'How many projects run in each unit at the same time' },
    schema: { querystring: z.strictObject({ by: z.enum(['month', 'quarter']).default('quarter'), from: z.iso.date().optional() }), response: { 200: loadReply } }
  }, async ({ query: { by, from } }) => {
    const periods = periodsFrom(from ?? now().toISOString().slice(0, 10), by)
    const { rows } = await pool.query<Running>(/* sql */ `
      select i.unit_id as "unitId", coalesce(u.name, i.unit) as unit, i.budget::float8 as budget, i.budget_currency as "budgetCurrency", i.starts_on as "startsOn", i.ends_on as "endsOn"
        from initiative i
        left join unit u on u.unit_id = i.unit_id
       where i.state in ('undecided', 'kept', 'adopted')
       order by i.number`)
    return { by, periods, units: loadOf(rows, periods) }
  })
}
