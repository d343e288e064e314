import { talkKitReply } from '@weft/contracts/commitments/talk-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { TalkKitPage } from './talk-kit.page.tsx'

/** GET /commitments/talk-kit */
export const talkKitRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/talk-kit', { config: { does: 'lead-part', summary: 'What to talk about with one\'s team, on one page to print' } }, async (request, reply) => {
    const person = personIn(request)
    const kit = await client.read(person, 'commitments', '/commitments/talk-kit', talkKitReply)
    return show(request, reply, 'Team talk', <TalkKitPage roles={person.roles} kit={kit} />)
  })
}
