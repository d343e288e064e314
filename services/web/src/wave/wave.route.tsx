import { participationReply } from '@weft/contracts/participation/api'
import { scoringReply } from '@weft/contracts/scoring/api'
import { waveReply } from '@weft/contracts/survey/api'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../access/may.ts'
import type { Deps } from '../deps.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { WavePage } from './wave.page.tsx'

const query = z.strictObject({ done: z.enum(['planned', 'launched', 'closed', 'reminded', 'asked-again']).optional() })

/** GET /waves/:waveId */
export const waveRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/waves/:waveId', { config: { does: 'see-waves', summary: 'One wave' }, schema: { params: z.object({ waveId: z.uuid() }), querystring: query } }, async (request, reply) => {
    const person = personIn(request)
    const { waveId } = request.params
    const runs = may(person.roles, 'run-waves')
    const [wave, participation, scoring] = await Promise.all([
      client.read(person, 'survey', `/waves/${waveId}`, waveReply),
      runs ? orNull(client.read(person, 'participation', `/waves/${waveId}/participation`, participationReply)) : null,
      orNull(client.read(person, 'scoring', `/waves/${waveId}/scoring`, scoringReply))
    ])
    return show(request, reply, wave.title, <WavePage {...{ wave, participation, scoring, runs }} done={request.query.done ?? null} />)
  })
}

/** A service that has not heard of the wave yet, or is away for a moment, leaves its part of the page out. */
const orNull = <T, >(reading: Promise<T>): Promise<T | null> => reading.catch((error: unknown) => {
  if (error instanceof Refusal && ['not-found', 'unavailable', 'forbidden'].includes(error.kind)) return null
  throw error
})
