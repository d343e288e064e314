import { randomUUID } from 'node:crypto'
import type { MineReply } from '@weft/contracts/commitments/commitment-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actingAsHouse } from '../acting-as.ts'
import { openCommitmentsWorld, type CommitmentsWorld } from '../../test/commitments-world.ts'

let world: CommitmentsWorld
const subjects = Object.fromEntries(['ana', 'bo', 'cy', 'dee'].map(name => [name, randomUUID()])) as Record<'ana' | 'bo' | 'cy' | 'dee', string>
const as = (name: keyof typeof subjects) => ({ as: `employee ${subjects[name]}` })

beforeAll(async () => {
  world = await openCommitmentsWorld()
  await actingAsHouse(world.pool, async tx => {
    await tx.query(/* sql */ `insert into unit (unit_id, parent_id, name, since) values ('U-1', null, 'Company', '2026-01-01'), ('U-2', 'U-1', 'Claims', '2026-01-01')`)
    await tx.query(/* sql */ `insert into person (person_id, name, email, unit_id, boss_id, rank, since) values
      ('P-ana', 'Ana Ruiz', 'a@example.org', 'U-2', 'P-bo', 'staff', '2026-01-01'), ('P-bo', 'Bo Lind', 'b@example.org', 'U-2', 'P-cy', 'manager', '2026-01-01'),
      ('P-cy', 'Cy Moran', 'c@example.org', 'U-1', null, 'leader', '2026-01-01'), ('P-dee', 'Dee Oak', 'd@example.org', 'U-2', 'P-bo', 'staff', '2026-01-01')`)
    await tx.query(/* sql */ `insert into account (person_id, subject) select 'P-' || a.name, a.subject from unnest($1::text[], $2::uuid[]) as a (name, subject)`, [Object.keys(subjects), Object.values(subjects)])
  })
})
afterAll(() => world.close())

describe('my commitments', () => {
  test('When there is none yet, then the page knows by when one would be due, and who the boss is', async () => {
    const { status, body } = await world.get<MineReply>('/commitments/mine', as('ana'))
    expect(status).toBe(200)
    expect(body).toMatchObject({ place: { unitName: 'Claims', bossName: 'Bo Lind' }, today: '2026-11-02', ends: { '3-months': '2027-02-02', '6-months': '2027-05-02' }, commitments: [], next: null })
  })

  test('When somebody asks whom the directory does not know, then there is no place and nothing else', async () => {
    expect((await world.get<MineReply>('/commitments/mine')).body).toMatchObject({ place: null, commitments: [] })
  })
})
