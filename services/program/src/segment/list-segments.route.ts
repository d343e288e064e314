import { segmentsReply } from '@weft/contracts/program/segment-api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may, seesViews } from '../access/may.ts'
import type { Deps } from '../deps.ts'
import { segmentsOf, wholeOf } from './registry.store.ts'

const PAGE = 200
const query = z.strictObject({ like: z.string().max(100).default(''), state: z.enum(['active', 'ended']).default('active'), after: z.string().max(240).optional() })

/** GET /program/segments: the registry by name, with stored figures; nothing is compared here. `after`: the last name of the page before. */
export const listSegmentsRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/segments', { config: { action: 'read-segments', summary: 'Segments of customers' }, schema: { querystring: query, response: { 200: segmentsReply } } }, async request => {
    const { like, state, after } = request.query
    const subject = subjectIn(request)
    const sees = seesViews(subject)
    const rows = await segmentsOf(pool, { like, state, after: placeOf(after), most: PAGE + 1 })
    const last = rows[PAGE - 1]
    return {
      segments: rows.slice(0, PAGE).map(({ voiceId, voiceName, views, contradictions, openConflicts, byOne, compared, ...segment }) => ({
        ...segment, voice: voiceId === null ? null : { personId: voiceId, name: voiceName },
        counts: sees ? { views, contradictions, openConflicts, byOne, compared } : null
      })),
      next: rows.length > PAGE && last !== undefined ? `${last.segmentId}${last.name}` : null,
      whole: sees ? await wholeOf(pool) : null,
      mayRegister: may(subject, 'register-segments')
    }
  })
}

const UUID = 36
const placeOf = (after: string | undefined) => after === undefined || !z.uuid().safeParse(after.slice(0, UUID)).success ? { name: '', id: null } : { name: after.slice(UUID), id: after.slice(0, UUID) }
