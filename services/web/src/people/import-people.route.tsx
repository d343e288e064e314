import { importReply, organisationReply } from '@weft/contracts/directory/api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../deps.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { cappedBody, MOST_UPLOAD_BYTES, passThrough } from '../upload.ts'
import { PeoplePage, type Outcome } from './people.page.tsx'

const UPLOAD_MS = 300_000

/** POST /people/imports: the two files travel through to the directory; the page says what they changed, or what is wrong with them. */
export const importPeopleRoute = ({ client }: Deps): FastifyPluginAsync => async app => {
  passThrough(app, /^multipart\/form-data/)
  app.post('/people/imports', { config: { does: 'import-people' }, bodyLimit: MOST_UPLOAD_BYTES }, async (request, reply) => {
    const person = personIn(request)
    const headers = { 'content-type': request.headers['content-type'] ?? '' }
    const { outcome, status } = await client.open(person, { service: 'directory', method: 'POST', path: '/organisation/imports', headers, body: cappedBody(request, MOST_UPLOAD_BYTES), within: UPLOAD_MS })
      .then(async response => ({ outcome: { kind: 'applied', reply: importReply.parse(await response.json()) } satisfies Outcome, status: 200 }))
      .catch((error: unknown) => refused(error))
    const organisation = await client.read(person, 'directory', '/organisation', organisationReply)
    return show(request, reply, outcome.kind === 'applied' ? 'Imported' : 'Nothing was imported', <PeoplePage organisation={organisation} outcome={outcome} />, status)
  })
}

function refused (error: unknown): { outcome: Outcome, status: number } {
  if (!(error instanceof Refusal)) throw error
  const { kind, code, message, problems } = error
  return { outcome: { kind: 'refused', code, sentence: message, problems }, status: statusOf[kind] }
}
