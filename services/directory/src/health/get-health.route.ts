import { healthCheck, healthListReply, healthReply, type HealthCheck } from '@weft/contracts/directory/api'
import { inTransaction } from '@weft/service-kit/database'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { checks, countsNow, foundAfter } from './health.store.ts'

const PAGE = 100
const DAY_MS = 86_400_000
type Last = { runId: string, number: number, at: Date, before: Record<HealthCheck, number> | null, baseVersion: number }

/** GET /organisation/health, and who or what one check finds. Only of people and units, never of answers. */
export const getHealthRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/organisation/health', {
    config: { action: 'read-organisation', summary: 'How good the data of people and units is' }, schema: { response: { 200: healthReply } }
  }, () => inTransaction(pool, async tx => {
    const counts = await countsNow(tx)
    const { rows: [size] } = await tx.query<{ version: number | null, people: number, units: number }>(/* sql */ `
      select (select max(o.version) from organisation_version o) as version,
             (select count(*) from person_version p where p.until_version is null) as people,
             (select count(*) from unit_version u where u.until_version is null) as units`)
    const { rows: [last] } = await tx.query<Last>(/* sql */ `
      select r.run_id as "runId", r.number, r.applied_at as at, r.health_before as before, (r.preview ->> 'baseVersion')::integer as "baseVersion"
        from import_run r
       where r.state = 'applied'
       order by r.applied_at desc
       limit 1`)
    // Before the first import there was nothing to be good or bad.
    const before = last !== undefined && last.baseVersion > 0 ? last.before : null
    return {
      version: size?.version ?? null, people: size?.people ?? 0, units: size?.units ?? 0,
      lastImport: last === undefined ? null : { runId: last.runId, number: last.number, at: last.at.toISOString(), daysAgo: Math.max(0, Math.floor((now().getTime() - last.at.getTime()) / DAY_MS)) },
      checks: checks.map(check => ({ check, count: counts[check], before: before?.[check] ?? null }))
    }
  }))

  app.get('/organisation/health/:check', {
    config: { action: 'read-people', summary: 'Who or what one check of the data finds' },
    schema: { params: z.object({ check: healthCheck }), querystring: z.strictObject({ after: z.string().max(64).optional() }), response: { 200: healthListReply } }
  }, async ({ params: { check }, query: { after } }) => {
    const rows = await foundAfter(pool, check, after ?? '', PAGE + 1)
    const found = rows.slice(0, PAGE)
    return { check, found, next: rows.length > PAGE ? found.at(-1)?.id ?? null : null }
  })
}
