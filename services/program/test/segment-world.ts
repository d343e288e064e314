import { randomUUID } from 'node:crypto'
import { accountChanged, personChanged, unitChanged } from '@weft/contracts/directory/events'
import type { ViewContent } from '@weft/contracts/program/view-api'
import { tombstoneOf } from '@weft/service-kit/event'
import { openLog } from '@weft/service-kit/log'
import { databaseOf } from '@weft/testkit/database'
import { deliver, incoming } from '@weft/testkit/delivery'
import { openDoor } from '@weft/testkit/door'
import { v7 } from 'uuid'
import { buildApp, jobsOf, reactionsOf } from '../src/app.ts'

export type As = { subject: string, roles: string[], scopes?: string[] }
export const office: As = { subject: randomUUID(), roles: ['program-office', 'employee'] }
/** Managers of one department each; Vera is nobody's boss and the voice of what she is named for. */
export const sales: As = { subject: randomUUID(), roles: ['manager', 'employee'], scopes: ['sales'] }
export const service: As = { subject: randomUUID(), roles: ['manager', 'employee'], scopes: ['service'] }
export const vera: As = { subject: randomUUID(), roles: ['employee'] }
export const emil: As = { subject: randomUUID(), roles: ['employee'] }

const people = [['p-office', 'Ada Office', office, 'all'], ['p-sales', 'Sam Sales', sales, 'sales'], ['p-service', 'Sue Service', service, 'service'], ['p-vera', 'Vera Voice', vera, 'all'], ['p-emil', 'Emil Klein', emil, 'sales']] as const
const units = [['all', null, 'Harbour Insurance'], ['sales', 'all', 'Sales'], ['service', 'all', 'Service'], ['claims', 'service', 'Claims']] as const

export const content = (change: Partial<ViewContent> = {}): ViewContent => ({ needs: [], pains: [], goals: [], life: '', contribution: '', ...change })

/** The service on a real database, with four departments and five people in it. */
export async function openSegmentWorld () {
  const [database, door] = await Promise.all([databaseOf('program'), openDoor()])
  const clock = { now: new Date('2027-03-01T09:00:00Z') }
  const deps = { pool: database.pool, log: openLog({ name: 'program', level: 'silent', file: '' }), now: () => clock.now, newId: () => v7(), wake: () => {} }
  const app = buildApp(deps, await door.verifierFor('program'))
  await deliver(database.pool, reactionsOf(), [
    ...units.map(([unitId, parentId, name]) => incoming(unitChanged, unitId, { unitId, parentId, name, since: '2026-01-05', version: 1 })),
    ...people.map(([personId, name, , unitId]) => incoming(personChanged, personId, { personId, name, email: `${personId}@example.org`, unitId, bossId: null, rank: 'staff', bands: {}, since: '2026-01-05', version: 1 })),
    ...people.map(([personId, , { subject }]) => incoming(accountChanged, personId, { personId, subject }))
  ])
  const call = async (method: 'GET' | 'POST', url: string, payload?: object, { subject, roles, scopes = [] }: As = office) =>
    app.inject({ method, url: `/program${url}`, ...(payload !== undefined && { payload }), headers: { authorization: await door.tokenFor('program', { subject, roles, scopes }) } })
  const must = async <T>(method: 'GET' | 'POST', url: string, payload?: object, as: As = office): Promise<T> => {
    const reply = await call(method, url, payload, as)
    if (reply.statusCode >= 300) throw new Error(`${method} ${url}: ${reply.statusCode} ${reply.body}`)
    return reply.json<T>()
  }
  return {
    database, clock, call, must,
    get: <T>(url: string, as: As = office) => must<T>('GET', url, undefined, as),
    segment: async (name: string, voice = 'Vera Voice') => (await must<{ segmentId: string }>('POST', '/segments', { name, description: '', customers: 'external', voice })).segmentId,
    view: async (unitId: string, segmentId: string | null, change: Partial<ViewContent>, called = 'Customers', as: As = office) =>
      (await must<{ viewId: string }>('POST', '/views', { unitId, segmentId, called, content: content(change), draft: false }, as)).viewId,
    rewrite: async (viewId: string, change: Partial<ViewContent>, version: number, as: As = office) => call('POST', `/views/${viewId}`, { called: 'Customers', content: content(change), draft: false, version }, as),
    leaves: (personId: string) => deliver(database.pool, reactionsOf(), [tombstoneOf(personChanged, { id: randomUUID(), key: personId, time: '2027-03-01T00:00:00Z' })]),
    runJob: async () => { for (const job of jobsOf(deps)) if (job.name === 'compare-views') await job.run(new AbortController().signal) },
    events: async () => (await database.pool.query<{ type: string, data: string }>(`select type, data from outbox where topic = 'int.program.segment.v1' order by position`)).rows.map(({ type, data }) => ({ type, data: JSON.parse(data) as Record<string, unknown> })),
    close: async () => {
      await app.close()
      await database.drop()
    }
  }
}
export type SegmentWorld = Awaited<ReturnType<typeof openSegmentWorld>>
