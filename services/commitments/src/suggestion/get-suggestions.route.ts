import { suggestionsReply } from '@weft/contracts/commitments/suggestion-api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { pathOf, whoIs } from '../organisation/who.store.ts'
import { lowestOf, practicesAlong, prioritiesInForce } from './suggestion.store.ts'

const MOST_PRACTICES = 20

/** GET /commitments/suggestions: where to begin, for the caller. Nothing of it has to be taken. */
export const getSuggestionsRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/suggestions', { config: { action: 'keep-commitments', summary: 'Where the caller could begin: the unit\'s lowest disciplines, its practices, the priorities' }, schema: { response: { 200: suggestionsReply } } }, async request => {
    const { personId, unitId } = await whoIs(pool, subjectIn(request).subject)
    return actingAs(pool, personId, async tx => {
      const path = await pathOf(tx, unitId) ?? [unitId]
      const lowest = await lowestOf(tx, path)
      const practices = await practicesAlong(tx, path, lowest?.disciplines.map(({ discipline }) => discipline) ?? [], MOST_PRACTICES)
      return { lowest, practices, priorities: await prioritiesInForce(tx) }
    })
  })
}
