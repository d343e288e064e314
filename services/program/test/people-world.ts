// For tests of the program's doors: the real app on a real database, with an organisation that was told by the directory's events.
import { randomUUID } from 'node:crypto'
import { accountChanged, personChanged, unitChanged } from '@weft/contracts/directory/events'
import { silentLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { deliver, incoming } from '@weft/testkit/delivery'
import { openDoor } from '@weft/testkit/door'
import { buildApp, reactionsOf } from '../src/app.ts'

type Reply = { statusCode: number, body: string, headers: Record<string, unknown>, json: <T>() => T }
export type Asker = { subject: string, roles: readonly string[], scopes?: readonly string[] }
export type PeopleWorld = {
  database: TestDatabase
  app: ReturnType<typeof buildApp>
  /** What the service's clock says. */
  clock: { now: Date }
  /** Tells units: id → id of the one above. */
  units: (parents: Readonly<Record<string, string | null>>) => Promise<void>
  /** Tells a person and by whom they come; gives them as somebody who asks. */
  person: (personId: string, unitId: string, more?: { rank?: 'leader' | 'manager' | 'staff', roles?: readonly string[], scopes?: readonly string[], subject?: string, name?: string }) => Promise<Asker>
  get: (asker: Asker, url: string) => Promise<Reply>
  post: (asker: Asker, url: string, body?: object) => Promise<Reply>
  /** Type and data of what went out on a topic, in order. */
  told: (topic: string) => Promise<{ type: string, data: Record<string, unknown> }[]>
  close: () => Promise<void>
}

export async function openPeopleWorld (at = '2026-11-24T09:00:00Z'): Promise<PeopleWorld> {
  const [database, door] = await Promise.all([databaseOf('program'), openDoor()])
  const clock = { now: new Date(at) }
  const app = buildApp({ pool: database.pool, log: silentLog(), now: () => clock.now, newId: randomUUID, wake: () => {} }, await door.verifierFor('program'))
  const hear = (...events: Parameters<typeof deliver>[2]) => deliver(database.pool, reactionsOf(), events)
  const headers = async ({ subject, roles, scopes = [] }: Asker) => ({ authorization: await door.tokenFor('program', { subject, roles, scopes }) })
  return {
    database, app, clock,
    units: parents => hear(...Object.entries(parents).map(([unitId, parentId]) => incoming(unitChanged, unitId, { unitId, parentId, name: `Unit ${unitId}`, since: '2026-01-05', version: 1 }))),
    person: async (personId, unitId, { rank = 'staff', roles = ['employee'], scopes = [], subject = randomUUID(), name = `Name of ${personId}` } = {}) => {
      await hear(
        incoming(personChanged, personId, { personId, name, email: `${personId.toLowerCase()}@example.org`, unitId, bossId: null, rank, bands: {}, since: '2026-01-05', version: 1 }),
        incoming(accountChanged, personId, { personId, subject }))
      return { subject, roles, scopes }
    },
    get: async (asker, url) => app.inject({ method: 'GET', url, headers: await headers(asker) }),
    post: async (asker, url, body) => app.inject({ method: 'POST', url, ...(body !== undefined && { payload: body }), headers: await headers(asker) }),
    told: async topic => (await database.pool.query<{ type: string, data: string }>(/* sql */ `select type, data from outbox where topic = $1 order by position`, [topic])).rows.map(({ type, data }) => ({ type, data: JSON.parse(data) as Record<string, unknown> })),
    close: async () => {
      await app.close()
      await database.drop()
    }
  }
}
