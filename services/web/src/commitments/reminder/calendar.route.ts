import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { door } from '../../who-is.ts'

/** GET /calendar/:file: a person's days, for a calendar program that has the address and nothing else. */
export const calendarRoute = ({ client }: Pick<Deps, 'client'>): FastifyPluginAsyncZod => async app => {
  app.get('/calendar/:file', {
    config: { open: true, summary: 'The days behind a calendar address' },
    schema: { params: z.object({ file: z.string().regex(/^[A-Za-z0-9_-]{43}\.ics$/) }) }
  }, async (request, reply) => {
    const answer = await client.open(door, { service: 'commitments', method: 'GET', path: `/commitments/feeds/${request.params.file.slice(0, -4)}`, within: 10_000 })
    return reply.type('text/calendar; charset=utf-8').header('cache-control', 'private, max-age=900').send(await answer.text())
  })
}
