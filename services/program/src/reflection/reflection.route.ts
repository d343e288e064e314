import { reflectionDone, reflectionRequest, reflectionsReply, sharingRequest, type OwnReflection } from '@weft/contracts/program/reflection-api'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import { seesNames } from '../attendance/coverage.ts'
import type { Deps } from '../deps.ts'
import { findWho, whoIs } from '../organisation/who.store.ts'
import { nextVersion } from '../start/versions.ts'
import { checkAnswers, sameAnswers } from './reflection.ts'
import { insertReflection, insertWords, lockAuthor, ownReflections, readShared, share, sharedReflections } from './reflection.store.ts'

const MOST_SHARED = 20
const MOST_OWN = 20
const params = z.object({ reflectionId: z.uuid() })

/** GET /program/reflections: the own, and what others share. */
export const reflectionRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/reflections', {
    config: { action: 'take-part-in-start', summary: 'The caller’s own reflections, and those that others share' },
    schema: { querystring: z.strictObject({ after: z.uuid().optional() }), response: { 200: reflectionsReply } }
  }, async request => {
    const subject = subjectIn(request)
    return actingAs(pool, subject, async tx => {
      const rank = (await findWho(tx, subject.subject))?.rank
      const own = await ownReflections(tx, subject.subject)
      if (!seesNames(subject, rank)) return { writes: false, own, shared: null, next: null }
      await readShared(tx)
      const found = await sharedReflections(tx, subject.subject, request.query.after ?? null, MOST_SHARED + 1)
      const shared = found.slice(0, MOST_SHARED)
      return { writes: rank === 'leader', own, shared, next: found.length > MOST_SHARED ? shared.at(-1)?.reflectionId ?? null : null }
    })
  })
}

/** POST /program/reflections, …/:reflectionId and …/:reflectionId/sharing by leaders, each for themself: private until a version is shared. */
export const writeReflectionRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/reflections', {
    config: { action: 'take-part-in-start', summary: 'Begins a reflection of the caller’s own' },
    schema: { body: reflectionRequest, response: { 201: reflectionDone } }
  }, async (request, reply) => {
    const { answers } = request.body
    checkAnswers(answers)
    const done = await asLeader(pool, subjectIn(request), async (tx, subject, own) => {
      // The same words twice are one reflection: a form sent twice.
      const again = own.find(one => sameAnswers(one.answers, answers))
      if (again !== undefined) return { reflectionId: again.reflectionId, version: again.version }
      if (own.length >= MOST_OWN) throw new Refusal('conflict', 'too-many-reflections', `Nobody keeps more than ${MOST_OWN} reflections. Go on with one of them.`)
      const reflectionId = newId()
      await insertReflection(tx, { reflectionId, subject, at: now() })
      await insertWords(tx, { reflectionId, version: 1, answers, at: now() })
      return { reflectionId, version: 1 }
    })
    return reply.code(201).send(done)
  })

  app.post('/program/reflections/:reflectionId', {
    config: { action: 'take-part-in-start', summary: 'Writes a new version of the caller’s own reflection' },
    schema: { params, body: reflectionRequest, response: { 200: reflectionDone } }
  }, async request => {
    const { params: { reflectionId }, body: { version: seen, answers } } = request
    checkAnswers(answers)
    return asLeader(pool, subjectIn(request), async (tx, _subject, own) => {
      const latest = among(own, reflectionId)
      const version = nextVersion({ version: latest.version, same: sameAnswers(latest.answers, answers) }, seen)
      if (version !== latest.version) await insertWords(tx, { reflectionId, version, answers, at: now() })
      return { reflectionId, version }
    })
  })

  app.post('/program/reflections/:reflectionId/sharing', {
    config: { action: 'take-part-in-start', summary: 'Shares a version of the caller’s own reflection, or takes it back' },
    schema: { params, body: sharingRequest, response: { 200: reflectionDone } }
  }, async request => {
    const { params: { reflectionId }, body: { version } } = request
    return asLeader(pool, subjectIn(request), async (tx, _subject, own) => {
      const latest = among(own, reflectionId)
      if (version !== null && version !== latest.version) throw new Refusal('conflict', 'changed-meanwhile', 'You have written on since. Read it again, then share it.')
      await share(tx, reflectionId, version)
      return { reflectionId, version: latest.version }
    })
  })
}

function among (own: readonly OwnReflection[], reflectionId: string): OwnReflection {
  const found = own.find(one => one.reflectionId === reflectionId)
  if (found === undefined) throw new Refusal('not-found', 'no-such-reflection', 'You have no such reflection.')
  return found
}

/** As the leader who asks, alone with their own reflections. */
const asLeader = <T>(pool: Deps['pool'], { subject }: { subject: string }, work: (tx: Sql, subject: string, own: OwnReflection[]) => Promise<T>): Promise<T> =>
  actingAs(pool, { subject }, async tx => {
    if ((await whoIs(tx, subject)).rank !== 'leader') throw new Refusal('forbidden', 'leaders-only', 'These six questions are for leaders. Your own commitments are on your own page.')
    await lockAuthor(tx, subject)
    return work(tx, subject, await ownReflections(tx, subject))
  })
