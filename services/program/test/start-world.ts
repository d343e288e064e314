// For tests of the start: the service on a real database, with an office and as many leaders as asked for.
import { randomUUID } from 'node:crypto'
import { openLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { openDoor } from '@weft/testkit/door'
import { buildApp } from '../src/app.ts'

export type Somebody = { subject: string, roles: string[], personId: string, name: string }
export type StartWorld = {
  database: TestDatabase
  office: Somebody
  leaders: Somebody[]
  staff: Somebody
  /** Status and body of a call as somebody. */
  call: (who: Pick<Somebody, 'subject' | 'roles'>, method: 'GET' | 'POST', url: string, payload?: object) => Promise<{ status: number, body: never }>
  /** The whole answer to a call as somebody, as a door would pass it on. */
  answer: (who: Pick<Somebody, 'subject' | 'roles'>, method: 'GET' | 'POST', url: string, payload?: object) => Promise<{ statusCode: number, headers: Record<string, unknown>, body: string }>
  /** Sets the clock, an ISO instant. */
  setTime: (time: string) => void
  /** Data of the events of a type that wait in the outbox, oldest first. */
  told: (type: string) => Promise<object[]>
  stop: () => Promise<void>
}

export async function openStartWorld (many: number): Promise<StartWorld> {
  const [database, door] = await Promise.all([databaseOf('program'), openDoor()])
  let time = new Date('2026-12-01T09:00:00Z')
  const app = buildApp({ pool: database.pool, log: openLog({ name: 'program', level: 'silent', file: '' }), now: () => time, newId: randomUUID, wake: () => {} }, await door.verifierFor('program'))
  await database.pool.query(`insert into unit (unit_id, name, since) values ('U-1', 'All', '2026-01-01')`)
  const join = async (personId: string, name: string, rank: string, roles: string[]): Promise<Somebody> => {
    const subject = randomUUID()
    await database.pool.query(`insert into person (person_id, name, email, unit_id, rank, since) values ($1, $2, $1 || '@example.org', 'U-1', $3, '2026-01-01')`, [personId, name, rank])
    await database.pool.query(`insert into account (person_id, subject) values ($1, $2)`, [personId, subject])
    return { subject, roles, personId, name }
  }
  const leaders: Somebody[] = []
  for (let i = 1; i <= many; i++) leaders.push(await join(`L-${String(i).padStart(2, '0')}`, `Leader ${i}`, 'leader', ['manager', 'employee']))
  const office = await join('O-1', 'Olga Office', 'staff', ['program-office', 'employee'])
  const staff = await join('S-1', 'Sam Staff', 'staff', ['employee'])
  const answer: StartWorld['answer'] = async ({ subject, roles }, method, url, payload) =>
    app.inject({ method, url, ...(payload !== undefined && { payload }), headers: { authorization: await door.tokenFor('program', { subject, roles }) } })
  return {
    database, office, leaders, staff, answer,
    call: async (who, method, url, payload) => {
      const { statusCode, headers, body } = await answer(who, method, url, payload)
      return { status: statusCode, body: (String(headers['content-type']).includes('json') ? JSON.parse(body) : body) as never }
    },
    setTime: at => { time = new Date(at) },
    told: async type => {
      const { rows } = await database.pool.query<{ data: string }>(`select data from outbox where type = $1 order by position`, [type])
      return rows.map(({ data }) => JSON.parse(data) as object)
    },
    stop: async () => {
      await app.close()
      await database.drop()
    }
  }
}
