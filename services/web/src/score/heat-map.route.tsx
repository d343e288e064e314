import { heatMapReply, releasesReply } from '@weft/contracts/reporting/api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../access/may.ts'
import type { Deps } from '../deps.ts'
import { address } from '../frame/words.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { HeatMapPage, NoReleasePage } from './heat-map.page.tsx'

const id = z.string().min(1).max(64).optional()
const query = z.strictObject({ release: z.uuid().optional(), under: id, after: id, sort: id, show: z.enum(['difference', 'score']).default('difference') })

/** GET /heat-map: the newest release, or the one asked for. */
export const heatMapRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/heat-map', { config: { does: 'see-own-units', summary: 'The heat map of a release' }, schema: { querystring: query } }, async (request, reply) => {
    const person = personIn(request)
    const { release, under, after, sort, show: showing } = request.query
    const { releases, next } = await client.read(person, 'reporting', '/releases', releasesReply)
    const releaseId = release ?? releases[0]?.releaseId
    if (releaseId === undefined) return show(request, reply, 'Heat map', <NoReleasePage runs={may(person.roles, 'run-waves')} />)

    const asked = under ?? (may(person.roles, 'see-scores') ? undefined : person.scopes[0])
    const map = await client.read(person, 'reporting', address(`/releases/${releaseId}/heat-map`, { under: asked, after, sort }), heatMapReply)
    return show(request, reply, `Heat map of ${map.top.name}`, <HeatMapPage {...{ map, releases, showing, after }} scopes={may(person.roles, 'see-scores') ? null : person.scopes} older={next !== null} sort={sort ?? 'name'} />)
  })
}
