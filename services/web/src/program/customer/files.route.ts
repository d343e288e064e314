import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../../deps.ts'
import { headersOut } from '../../machine/route-table.ts'
import { personIn } from '../../protection.tsx'

const files = { segments: 'Segments as one CSV file', views: 'Views as one CSV file', conflicts: 'Contradictions as one CSV file', opportunities: 'Opportunities as one CSV file' } as const

/** GET /program/customers/files/…csv: the same files that programs get, for who is signed in. */
export const customerFilesRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  for (const [name, summary] of Object.entries(files)) {
    app.get(`/program/customers/files/${name}.csv`, { config: { does: 'see-portfolio', summary, gives: 'text/csv', audit: { action: `take-${name}` } } }, async (request, reply) => {
      const leaving = new AbortController()
      reply.raw.once('close', () => { leaving.abort() })
      const response = await client.open(personIn(request), { service: 'program', method: 'GET', path: `/program/${name}.csv`, signal: leaving.signal })
      return reply.headers(headersOut(response.headers)).send(Readable.fromWeb(response.body as never))
    })
  }
}
