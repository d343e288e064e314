import { receiptsReply } from '@weft/contracts/commitments/receipt-api'
import { sourceId } from '@weft/contracts/vocabulary'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { ReceiptsPage } from './receipts.page.tsx'

/** GET /commitments/receipts */
export const receiptsRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/receipts', { config: { does: 'take-part', summary: 'What followed where a unit was lowest' }, schema: { querystring: z.strictObject({ unit: sourceId.optional() }) } }, async (request, reply) => {
    const person = personIn(request)
    const receipts = await client.read(person, 'commitments', address('/commitments/receipts', request.query), receiptsReply)
    return show(request, reply, 'What followed', <ReceiptsPage roles={person.roles} receipts={receipts} />)
  })
}
