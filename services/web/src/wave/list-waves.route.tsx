import { wavesReply } from '@weft/contracts/survey/api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../access/may.ts'
import type { Deps } from '../deps.ts'
import { address } from '../frame/words.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { WavesPage } from './list-waves.page.tsx'

const query = z.strictObject({ after: z.string().max(200).optional() })

/** GET /waves */
export const listWavesRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/waves', { config: { does: 'see-waves', summary: 'Waves, newest first' }, schema: { querystring: query } }, async (request, reply) => {
    const person = personIn(request)
    const { after } = request.query
    const waves = await client.read(person, 'survey', address('/waves', { after }), wavesReply)
    return show(request, reply, 'Waves', <WavesPage {...waves} runs={may(person.roles, 'run-waves')} later={after !== undefined} />)
  })
}
