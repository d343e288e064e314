import type { Divergence } from '@weft/contracts/program/conflict-api'
import { segmentReply } from '@weft/contracts/program/segment-api'
import type { ViewContent } from '@weft/contracts/program/view-api'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { may } from '../access/may.ts'
import { conflictsOf, decidingOf } from '../conflict/conflict.store.ts'
import type { Deps } from '../deps.ts'
import { opportunitiesOf } from '../opportunity/opportunity.store.ts'
import { readerOf } from '../opportunity/reader.store.ts'
import { withoutSources } from '../persona/persona.ts'
import { findPersona, personasOf, sayingsOf } from '../persona/persona.store.ts'
import { findSegment, type SegmentRow } from './segment.store.ts'
import { standingOf } from './voice.store.ts'
import { countWords, wordsOf } from './word.store.ts'

const MOST = 50
type View = { viewId: string, unitId: string, unitName: string, called: string, version: number, writtenOn: string, content: ViewContent }

/** GET /program/segments/:segmentId: everything about one segment that the caller may see. */
export const getSegmentRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/segments/:segmentId', { config: { action: 'read-segments', summary: 'A segment: what is agreed, and for some how departments see it' }, schema: { params: z.object({ segmentId: z.uuid() }), response: { 200: segmentReply } } }, async request => {
    const { segmentId } = request.params
    const subject = subjectIn(request)
    const segment = await findSegment(pool, segmentId)
    const { speak, see } = await standingOf(pool, subject, segment.voiceId)
    const persona = await findPersona(pool, segmentId, null, await sayingsOf(pool, segmentId))
    const reader = await readerOf(pool, subject)
    const reaches = (unitId: string) => reader.reached === 'all' || reader.reached.has(unitId)
    return {
      segmentId, name: segment.name, description: segment.description, customers: segment.customers, state: segment.state, version: segment.version,
      voice: await voiceOf(pool, segment.voiceId), personaVersion: persona?.version ?? 0,
      may: { change: may(subject, 'register-segments'), speak, see, write: may(subject, 'write-views') && (reader.reached === 'all' || reader.reached.size > 0) },
      persona: persona === null || see ? persona : withoutSources(persona), personas: await personasOf(pool, segmentId),
      views: see ? (await viewsOf(pool, segmentId)).map(view => ({ ...view, yours: reaches(view.unitId) })) : null,
      divergence: see ? await divergenceOf(pool, segment) : null,
      conflicts: see ? await conflictsOf(pool, { segmentId, state: 'open', most: MOST }, await decidingOf(pool, subject)) : null,
      opportunities: see ? await opportunitiesOf(pool, { segmentId, most: MOST }, reader) : null,
      words: await wordsOf(pool, segmentId, { subject: subject.subject, speak, most: MOST }), wordsInAll: await countWords(pool, segmentId)
    }
  })
}

async function voiceOf (sql: Sql, voiceId: string | null): Promise<{ personId: string, name: string | null } | null> {
  if (voiceId === null) return null
  const { rows: [person] } = await sql.query<{ name: string }>(/* sql */ `select p.name from person p where p.person_id = $1`, [voiceId])
  return { personId: voiceId, name: person?.name ?? null }
}

async function viewsOf (sql: Sql, segmentId: string): Promise<View[]> {
  const { rows } = await sql.query<View>(/* sql */ `
    select v.view_id as "viewId", v.unit_id as "unitId", coalesce(u.name, v.unit_id) as "unitName", v.called, v.version, v.written_on as "writtenOn", v.content
      from customer_view v
      left join unit u using (unit_id)
     where v.segment_id = $1 and v.version > 0
     order by "unitName", v.view_id
     limit 100`,
    [segmentId])
  return rows
}

async function divergenceOf (sql: Sql, { segmentId, comparedVersion, viewsVersion }: SegmentRow): Promise<Divergence & { compared: boolean, on: string } | null> {
  const { rows: [row] } = await sql.query<{ found: Divergence, on: string }>(/* sql */ `
    select d.found, (d.computed_at at time zone 'utc')::date as on from segment_divergence d where d.segment_id = $1`,
    [segmentId])
  return row === undefined ? null : { ...row.found, on: row.on, compared: comparedVersion === viewsVersion }
}
