import { disciplineId } from '@weft/contracts/program/discipline-api'
import { promptId, winRateReply, winsReply } from '@weft/contracts/program/win-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { headersOut } from '../../machine/route-table.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { QuickWinsPage } from './quick-wins.page.tsx'

const any = z.literal('').transform(() => undefined)
const querystring = z.strictObject({
  prompt: z.union([promptId, any]).optional(), discipline: z.union([disciplineId, any]).optional(), featured: z.enum(['', 'yes']).default(''),
  after: z.string().max(60).optional(), done: z.string().max(20).optional()
})

/** GET /program/quick-wins and /program/quick-wins.csv */
export const quickWinsRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/quick-wins', { config: { does: 'see-program', summary: 'Quick wins, newest first' }, schema: { querystring } }, async (request, reply) => {
    const [person, { prompt, discipline, featured, after, done = null }] = [personIn(request), request.query]
    const [list, rate] = await Promise.all([
      client.read(person, 'program', address('/program/quick-wins', { prompt, discipline, after, featured: featured === 'yes' ? 'yes' : undefined }), winsReply),
      client.read(person, 'program', '/program/quick-wins/rate', winRateReply)
    ])
    return show(request, reply, 'Quick wins', <QuickWinsPage {...list} {...{ roles: person.roles, rate, prompt, discipline, featured: featured === 'yes', later: after !== undefined, done }} />)
  })

  app.get('/program/quick-wins.csv', { config: { does: 'see-portfolio', summary: 'The quick wins as a CSV file', gives: 'text/csv', audit: { action: 'take-quick-wins' } } }, async (request, reply) => {
    const leaving = new AbortController()
    reply.raw.once('close', () => { leaving.abort() })
    const response = await client.open(personIn(request), { service: 'program', method: 'GET', path: '/program/quick-wins.csv', signal: leaving.signal })
    return reply.headers(headersOut(response.headers)).send(Readable.fromWeb(response.body as never))
  })
}
