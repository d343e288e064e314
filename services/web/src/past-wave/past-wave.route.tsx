import { pastWaveReply } from '@weft/contracts/survey/api'
import type { FastifyPluginAsync } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs } from '../auditing.ts'
import type { Deps } from '../deps.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { filesOf, MOST_UPLOAD_BYTES, passThrough, refused } from '../upload.ts'
import { PastWavePage, type PastWaveOutcome } from './past-wave.page.tsx'

const does = 'import-past-wave'

/** GET /past-waves/new */
export const newPastWaveRoute = (): FastifyPluginAsync => async app => {
  app.get('/past-waves/new', { config: { does, summary: 'The form to bring in a past wave' } }, async (request, reply) => show(request, reply, 'Bring in a past wave', <PastWavePage outcome={null} />))
}

/** POST /past-waves: both files travel through to survey. With ?check=true it only says what it would do. */
export const importPastWaveRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  passThrough(app, /^multipart\/form-data/)
  app.post('/past-waves', { config: { does, summary: 'Brings in a past wave', takes: { mapping: 'application/json', answers: 'text/csv' }, audit: { action: 'import-past-wave' } }, bodyLimit: MOST_UPLOAD_BYTES, schema: { querystring: z.strictObject({ check: z.literal('true').optional() }) } }, async (request, reply) => {
    const path = request.query.check === 'true' ? '/past-waves?check=true' : '/past-waves'
    const { outcome, status } = await client.upload(personIn(request), 'survey', path, filesOf(request), pastWaveReply)
      .then(effect => ({ outcome: { kind: 'read', reply: effect } satisfies PastWaveOutcome, status: 200 }))
      .catch(refused)
    if (outcome.kind === 'refused') endedAs(request, outcome.code)
    else if (request.query.check === 'true') endedAs(request, 'checked-only')
    return show(request, reply, 'Bring in a past wave', <PastWavePage outcome={outcome} />, status)
  })
}
