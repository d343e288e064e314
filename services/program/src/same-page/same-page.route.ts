import { releaseRequest, samePageReleasedReply, samePageReply } from '@weft/contracts/program/samepage-api'
import { reaches, type Subject } from '@weft/service-kit/access'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { findEdition, lockPaper } from '../edition/edition.store.ts'
import { pathOf } from '../organisation/who.store.ts'
import { currentPriorities, prioritiesOf } from '../priority/priorities.store.ts'
import { lastRelease, release } from './release.store.ts'
import { unitNames, unitsIn, versionsWithFigures, wholeIn } from './same-page.store.ts'

const PAGE = 100
const query = z.strictObject({ version: z.coerce.number().int().positive().optional(), under: z.string().min(1).max(64).optional(), after: z.string().max(64).default('') })

/** GET /program/same-page: the whole for everybody; units for the office, analysts and auditors, a manager's own with those below for the manager. */
export const samePageRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/same-page', {
    config: { action: 'read-papers', summary: 'How far the organisation is on the same page, by group' },
    schema: { querystring: query, response: { 200: samePageReply } }
  }, async request => {
    const { version: asked, under, after } = request.query
    const [subject, current, versions] = [subjectIn(request), (await findEdition(pool, 'priorities'))?.version ?? 0, await versionsWithFigures(pool)]
    const version = asked ?? versions[0] ?? current
    const priorities = version === 0 ? [] : await prioritiesOf(pool, version)
    if (priorities === undefined) throw new Refusal('not-found', 'no-such-version', 'There is no such version of the priorities.')
    const path = under === undefined ? [] : await pathOf(pool, under) ?? []
    if (under !== undefined && !seesUnit(subject, path)) throw new Refusal('not-found', 'no-such-unit', 'There is no such unit.')
    const found = version === 0 ? undefined : await lastRelease(pool, version)
    const head = { version, current, versions, priorities: priorities.map(({ priorityId, title }) => ({ priorityId, title })) }
    if (found === undefined) return { ...head, release: null, whole: { everybody: null, leaders: null, others: null }, path: [], units: [], next: null }
    const at = { version, number: found.number }
    const where = under !== undefined ? { under } : seesAll(subject) ? { under: '' } : { units: [...subject.scopes] }
    const [whole, rows, names] = await Promise.all([wholeIn(pool, at), unitsIn(pool, at, where, after, PAGE + 1), unitNames(pool, path)])
    const units = rows.slice(0, PAGE)
    return { ...head, release: found, whole, path: path.map(unitId => ({ unitId, name: names.get(unitId) ?? unitId })), units, next: rows.length > PAGE ? units.at(-1)?.unitId ?? null : null }
  })
}

const seesAll = ({ roles }: Pick<Subject, 'roles'>) => ['program-office', 'analyst', 'auditor'].some(role => roles.includes(role))
/** Asked about a unit that is not there, everybody is told the same. */
const seesUnit = (subject: Subject, path: readonly string[]) => path.length > 0 && (seesAll(subject) || (subject.roles.includes('manager') && reaches(subject, path)))

/** POST /program/same-page/releases: counts who has answered since the last time. */
export const releaseRoute = ({ pool, now, wake }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/same-page/releases', {
    config: { action: 'write-papers', summary: 'Counts the answers that were not counted yet, and shows what may be shown' },
    schema: { body: releaseRequest, response: { 201: samePageReleasedReply } }
  }, async (request, reply) => {
    const { version } = request.body
    const day = now().toISOString().slice(0, 10)
    const released = await inTransaction(pool, async tx => {
      await lockPaper(tx, 'priorities')
      const current = await currentPriorities(tx)
      if (version !== current.version) throw new Refusal('conflict', 'old-version', `Version ${current.version} of the priorities is in force. What was said of an older one has been counted when it ended.`)
      if ((await lastRelease(tx, version))?.releasedOn === day) throw new Refusal('conflict', 'shown-today', 'New figures were shown today already. They come once a day at most, so that nobody can watch single answers arrive.') // guard: once a day
      const done = await release(tx, { version, priorities: current.priorities, day })
      if (done === null) throw new Refusal('conflict', 'too-few-new', 'Fewer than five people have answered since the figures were last shown. Their answers wait until there are more.')
      return done
    })
    wake()
    return reply.code(201).send({ version, number: released.number, people: released.people })
  })
}
