import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyPluginAsync } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { Refusal } from './refusal.ts'

const MOST_LAG_MS = 1_000

/** GET /health/live and /health/ready. Ready means: the own database answers within a second and the event loop keeps up. Nobody else is asked. */
export const healthRoutes = (pool: pg.Pool, stalledFor: () => number): FastifyPluginAsync => async app => {
  const lag = monitorEventLoopDelay({ resolution: 20 })
  lag.enable()
  app.addHook('onClose', async () => { lag.disable() })

  app.get('/health/live', { config: { open: true, summary: 'Whether the process is there' }, schema: { response: { 200: z.object({ live: z.boolean() }) } } }, async () => ({ live: true }))
  app.get('/health/ready', {
    config: { open: true, summary: 'Whether it can do its work' },
    schema: { response: { 200: z.object({ ready: z.boolean(), stalledForMs: z.number().describe('how long events have been held up') }) } }
  }, async () => {
    const lagMs = lag.percentile(99) / 1e6
    lag.reset()
    if (lagMs > MOST_LAG_MS) throw new Refusal('unavailable', 'busy', 'The event loop is behind.')
    const question: pg.QueryConfig & { query_timeout: number } = { text: 'select 1', query_timeout: 1_000 }
    await pool.query(question).catch(() => {
      throw new Refusal('unavailable', 'no-database', 'The database does not answer.')
    })
    return { ready: true, stalledForMs: stalledFor() }
  })
}
