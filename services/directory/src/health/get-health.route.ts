import { healthCheck, healthListReply, healthReply, type HealthCheck } from '@weft/contracts/directory/api'
import { inTransaction } from '@weft/service-kit/database'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { stateNow } from '../organisation/apply-organisation.store.ts'
import { latestVersion } from '../organisation/organisation.store.ts'
import { countsOf } from './checks.ts'
import { healthNow } from './health.store.ts'

const PAGE = 100
const DAY_MS = 86_400_000
type Last = { runId: string, number: number, at: Date, before: Record<HealthCheck, number> | null, baseVersion: number }

/** GET /organisation/health, and who or what one check finds. Only of people and units, never of answers. */
export const getHealthRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/organisation/health', {
    config: { action: 'read-organisation', summary: 'How good the data of people and units is' }, schema: { response: { 200: healthReply } }
  }, () => inTransaction(pool, async tx => {
    const state = await stateNow(tx)
    const counts = countsOf(await healthNow(tx, state))
    const { rows: [last] } = await tx.query<Last>(/* sql */ `
      select r.run_id as "runId", r.number, r.applied_at as at, r.health_before as before, (r.preview ->> 'baseVersion')::integer as "baseVersion"
        from import_run r
       where r.state = 'applied'
       order by r.applied_at desc
       limit 1`)
    // Before the first import there was nothing to be good or bad.
    const before = last !== undefined && last.baseVersion > 0 ? last.before : null
    return {
      version: (await latestVersion(tx))?.version ?? null, people: state.people.size, units: state.units.size,
      lastImport: last === undefined ? null : { runId: last.runId, number: last.number, at: last.at.toISOString(), daysAgo: Math.max(0, Math.floor((now().getTime() - last.at.getTime()) / DAY_MS)) },
      checks: healthCheck.options.map(check => ({ check, count: counts[check], before: before?.[check] ?? null }))
    }
  }))

  app.get('/organisation/health/:check', {
    config: { action: 'read-people', summary: 'Who or what one check of the data finds' },
    schema: { params: z.object({ check: healthCheck }), querystring: z.strictObject({ after: z.string().max(64).optional() }), response: { 200: healthListReply } }
  }, async ({ params: { check }, query: { after } }) => {
    const rows = (await healthNow(pool))[check].filter(({ id }) => after === undefined || id > after).sort((a, b) => a.id < b.id ? -1 : 1)
    const found = rows.slice(0, PAGE)
    return { check, found, next: rows.length > PAGE ? found.at(-1)?.id ?? null : null }
  })
}
