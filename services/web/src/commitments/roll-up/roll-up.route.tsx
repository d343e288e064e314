import { rollUpReply, type RollUpReply } from '@weft/contracts/commitments/rollup-api'
import { day, sourceId } from '@weft/contracts/vocabulary'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { linesOf } from './csv.ts'
import { RollUpPage } from './roll-up.page.tsx'

const place = { quarter: day.optional(), under: sourceId.optional() }
/** Pages of units that a file holds at most: 10,000 units. */
const MOST_PAGES = 100

/** GET /commitments/roll-up and its file. */
export const rollUpRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/roll-up', { config: { does: 'see-roll-up', summary: 'How units kept their commitments in a quarter' }, schema: { querystring: z.strictObject({ ...place, after: z.string().max(64).optional() }) } }, async (request, reply) => {
    const found = await client.read(personIn(request), 'commitments', address('/commitments/roll-up', request.query), rollUpReply)
    return show(request, reply, 'Roll-up of commitments', <RollUpPage roles={personIn(request).roles} reply={found} />)
  })

  app.get('/commitments/roll-up.csv', { config: { does: 'see-roll-up', summary: 'What the roll-up of commitments shows, as a CSV file', gives: 'text/csv', audit: { action: 'take-roll-up' } }, schema: { querystring: z.strictObject(place) } }, async (request, reply) => {
    const pages: RollUpReply[] = []
    for (let after: string | undefined = ''; after !== undefined && pages.length < MOST_PAGES;) {
      const page: RollUpReply = await client.read(personIn(request), 'commitments', address('/commitments/roll-up', { ...request.query, ...after !== '' && { after } }), rollUpReply)
      pages.push(page)
      after = page.next ?? undefined
    }
    return reply.headers({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="commitments-roll-up.csv"' }).send(linesOf(pages))
  })
}
