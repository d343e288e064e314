import { randomUUID } from 'node:crypto'
import { accountChanged, personChanged, unitChanged } from '@weft/contracts/directory/events'
import { openLog } from '@weft/service-kit/log'
import { databaseOf } from '@weft/testkit/database'
import { deliver, incoming } from '@weft/testkit/delivery'
import { openDoor } from '@weft/testkit/door'
import { buildApp, reactionsOf } from '../src/app.ts'

export type Somebody = { subject: string, personId: string, unitId: string, rank: 'leader' | 'manager' | 'staff' }
type Roles = readonly string[]

/** The service on a real database, with people in it, for tests of the charter's part. */
export async function openCharterWorld () {
  const [database, door] = await Promise.all([databaseOf('program'), openDoor()])
  const clock = { now: new Date('2027-03-01T09:00:00Z') }
  const app = buildApp({ pool: database.pool, log: openLog({ name: 'program', level: 'silent', file: '' }), now: () => clock.now, newId: randomUUID, wake: () => {} }, await door.verifierFor('program'))
  const office = randomUUID()
  const call = async (method: 'GET' | 'POST', url: string, payload?: object, { subject = office, roles = ['program-office'], scopes = [] }: { subject?: string, roles?: Roles, scopes?: string[] } = {}) =>
    app.inject({ method, url, ...(payload !== undefined && { payload }), headers: { authorization: await door.tokenFor('program', { subject, roles, scopes }) } })
  return {
    database, clock, office, call,
    hear: (...events: Parameters<typeof deliver>[2]) => deliver(database.pool, reactionsOf(), events),
    bringIn: async (units: readonly (readonly [id: string, parent: string | null])[], people: readonly Somebody[]) => deliver(database.pool, reactionsOf(), [
      ...units.map(([unitId, parentId]) => incoming(unitChanged, unitId, { unitId, parentId, name: `Unit ${unitId}`, since: '2026-01-05', version: 1 })),
      ...people.map(({ personId, unitId, rank }) => incoming(personChanged, personId, { personId, name: `Person ${personId}`, email: `${personId.toLowerCase()}@example.org`, unitId, bossId: null, rank, bands: {}, since: '2026-01-05', version: 1 })),
      ...people.map(({ personId, subject }) => incoming(accountChanged, personId, { personId, subject }))
    ]),
    /** Saves and publishes a paper in one go, and gives its version. */
    publish: async (paper: 'charter' | 'priorities' | 'definition', content: object): Promise<number> => {
      const { edit } = (await call('GET', `/program/${paper}/draft`)).json<{ edit: number }>()
      const saved = await call('POST', `/program/${paper}/draft`, { edit, content })
      const published = await call('POST', `/program/${paper}/publication`, { edit: saved.json<{ edit: number }>().edit })
      if (published.statusCode !== 201) throw new Error(`Not published: ${published.body}`)
      return published.json<{ version: number }>().version
    },
    events: async (topic: string) => {
      const { rows } = await database.pool.query<{ id: string, key: string, type: string, data: string }>(`select id, key, type, data from outbox where topic = $1 order by position`, [topic])
      return rows.map(row => ({ ...row, data: JSON.parse(row.data) as Record<string, unknown> }))
    },
    close: async () => {
      await app.close()
      await database.drop()
    }
  }
}
export type CharterWorld = Awaited<ReturnType<typeof openCharterWorld>>

export const somebody = (personId: string, unitId = 'all', rank: Somebody['rank'] = 'staff'): Somebody => ({ subject: randomUUID(), personId, unitId, rank })
export const onePriority = (title = 'Answer the same day', priorityId: string | null = null) => ({ priorityId, title, why: 'Waiting is what customers complain of most.', disciplines: ['CI'], measure: 'Share of cases closed within a day' })
