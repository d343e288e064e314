import { randomUUID } from 'node:crypto'
import { openCache } from '@weft/service-kit/cache/cache'
import { inTransaction } from '@weft/service-kit/database'
import { silentLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { deliver } from '@weft/testkit/delivery'
import { eventsOfRelease, releaseOf } from '@weft/testkit/release'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jobs, reactions } from './app.ts'
import { placesOf } from './arrival/tree.ts'
import { may } from './may.ts'
import { readingAs } from './reading-as.ts'
import { seatsFor } from './stream/seats.ts'

const UNITS = 240
const tree = Array.from({ length: UNITS }, (_, i) => ({ unitId: `U-${i}`, parentId: i === 0 ? null : `U-${Math.floor((i - 1) / 3)}`, name: `Unit ${i}` }))
const pathOf = (unitId: string): string[] => {
  const parent = tree.find(unit => unit.unitId === unitId)?.parentId ?? null
  return [...parent === null ? [] : pathOf(parent), unitId]
}

let database: TestDatabase
beforeAll(async () => {
  database = await databaseOf('reporting')
  await deliver(database.pool, reactions, eventsOfRelease(releaseOf({ units: tree, unitsPerChunk: 100 })))
  const cache = openCache({ url: '', service: 'reporting', secret: 'a secret', log: silentLog(), now: () => new Date() })
  const deps = { pool: database.pool, log: silentLog(), now: () => new Date(), newId: randomUUID, wake: () => {}, cache, seats: seatsFor({ inAll: 1, perSubject: 1 }), stream: { lookEveryMs: 20, heartbeatMs: 60_000, patienceMs: 5_000 } }
  for (const job of jobs(deps)) await job.run(new AbortController().signal)
})
afterAll(() => database.drop())

type Reader = { roles: string[], scopes: string[] }
/** A little generator of its own: the same readers in every run. */
function * randomReaders (many: number): Generator<Reader> {
  let state = 7
  const random = (below: number) => { state = (state * 48_271) % 2_147_483_647; return state % below }
  const kinds = ['employee', 'manager', 'manager', 'manager', 'analyst', 'program-office', 'auditor', 'it']
  for (let i = 0; i < many; i++) {
    yield { roles: [kinds[random(kinds.length)] as string], scopes: Array.from({ length: random(4) }, () => `U-${random(UNITS + 20)}`) }
  }
}
const seen = (sql: { query: (text: string) => Promise<{ rows: { id: string }[] }> }, table: string) =>
  sql.query(`select distinct unit_id as id from ${table} order by 1`).then(({ rows }) => rows.map(row => row.id))

describe('The second fence', () => {
  test('When a query says nothing of who reads, then it sees no value, also on a connection that was just used for all', async () => {
    await Promise.all(Array.from({ length: 30 }, () => readingAs(database.pool, { roles: ['analyst'], scopes: [] }, tx => seen(tx, 'score'))))
    for (let i = 0; i < 30; i++) {
      expect(await seen(database.pool, 'release_unit')).toEqual([])
      expect(await seen(database.pool, 'score')).toEqual([])
    }
  })

  test('When the setting is one that nobody makes, then there is nothing', async () => {
    for (const [sees, units] of [['', '{U-0}'], ['everything', '{U-0}'], ['ALL', '']]) {
      await inTransaction(database.pool, async tx => {
        await tx.query(`select set_config('weft.sees', $1, true), set_config('weft.units', $2, true)`, [sees, units])
        expect(await seen(tx, 'release_unit')).toEqual([])
        expect(await seen(tx, 'score')).toEqual([])
      })
    }
  })

  test('When three hundred readers of all kinds read at once over one pool, then each sees what the rule says, and nothing else', async () => {
    const whole = await readingAs(database.pool, { roles: ['analyst'], scopes: [] }, tx => seen(tx, 'score'))
    expect(whole.length).toBe(UNITS)
    await Promise.all([...randomReaders(300)].map(async reader => {
      const subject = { subject: 's', ...reader }
      const units = await readingAs(database.pool, reader, tx => seen(tx, 'release_unit'))
      const scores = await readingAs(database.pool, reader, tx => seen(tx, 'score'))
      // IT may ask for nothing here at all; the fence lets it see no more than anybody.
      const rule = tree.map(unit => unit.unitId).filter(id => id === 'U-0' || may(subject, 'read-unit', pathOf(id))).sort()
      expect(units).toEqual(rule)
      expect(scores).toEqual(whole.filter(id => rule.includes(id)))
    }))
  })
})

describe('Places in a tree', () => {
  test('When units are numbered, then one lies between the two numbers of another exactly when it is below it', () => {
    const shuffled = tree.toSorted((a, b) => (a.unitId + 'x').localeCompare(b.unitId))
    const places = placesOf(shuffled)
    const of = (unitId: string) => places[shuffled.findIndex(unit => unit.unitId === unitId)] as { place: number, last: number }
    for (const { unitId } of tree) for (const other of ['U-0', 'U-1', 'U-5', 'U-17', 'U-239']) expect(of(unitId).place >= of(other).place && of(unitId).place <= of(other).last).toBe(pathOf(unitId).includes(other))
    expect(new Set(places.map(one => one.place)).size).toBe(UNITS)
  })

  test('When the tree is one long chain, then it is numbered all the same', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => ({ unitId: String(i), parentId: i === 0 ? null : String(i - 1), name: 'x' }))
    expect(placesOf(chain).at(-1)).toEqual({ place: 20_000, last: 20_000 })
    expect(placesOf(chain)[0]).toEqual({ place: 1, last: 20_000 })
  })
})
