import { pastWaveReply } from '@weft/contracts/survey/api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsync } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { cappedBody, MOST_UPLOAD_BYTES, passThrough } from '../upload.ts'
import { PastWavePage, type PastWaveOutcome } from './past-wave.page.tsx'

const UPLOAD_MS = 300_000
const config = { does: 'import-past-wave' } as const

/** GET /past-waves/new */
export const newPastWaveRoute = (): FastifyPluginAsync => async app => {
  app.get('/past-waves/new', { config }, async (request, reply) => show(request, reply, 'Bring in a past wave', <PastWavePage outcome={null} />))
}

/** POST /past-waves: both files travel through to survey. With ?check=true it only says what it would do. */
export const importPastWaveRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  passThrough(app, /^multipart\/form-data/)
  app.post('/past-waves', { config, bodyLimit: MOST_UPLOAD_BYTES, schema: { querystring: z.strictObject({ check: z.literal('true').optional() }) } }, async (request, reply) => {
    const path = request.query.check === 'true' ? '/past-waves?check=true' : '/past-waves'
    const headers = { 'content-type': request.headers['content-type'] ?? '' }
    const { outcome, status } = await client.open(personIn(request), { service: 'survey', method: 'POST', path, headers, body: cappedBody(request, MOST_UPLOAD_BYTES), within: UPLOAD_MS })
      .then(async response => ({ outcome: { kind: 'read', reply: pastWaveReply.parse(await response.json()) } satisfies PastWaveOutcome, status: 200 }))
      .catch((error: unknown) => refused(error))
    return show(request, reply, 'Bring in a past wave', <PastWavePage outcome={outcome} />, status)
  })
}

function refused (error: unknown): { outcome: PastWaveOutcome, status: number } {
  if (!(error instanceof Refusal)) throw error
  const { kind, code, message, problems } = error
  return { outcome: { kind: 'refused', code, sentence: message, problems }, status: statusOf[kind] }
}
