import { randomUUID } from 'node:crypto'
import { openLog } from '@weft/service-kit/log'
import { databaseOf } from '@weft/testkit/database'
import { deliver } from '@weft/testkit/delivery'
import { eventsOfRelease, releaseOf } from '@weft/testkit/release'
import { seeded } from '@weft/testkit/seeded'
import { buildApp, jobsOf, reactionsOf } from '../../services/commitments/src/app.ts'
import { actingAsHouse } from '../../services/commitments/src/acting-as.ts'
import { disciplines, houseOf, quarterOf, reorganised, valued, type House } from './house.ts'
import type { Played, Reached } from './equations.ts'
import { subjectOf, writeHouse, writeQuarter, type Ids, type Quarter } from './written.ts'

export type Asker = { role: string, personId?: string, scopes?: readonly string[] }
export const quarters: readonly Quarter[] = [
  { startsOn: '2026-07-01', endsOn: '2026-09-30', label: 'Q3 2026' }, { startsOn: '2026-10-01', endsOn: '2026-12-31', label: 'Q4 2026' }, { startsOn: '2027-01-01', endsOn: '2027-03-31', label: 'Q1 2027' }
]
const waves = [{ waveId: '018f0000-0000-7000-8000-00000000000a', title: 'Summer 2026', closedOn: '2026-06-15' }, { waveId: '018f0000-0000-7000-8000-00000000000b', title: 'Spring 2027', closedOn: '2027-04-20' }]

/** The real service on a real database, with a house in it that lived through three quarters. The last two differ in what was reached and in nothing else. */
export async function openPlayed ({ seed, departments }: { seed: number, departments: number }) {
  const database = await databaseOf('commitments')
  const clock = { now: new Date('2027-05-15T09:00:00Z') }
  const deps = { pool: database.pool, log: openLog({ name: 'commitments', level: 'silent', file: '' }), now: () => clock.now, newId: randomUUID, wake: () => {}, doorOrigin: 'http://localhost:9', webhookHosts: [] }
  const app = buildApp(deps, async header => JSON.parse(header ?? '{}') as { subject: string, roles: string[], scopes: string[] })
  // The calendar stands still: quarters are written as they end.
  const runJobs = async () => { for (const job of jobsOf(deps).filter(({ name }) => name !== 'turn-quarters')) await job.run(new AbortController().signal) }
  const ids: Ids = { reviews: new Map(), commitments: new Map() }
  const played: Played[] = []
  const random = seeded(seed)

  const play = async (quarter: Quarter, house: House, sats: Played['sats']) => {
    await writeQuarter(database.pool, quarter, sats, ids)
    await runJobs()
    played.push({ quarter: quarter.startsOn, house, sats })
  }
  const release = async (wave: typeof waves[number], { units }: House) => {
    const factors = disciplines.map(factorId => ({ factorId, name: factorId, discipline: factorId, min: 1, max: 5 }))
    await deliver(database.pool, reactionsOf(deps), eventsOfRelease(releaseOf({ ...wave, factors, units: units.map(unit => ({ ...unit, name: unit.unitId })) })))
  }

  const before = houseOf(random, departments)
  await writeHouse(database.pool, before)
  await release(waves[0] as typeof waves[number], before)
  const first = valued(random, random, quarterOf(random, before))
  await play(quarters[0] as Quarter, before, first)
  const after = reorganised(random, before, new Set(first.flatMap(({ personId, excuse }) => excuse === 'left' ? [personId] : [])))
  await writeHouse(database.pool, after)
  await release(waves[1] as typeof waves[number], after)
  const shape = quarterOf(random, after)
  await play(quarters[1] as Quarter, after, valued(seeded(seed + 1), random, shape))
  await play(quarters[2] as Quarter, after, valued(seeded(seed + 1), random, shape))

  return {
    database, clock, ids, played, runJobs,
    ask: async (url: string, { role, personId, scopes = [] }: Asker, body?: object): Promise<{ status: number, text: string }> => {
      const token = JSON.stringify({ subject: personId === undefined ? 'somebody' : subjectOf(personId), roles: [role], scopes })
      const reply = await app.inject({ method: body === undefined ? 'GET' : 'POST', url, headers: { authorization: token }, ...body !== undefined && { payload: body } })
      return { status: reply.statusCode, text: reply.body }
    },
    /** What left as events of pub topics. */
    told: async () => (await database.pool.query<{ topic: string, type: string, data: unknown }>(/* sql */ `select o.topic, o.type, o.data::jsonb as data from outbox o where o.topic like 'pub.%' order by o.position`)).rows,
    reached: async (quarter: string): Promise<Map<string, Reached>> => actingAsHouse(database.pool, async tx => {
      const { rows } = await tx.query<Reached & { personId: string }>(/* sql */ `
        select s.person_id as "personId", s.agreed_value as agreed, s.self_value - s.boss_value as gap, s.by_horizon || s.by_discipline as facets from success_index s where s.quarter = $1`, [quarter])
      return new Map(rows.map(({ personId, ...reached }) => [personId, reached]))
    }),
    /** Units that both releases show, as everybody can see, with their steps below the top. */
    measured: async () => (await database.pool.query<{ unitId: string, discipline: string, level: number }>(/* sql */ `
      with recursive placed as (
        select u.unit_id, 1 as level from unit u where u.parent_id is null union all select u.unit_id, p.level + 1 from placed p join unit u on u.parent_id = p.unit_id
      )
      select m.unit_id as "unitId", m.discipline, p.level from released_mean m join placed p using (unit_id) where m.standard_error > 0 group by m.unit_id, m.discipline, p.level having count(*) = 2`)).rows,
    close: async () => { await app.close(); await database.drop() }
  }
}
export type Opened = Awaited<ReturnType<typeof openPlayed>>
