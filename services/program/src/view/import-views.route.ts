import { viewsImportReply, viewsImportRequest, type ViewContent, type ViewsImportRequest } from '@weft/contracts/program/view-api'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal, type Problem } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { COMPARE_VIEWS } from '../conflict/compare.store.ts'
import type { Deps } from '../deps.ts'
import { reachedUnits } from '../organisation/reach.store.ts'
import type { Acting } from '../segment/acting.ts'
import { lockSegments } from '../segment/segment.store.ts'
import { isSame, tidied } from './view.ts'
import { insertView, noteMapping, writeVersion, type ViewRow } from './view.store.ts'

type Asked = { unitId: string, segmentId: string | null, called: string, content: ViewContent }
type Reading = { asked: Asked[], problems: Problem[] }

/** POST /program/views/imports: whole or not at all. Comparing is left to the job: a thousand views are more than a caller waits for. */
export const importViewsRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/views/imports', { config: { action: 'write-views', summary: 'Many views at once, whole or not at all' }, schema: { body: viewsImportRequest, response: { 201: viewsImportReply } } }, async (request, reply) => {
    const subject = subjectIn(request)
    const reached = await reachedUnits(pool, subject)
    const result = await inTransaction(pool, async tx => {
      const { asked, problems } = await read(tx, request.body.views, unitId => reached === 'all' || reached.has(unitId))
      if (problems.length > 0) throw new Refusal('invalid', 'views-not-accepted', `${problems.length} of ${request.body.views.length} views cannot be taken. Nothing was stored.`, problems)
      await lockSegments(tx, asked.map(({ segmentId }) => segmentId))
      let written = 0
      for (const one of asked) if (await write(tx, one, { subject: subject.subject, now: now(), newId })) written += 1
      return { written, unchanged: asked.length - written }
    })
    wake(COMPARE_VIEWS)
    return reply.code(201).send(result)
  })
}

async function read (tx: Sql, views: ViewsImportRequest['views'], isReached: (unitId: string) => boolean): Promise<Reading> {
  const { rows: segments } = await tx.query<{ segmentId: string, name: string }>(/* sql */ `select s.segment_id as "segmentId", s.name from segment s where s.state = 'active'`)
  const { rows: units } = await tx.query<{ unitId: string }>(/* sql */ `select u.unit_id as "unitId" from unit u where u.unit_id = any ($1)`, [views.map(({ unitId }) => unitId)])
  const known = new Map(segments.flatMap(({ segmentId, name }) => [[segmentId, segmentId], [name.toLowerCase(), segmentId]]))
  const there = new Set(units.map(({ unitId }) => unitId))
  const reading: Reading = { asked: [], problems: [] }
  const seen = new Set<string>()
  for (const [place, { unitId, segment, called, content }] of views.entries()) {
    const problem = (code: string, sentence: string) => { reading.problems.push({ at: `views/${place}`, code, sentence }) }
    const segmentId = segment === null ? null : known.get(segment.toLowerCase())
    const key = `${unitId} ${segmentId ?? called.toLowerCase()}`
    if (!there.has(unitId) || !isReached(unitId)) problem('no-such-unit', `${unitId} is none of the units that you write for.`)
    else if (segmentId === undefined) problem('no-such-segment', `There is no active segment “${segment}”.`)
    else if (seen.has(key)) problem('view-twice', `${unitId} has two views of the same customers here.`)
    else {
      try {
        reading.asked.push({ unitId, segmentId, called, content: tidied(content) })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        problem(error.code, error.message)
      }
    }
    seen.add(key)
  }
  return reading
}

/** The next version of the unit's view of these customers, or its first; false where it says the same already. */
async function write (tx: Sql, { unitId, segmentId, called, content }: Asked, acting: Acting): Promise<boolean> {
  const { rows: [there] } = await tx.query<ViewRow>(/* sql */ `
    select v.view_id as "viewId", v.unit_id as "unitId", v.segment_id as "segmentId", v.called, v.version, v.content, v.written_on as "writtenOn"
      from customer_view v
     where v.unit_id = $1 and v.segment_id is not distinct from $2 and ($2::uuid is not null or lower(v.called) = lower($3))
     order by v.view_id limit 1
       for update`,
    [unitId, segmentId, called])
  if (there?.content != null && there.called === called && isSame(there.content, content)) return false
  const view = there ?? { viewId: acting.newId(), unitId, segmentId, called, version: 0, content: null, writtenOn: null }
  if (there === undefined) {
    await insertView(tx, view)
    if (segmentId !== null) await noteMapping(tx, view.viewId, segmentId, 'Imported for it', acting)
  }
  await writeVersion(tx, view, { called, content }, acting)
  return true
}
