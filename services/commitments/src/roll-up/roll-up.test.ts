import { below, seeded, shuffled } from '@weft/testkit/seeded'
import { expect, test } from 'vitest'
import { partOf, rollUpOf, type Counting } from './roll-up.ts'

const horizons = ['3-months', '6-months', 'beyond'] as const

function peopleOf (seed: number): Counting[] {
  const random = seeded(seed)
  return Array.from({ length: 34 }, (_, at): Counting => {
    const items = Array.from({ length: 2 + below(random, 2) }, () => partOf({ weight: 1 + below(random, 3), parts: 1, horizon: horizons[below(random, 3)] ?? '', discipline: null }))
    const byHorizon = Object.fromEntries(horizons.map(horizon => [horizon, 10_000 * below(random, 101)]))
    return { personId: `P${at}`, unitId: at % 2 === 0 ? 'A' : 'B', knownBy: [`P${at}`, `B${at % 7}`], items, index: { items: items.length, self: 500_000, boss: 500_000, agreed: 500_000, byHorizon, byDiscipline: {} } }
  })
}

test('When the same people come in another order, then the same is shown of them', async () => {
  const units = [{ unitId: 'A', parentId: null, name: 'A' }, { unitId: 'B', parentId: 'A', name: 'B' }]
  const differing: number[] = []
  for (let seed = 0; seed < 40; seed++) {
    const people = peopleOf(seed)
    const [one, other] = [await rollUpOf(units, people), await rollUpOf(units, shuffled(seeded(seed + 100), people))]
    if (JSON.stringify(one) !== JSON.stringify(other)) differing.push(seed)
  }
  expect(differing).toEqual([])
})
