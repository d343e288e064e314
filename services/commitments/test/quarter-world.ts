// For tests of quarters: a few people on the moved clock of the world, told of as the directory tells, with commitments and the calendar's job.
import { accountChanged, personChanged, unitChanged, type Person } from '@weft/contracts/directory/events'
import type { MyReviewReply, ReviewReply, TeamReply } from '@weft/contracts/commitments/review-api'
import { tombstoneOf } from '@weft/service-kit/event'
import { deliver, incoming } from '@weft/testkit/delivery'
import { randomUUID } from 'node:crypto'
import { actingAsHouse } from '../src/acting-as.ts'
import { reactionsOf } from '../src/app.ts'
import { turnQuartersJob } from '../src/review/turn-quarters.job.ts'
import { openCommitmentsWorld, type CommitmentsWorld } from './commitments-world.ts'

export const subjectOf = (personId: string) => `00000000-0000-4000-8000-${Buffer.from(personId).toString('hex').padStart(12, '0')}`
const idOf = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`
type Promised = { n: number, of: string, startsOn: string, dueOn: string, wording?: string, progress?: number }

export async function openQuarterWorld (today = '2026-10-05') {
  const world = await openCommitmentsWorld()
  const clock = { now: () => world.clock.now, newId: randomUUID }
  const hear = (...events: Parameters<typeof deliver>[2]) => deliver(world.pool, reactionsOf(clock), events)
  const on = (day: string) => { world.clock.now = new Date(`${day}T09:00:00Z`) }
  on(today)
  let version = 0
  const person = (personId: string, bossId: string | null, change: Partial<Person> = {}): Person => ({
    personId, name: `Name ${personId}`, email: `${personId.toLowerCase()}@example.org`, unitId: 'U-1', bossId, rank: 'staff', bands: {}, since: '2026-01-05', version: ++version, ...change
  })
  const ask = (personId: string) => ({ as: `employee ${subjectOf(personId)}` })
  return {
    ...world, on, hear,
    /** Somebody joins, moves or gets another boss. */
    tell: async (personId: string, bossId: string | null, change: Partial<Person> = {}) => {
      await hear(incoming(personChanged, personId, person(personId, bossId, change)), incoming(accountChanged, personId, { personId, subject: subjectOf(personId) }))
    },
    leave: (personId: string) => hear(tombstoneOf(personChanged, { id: randomUUID(), key: personId, time: world.clock.now.toISOString() })),
    unit: (unitId: string) => hear(incoming(unitChanged, unitId, { unitId, parentId: null, name: `Unit ${unitId}`, since: '2026-01-05', version: ++version })),
    /** What somebody has open, as if it had been made on its first day. */
    promise: ({ n, of, startsOn, dueOn, wording = `When ${n}, I will`, progress = 0 }: Promised) => actingAsHouse(world.pool, async tx => {
      await tx.query(/* sql */ `
        insert into commitment (commitment_id, person_id, state, version, wording, horizon, starts_on, due_on, benefits, measure, weight, progress, made_on)
        values ($1, $2, 'open', 1, $3, '3-months', $4, $5, 'customer', 'Calls', 2, $6, $4)`, [idOf(n), of, wording, startsOn, dueOn, progress])
    }),
    /** The same in the running quarter, as making it does. */
    countNow: (n: number) => actingAsHouse(world.pool, async tx => {
      await tx.query(/* sql */ `
        insert into counted (quarter, commitment_id, person_id, weight, parts, horizon, starts_on, due_on, since)
        select q.starts_on, c.commitment_id, c.person_id, c.weight, c.parts, c.horizon, c.starts_on, c.due_on, 'made' from commitment c, quarter q
         where c.commitment_id = $1 and q.starts_on <= c.starts_on and q.ends_on >= c.starts_on`, [idOf(n)])
    }),
    /** Runs the calendar's job; `dieAfter`: it is killed after so many statements, its transaction in hand with it. */
    turn: async (day?: string, dieAfter?: number) => {
      if (day !== undefined) on(day)
      const job = turnQuartersJob({ ...clock, wake: () => {}, pool: dieAfter === undefined ? world.pool : dyingPool(world.pool, dieAfter) })
      await job.run(new AbortController().signal)
    },
    mine: async (personId: string) => (await world.get<MyReviewReply>('/commitments/reviews/mine', ask(personId))).body,
    read: (reviewId: string, personId: string) => world.get<ReviewReply>(`/commitments/reviews/${reviewId}`, ask(personId)),
    team: async (personId: string) => (await world.get<TeamReply>('/commitments/team', ask(personId))).body.reviews,
    /** Does something to somebody's present review, with the version that they would read. */
    act: async (reviewId: string, step: string, by: string, body: object = {}) => {
      const { rows: [found] } = await world.pool.query<{ version: number }>(/* sql */ `select r.version from review r where r.review_id = $1`, [reviewId])
      return world.post<{ version: number, state: string }>(`/commitments/reviews/${reviewId}/${step}`, { version: found?.version ?? 1, ...body }, ask(by))
    },
    reviewIn: async (quarter: string, personId: string) => {
      const { rows: [found] } = await world.pool.query<{ id: string, state: string, settled: string | null, bossId: string | null, frozen: string | null, unitId: string, excuse: string | null }>(/* sql */ `
        select r.review_id as id, r.state, r.settled, r.boss_id as "bossId", r.frozen_boss_id as frozen, r.unit_id as "unitId", r.excuse from review r where r.quarter = $1 and r.person_id = $2`, [quarter, personId])
      return found
    },
    history: async (reviewId: string) => actingAsHouse(world.pool, async tx => (await tx.query<{ command: string }>(/* sql */ `select e.command from review_event e where e.review_id = $1 order by e.seq`, [reviewId])).rows.map(({ command }) => command)),
    ask, idOf
  }
}
export type QuarterWorld = Awaited<ReturnType<typeof openQuarterWorld>>

export const say = (n: number, value: number, more: object = {}) => ({ commitmentId: idOf(n), value, note: '', next: 'keep', links: [], ...more })

function dyingPool (pool: CommitmentsWorld['pool'], statements: number): CommitmentsWorld['pool'] {
  let left = statements
  const counted = <T extends object>(target: T): T => new Proxy(target, {
    get: (on, name) => {
      const value: unknown = Reflect.get(on, name)
      if (typeof value !== 'function') return value
      if (name === 'connect') return async () => counted(await pool.connect())
      if (name !== 'query') return value.bind(on) as unknown
      return (...args: unknown[]) => {
        if (args[0] !== 'rollback' && left-- <= 0) throw new Error('killed')
        return value.apply(on, args) as unknown
      }
    }
  })
  return counted(pool)
}
