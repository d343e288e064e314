import { accountChanged, personChanged, unitChanged } from '@weft/contracts/directory/events'
import { tombstoneOf } from '@weft/service-kit/event'
import { randomUUID } from 'node:crypto'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { deliver, incoming } from '@weft/testkit/delivery'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reactionsOf } from '../app.ts'
import { findWho, namesOf, pathOf, whoIs } from './who.store.ts'

const subject = '6f2d9a4e-5b1c-4f0a-9c7e-2a8d3b6e1f50'
const ana = { personId: 'P-1', name: 'Ana Ruiz', email: 'ana@example.org', unitId: 'U-2', bossId: null, rank: 'leader' as const, bands: {}, since: '2026-01-05', version: 1 }
const unit = (unitId: string, parentId: string | null) => incoming(unitChanged, unitId, { unitId, parentId, name: `Unit ${unitId}`, since: '2026-01-05', version: 1 })

let database: TestDatabase
const hear = (...events: Parameters<typeof deliver>[2]) => deliver(database.pool, reactionsOf({ now: () => new Date('2026-11-02T09:30:00Z'), newId: randomUUID }), events)

beforeAll(async () => { database = await databaseOf('commitments') })
afterAll(() => database.drop())

describe('the organisation, as commitments keeps it', () => {
  test('When an account is told before its person, then both meet', async () => {
    await hear(incoming(accountChanged, 'P-1', { personId: 'P-1', subject }))
    expect(await findWho(database.pool, subject)).toBeUndefined()
    await hear(unit('U-1', null), unit('U-2', 'U-1'), incoming(personChanged, 'P-1', ana))
    expect(await whoIs(database.pool, subject)).toEqual({ personId: 'P-1', name: 'Ana Ruiz', unitId: 'U-2', bossId: null, rank: 'leader' })
    expect(await namesOf(database.pool, [subject, 'nobody'])).toEqual(new Map([[subject, 'Ana Ruiz']]))
  })

  test('When a unit is asked for, then its way from the root is known; one that is not there has none', async () => {
    expect(await pathOf(database.pool, 'U-2')).toEqual(['U-1', 'U-2'])
    expect(await pathOf(database.pool, 'U-9')).toBeNull()
  })

  test('When a person moves in one batch twice, then the last word counts', async () => {
    await hear(incoming(personChanged, 'P-1', { ...ana, unitId: 'U-1' }), incoming(personChanged, 'P-1', { ...ana, rank: 'staff', unitId: 'U-1', version: 2 }))
    expect(await findWho(database.pool, subject)).toMatchObject({ unitId: 'U-1', rank: 'staff' })
  })

  test('When a person leaves, then nobody comes by that subject, and who asks is refused with a sentence', async () => {
    await hear(tombstoneOf(personChanged, { id: '0197e0c8-0000-7000-8000-000000000001', key: 'P-1', time: '2027-03-01T00:00:00Z' }))
    await expect(whoIs(database.pool, subject)).rejects.toMatchObject({ code: 'not-in-directory' })
  })
})
