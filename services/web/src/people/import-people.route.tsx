import { importReply, organisationReply } from '@weft/contracts/directory/api'
import type { FastifyPluginAsync } from 'fastify'
import { endedAs } from '../auditing.ts'
import type { Deps } from '../deps.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { filesOf, MOST_UPLOAD_BYTES, passThrough, refused } from '../upload.ts'
import { PeoplePage, type Outcome } from './people.page.tsx'

/** POST /people/imports: the two files travel through to the directory; the page says what they changed, or what is wrong with them. */
export const importPeopleRoute = ({ client }: Deps): FastifyPluginAsync => async app => {
  passThrough(app, /^multipart\/form-data/)
  app.post('/people/imports', { config: { does: 'import-people', summary: 'Replaces units and people by two CSV files', takes: { units: 'text/csv', people: 'text/csv' }, audit: { action: 'import-people' } }, bodyLimit: MOST_UPLOAD_BYTES }, async (request, reply) => {
    const person = personIn(request)
    const { outcome, status } = await client.upload(person, 'directory', '/organisation/imports', filesOf(request), importReply)
      .then(effect => ({ outcome: { kind: 'applied', reply: effect } satisfies Outcome, status: 200 }))
      .catch(refused)
    if (outcome.kind === 'refused') endedAs(request, outcome.code)
    const organisation = await client.read(person, 'directory', '/organisation', organisationReply)
    return show(request, reply, outcome.kind === 'applied' ? 'Imported' : 'Nothing was imported', <PeoplePage organisation={organisation} outcome={outcome} demonstration={request.demonstration} />, status)
  })
}
