import { organisationReply } from '@weft/contracts/directory/api'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { PeoplePage } from './people.page.tsx'
import { samples } from './samples.ts'

/** GET /people and the sample files */
export const peopleRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/people', { config: { does: 'see-organisation', summary: 'The people page' } }, async (request, reply) => {
    const organisation = await client.read(personIn(request), 'directory', '/organisation', organisationReply)
    return show(request, reply, 'People', <PeoplePage organisation={organisation} demonstration={request.demonstration} />)
  })

  app.get('/people/samples/:file', { config: { does: 'see-organisation', summary: 'A sample file', gives: 'text/csv' }, schema: { params: z.object({ file: z.string().max(40) }) } }, async (request, reply) => {
    const { file } = request.params
    const text = Object.hasOwn(samples, file) ? samples[file] : undefined
    if (text === undefined) throw new Refusal('not-found', 'no-such-sample', 'There is no such sample.')
    return reply.headers({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${file}"` }).send(text)
  })
}
