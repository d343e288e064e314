import { Readable } from 'node:stream'
import { initiativesQuery, initiativesReply, loadReply, portfolioReply } from '@weft/contracts/program/initiative-api'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { headersOut } from '../../machine/route-table.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { LoadPage } from './load.page.tsx'
import { ProjectsPage } from './projects.page.tsx'

const text = z.string().max(100).optional()
/** An empty box of the form narrows nothing. */
const query = z.strictObject({ state: text, discipline: text, unit: text, owner: text, missing: text, like: text, after: z.string().regex(/^\d{1,9}$/).optional() })

/** GET /program/projects, its file, and the load of units */
export const projectsRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/projects', { config: { does: 'see-portfolio', summary: 'Projects, and how many are in the program' }, schema: { querystring: query } }, async (request, reply) => {
    const person = personIn(request)
    const asked = initiativesQuery.safeParse(Object.fromEntries(Object.entries(request.query).filter(([, value]) => value !== undefined && value.trim() !== '')))
    if (!asked.success) throw new Refusal('malformed', 'malformed', 'There is no such state or gap to narrow the list by.')
    const { after, ...filter } = asked.data
    const [list, portfolio] = await Promise.all([
      client.read(person, 'program', address('/program/initiatives', asked.data), initiativesReply), client.read(person, 'program', '/program/portfolio', portfolioReply)
    ])
    return show(request, reply, 'Projects', <ProjectsPage roles={person.roles} {...{ list, portfolio, filter }} later={after !== undefined} />)
  })

  app.get('/program/projects/load', { config: { does: 'see-portfolio', summary: 'What each unit carries at the same time' }, schema: { querystring: z.strictObject({ by: z.enum(['month', 'quarter']).default('quarter') }) } }, async (request, reply) => {
    const person = personIn(request)
    const load = await client.read(person, 'program', address('/program/portfolio/load', { by: request.query.by }), loadReply)
    return show(request, reply, 'Load of units', <LoadPage roles={person.roles} load={load} />)
  })

  app.get('/program/projects/projects.csv', { config: { does: 'see-portfolio', summary: 'All projects with their decisions, as a file', gives: 'text/csv', audit: { action: 'take-projects' } } }, async (request, reply) => {
    const leaving = new AbortController()
    reply.raw.once('close', () => { leaving.abort() })
    const response = await client.open(personIn(request), { service: 'program', method: 'GET', path: '/program/portfolio/projects.csv', signal: leaving.signal })
    return reply.headers(headersOut(response.headers)).send(Readable.fromWeb(response.body as never))
  })
}
