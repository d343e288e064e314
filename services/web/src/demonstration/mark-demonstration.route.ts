import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { keepDemonstration } from './demonstration.store.ts'

const text = z.string().min(1).max(200)
const body = z.strictObject({ guests: z.array(z.strictObject({ signIn: text, name: text, role: text })).max(20) })

/** POST /v1/demonstration: for whoever runs the installation, before invented people come in. From then on every page and every file says so. */
export const markDemonstrationRoute = ({ pool, guests }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/demonstration', {
    config: { operatorOnly: true, summary: 'Marks this installation as a demonstration, for good', audit: { action: 'mark-demonstration' } },
    schema: { body, response: { 200: z.object({ demonstration: z.literal(true) }) } }
  }, async request => {
    await keepDemonstration(pool, request.body.guests)
    await guests(true)
    return { demonstration: true as const }
  })
}
