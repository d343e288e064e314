import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { headersOut } from '../machine/route-table.ts'
import { personIn } from '../protection.tsx'

/** GET /releases/:releaseId/scores.csv: the same file that programs get, for who is signed in. */
export const scoresFileRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/releases/:releaseId/scores.csv', { config: { does: 'see-scores', summary: 'A release as one CSV file', gives: 'text/csv', audit: { action: 'take-scores', target: 'releaseId' } }, schema: { params: z.object({ releaseId: z.uuid() }) } }, async (request, reply) => {
    const leaving = new AbortController()
    reply.raw.once('close', () => { leaving.abort() })
    const response = await client.open(personIn(request), { service: 'reporting', method: 'GET', path: `/releases/${request.params.releaseId}/scores.csv`, signal: leaving.signal })
    return reply.headers(headersOut(response.headers)).send(Readable.fromWeb(response.body as never))
  })
}
