import { disciplineId } from '@weft/contracts/program/discipline-api'
import { meReply } from '@weft/contracts/program/organisation-api'
import { practicesReply, practiceState, startingLibraryReply } from '@weft/contracts/program/practice-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Readable } from 'node:stream'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { headersOut } from '../../machine/route-table.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { PracticesPage } from './practices.page.tsx'

const query = z.strictObject({
  discipline: z.union([disciplineId, z.literal('').transform(() => undefined)]).optional(), own: z.enum(['', 'yes']).default(''), state: practiceState.default('accepted'),
  after: z.uuid().optional(), done: z.enum(['proposed', 'accepted', 'loaded']).optional()
})

/** GET /program/practices and /program/practices.csv, POST /program/practices/starting-library */
export const practicesRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/practices', { config: { does: 'see-program', summary: 'The practices of the program' }, schema: { querystring: query } }, async (request, reply) => {
    const person = personIn(request)
    const { discipline, own, state, after, done = null } = request.query
    const { place } = await client.read(person, 'program', '/program/me', meReply)
    const onlyOwn = own === 'yes' && place !== null
    const list = await client.read(person, 'program', address('/program/practices', { state, discipline, after, unit: onlyOwn ? place.unitId : undefined }), practicesReply)
    return show(request, reply, 'Practices', <PracticesPage {...list} {...{ roles: person.roles, discipline, state, onlyOwn, done, unitName: place?.unitName ?? null, later: after !== undefined }} />)
  })

  app.get('/program/practices.csv', { config: { does: 'see-portfolio', summary: 'The practices as a CSV file', gives: 'text/csv', audit: { action: 'take-practices' } } }, async (request, reply) => {
    const leaving = new AbortController()
    reply.raw.once('close', () => { leaving.abort() })
    const response = await client.open(personIn(request), { service: 'program', method: 'GET', path: '/program/practices.csv', signal: leaving.signal })
    return reply.headers(headersOut(response.headers)).send(Readable.fromWeb(response.body as never))
  })

  app.post('/program/practices/starting-library', { config: { does: 'run-program', summary: 'Loads the starting library', audit: { action: 'load-practices' } } }, async (request, reply) => {
    await client.command(personIn(request), 'program', '/program/practices/starting-library', undefined, startingLibraryReply)
    return reply.redirect('/program/practices?done=loaded', 303)
  })
}
