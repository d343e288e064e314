import { mineReply, reportsReply } from '@weft/contracts/commitments/commitment-api'
import { suggestionsReply } from '@weft/contracts/commitments/suggestion-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../../access/may.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { MyCommitmentsPage } from './my-commitments.page.tsx'
import { dones } from './words.ts'

const query = z.strictObject({ show: z.enum(['shared', 'done', 'dropped', 'split']).optional(), after: z.uuid().optional(), done: z.enum(dones).optional() })

/** GET /commitments */
export const myCommitmentsRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments', { config: { does: 'take-part', summary: 'The reader\'s own commitments' }, schema: { querystring: query } }, async (request, reply) => {
    const [person, { show: shown = 'current', after, done }] = [personIn(request), request.query]
    const wanted = shown === 'current' ? {} : shown === 'shared' ? { shared: 'yes', state: 'open' } : { state: shown }
    const mine = await client.read(person, 'commitments', address('/commitments/mine', { ...wanted, after }), mineReply)
    const suggestions = mine.place === null || shown !== 'current' ? null : await client.read(person, 'commitments', '/commitments/suggestions', suggestionsReply)
    const leads = shown === 'current' && mine.place !== null && may(person.roles, 'lead-part')
    const { reports } = leads ? await client.read(person, 'commitments', '/commitments/of', reportsReply) : { reports: [] }
    return show(request, reply, 'My commitments', <MyCommitmentsPage roles={person.roles} {...{ mine, suggestions, reports, shown }} done={done ?? null} />)
  })
}
