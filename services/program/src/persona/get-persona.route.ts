import { persona } from '@weft/contracts/program/persona-api'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { findSegment } from '../segment/segment.store.ts'
import { standingOf } from '../segment/voice.store.ts'
import { withoutSources } from './persona.ts'
import { findPersona, sayingsOf } from './persona.store.ts'

/** GET /program/segments/:segmentId/personas/:version: what was agreed then. */
export const getPersonaRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/segments/:segmentId/personas/:version', { config: { action: 'read-segments', summary: 'One version of an agreed persona' }, schema: { params: z.object({ segmentId: z.uuid(), version: z.string().regex(/^\d{1,6}$/) }), response: { 200: persona } } }, async request => {
    const { segmentId, version } = request.params
    const { voiceId } = await findSegment(pool, segmentId)
    const found = await findPersona(pool, segmentId, Number(version), await sayingsOf(pool, segmentId))
    if (found === null) throw new Refusal('not-found', 'no-such-persona', 'There is no such version of this persona.')
    return (await standingOf(pool, subjectIn(request), voiceId)).see ? found : withoutSources(found)
  })
}
