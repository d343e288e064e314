import { releasesReply, unitReply } from '@weft/contracts/reporting/api'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../access/may.ts'
import type { Deps } from '../deps.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { UnitPage } from './unit.page.tsx'

const params = z.object({ unitId: z.string().min(1).max(64) })

/** GET /units/:unitId: in the newest release, or in the one asked for. */
export const unitRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/units/:unitId', { config: { does: 'see-whole', summary: 'One unit in a release' }, schema: { params, querystring: z.strictObject({ release: z.uuid().optional() }) } }, async (request, reply) => {
    const person = personIn(request)
    const newest = async () => (await client.read(person, 'reporting', '/releases', releasesReply)).releases[0]?.releaseId
    const releaseId = request.query.release ?? await newest()
    if (releaseId === undefined) throw new Refusal('not-found', 'no-release', 'There are no scores yet.')
    const view = await client.read(person, 'reporting', `/releases/${releaseId}/units/${encodeURIComponent(request.params.unitId)}`, unitReply)
    return show(request, reply, view.unit.name, <UnitPage view={view} scopes={may(person.roles, 'see-scores') ? null : may(person.roles, 'see-own-units') ? person.scopes : []} />)
  })
}
