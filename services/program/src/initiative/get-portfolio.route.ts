import { portfolioReply } from '@weft/contracts/program/initiative-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { headlineOf } from './headline.ts'
import { stoodAt } from './stood.store.ts'

/** GET /program/portfolio?asOf=: how many of the projects are in the program, at the end of a day (UTC); today without one. */
export const getPortfolioRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/portfolio', {
    config: { action: 'read-portfolio-figures', summary: 'Projects in the program, of all, as of a day' },
    schema: { querystring: z.strictObject({ asOf: z.iso.date().optional() }), response: { 200: portfolioReply } }
  }, async ({ query }) => {
    const asOf = query.asOf ?? now().toISOString().slice(0, 10)
    return { asOf, ...headlineOf(await stoodAt(pool, asOf)), missing: await missingNow() }
  })

  /** Of those that can still be mended. */
  async function missingNow () {
    const { rows: [missing] } = await pool.query<{ owner: number, sponsor: number, customers: number, goal: number, any: number }>(/* sql */ `
      select count(*) filter (where g.owner) as owner, count(*) filter (where g.sponsor) as sponsor, count(*) filter (where g.customers) as customers,
             count(*) filter (where g.goal) as goal, count(*) filter (where g.owner or g.sponsor or g.customers or g.goal) as any
        from initiative i,
             lateral (select i.owner is null and i.owner_id is null as owner, i.sponsor is null and i.sponsor_id is null as sponsor,
                             i.customers is null and i.segments = '{}' as customers, i.goal is null as goal) as g
       where i.state in ('undecided', 'kept', 'adopted')`)
    return missing ?? { owner: 0, sponsor: 0, customers: 0, goal: 0, any: 0 }
  }
}
