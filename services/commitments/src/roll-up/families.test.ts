import { below, seeded } from '@weft/testkit/seeded'
import { describe, expect, test } from 'vitest'
import { finds, type Row } from '../../test/attackers.ts'
import { byUnit, facets, randomWorld, sumRow, unknownsOf, within, type RollUpWorld } from '../../test/roll-up-world.ts'
import { facetFamilyOf, facetOf, familyOf, poolsIn } from './families.ts'
import { isWide, type Member } from './insiders.ts'

type Shown = { index: ReadonlySet<string>, facets: ReadonlyMap<string, ReadonlySet<string>> }

function byRule ({ nodes, people }: RollUpWorld, k: number): Shown {
  const index = familyOf(nodes, byUnit(people), { k })
  const pools = [...poolsIn(nodes, index, byUnit(people))]
  return { index, facets: new Map(facets.map((facet, place) => [facet, facetFamilyOf(nodes, index, new Map(pools.map(([id, pool]) => [id, facetOf(pool, 1 + place)])), k)])) }
}

/** The same without the residual rule: every group that is wide for itself. */
function bySize (world: RollUpWorld, k: number): Shown {
  const wide = (facet: string) => new Set(world.nodes.map(({ id }) => id).filter(id => isWide(within(world, id).filter(({ items }) => facet === '' || items.some(of => of.facets.includes(facet))), k)))
  return { index: wide(''), facets: new Map(facets.map(facet => [facet, wide(facet)])) }
}

function rowsOf (world: RollUpWorld, shown: Shown): Row[] {
  return [...[...shown.index].map(id => sumRow(within(world, id), '')), ...[...shown.facets].flatMap(([facet, family]) => [...family].map(id => sumRow(within(world, id), facet)))].filter(row => row.size > 0)
}

/** What any two who put together what they know find of fewer than k others; the first find of each pair. */
function attacked (world: RollUpWorld, shown: Shown, k: number, seed: number): string[] {
  const random = seeded(seed)
  const insiders = [...new Set(world.people.flatMap(({ boss }) => boss)), ...world.people.slice(0, 6).map(({ personId }) => personId)]
  const rows = rowsOf(world, shown)
  const pairs = insiders.flatMap((one, at) => insiders.slice(at + 1).map(other => [one, other] as const))
  return pairs.flatMap(([one, other]) => {
    const known = new Set(world.people.filter(({ knownBy }) => knownBy.includes(one) || knownBy.includes(other)).map(({ personId }) => personId))
    return finds(rows, unknownsOf(world.people), known, k, most => below(random, most)).slice(0, 1).map(set => `${one} and ${other} learn of ${set.join(', ')}`)
  })
}

const worlds = Array.from({ length: 8 }, (_, seed) => {
  const random = seeded(seed + 1)
  return randomWorld(random, { units: 2 + seed % 4, people: 26 + 2 * seed, bosses: 8 + seed % 4 })
})

describe('two who put together all that they know and all that is shown', () => {
  test('When the rule decides, then nobody learns of fewer than k others, and enough is shown', () => {
    const shown = worlds.map(world => byRule(world, 3))
    expect(worlds.flatMap((world, at) => attacked(world, shown[at] as Shown, 3, at))).toEqual([])
    expect(shown.filter(({ index }) => index.size > 1).length).toBeGreaterThanOrEqual(3)
    expect(shown.filter(one => [...one.facets.values()].some(family => family.size > 0)).length).toBeGreaterThanOrEqual(3)
  }, 60_000)

  test('When only sizes decide, then they learn of somebody', () => {
    expect(worlds.slice(0, 4).some((world, at) => attacked(world, bySize(world, 3), 3, at).length > 0)).toBe(true)
  }, 60_000)

  test('When breakdowns are shown wherever the index is and they are wide, then they learn of somebody', () => {
    const plain = (world: RollUpWorld): Shown => { const { index } = byRule(world, 3); return { index, facets: new Map([...bySize(world, 3).facets].map(([facet, family]) => [facet, family.intersection(index)])) } }
    expect(worlds.slice(0, 4).some((world, at) => attacked(world, plain(world), 3, at).length > 0)).toBe(true)
  }, 60_000)
})

test('When somebody shares an item of one person, then neither they nor who knows all others learn of that person alone', () => {
  const team = (size: number, boss: string) => Array.from({ length: size }, (_, at) => ({ personId: `${boss}-${at}`, knownBy: [`${boss}-${at}`, boss], sharedWith: [] as string[] }))
  const [one] = team(1, 'C')
  expect(isWide([...team(8, 'B'), { ...one as Member, sharedWith: ['X'] }], 5)).toBe(false)
  expect(isWide(team(11, 'B').map((member, at) => ({ ...member, knownBy: [member.personId], sharedWith: at < 7 ? ['X'] : [] })), 5)).toBe(false)
  expect(isWide(team(14, 'B').map((member, at) => ({ ...member, knownBy: [member.personId], sharedWith: at < 7 ? ['X'] : [] })), 5)).toBe(true)
})

describe('what two insiders leave over', () => {
  const team = (size: number, boss: string) => Array.from({ length: size }, (_, at) => ({ personId: `${boss}-${at}`, knownBy: [`${boss}-${at}`, boss] }))
  test.each([
    ['nobody', [], true], ['one boss and all their reports', team(9, 'B'), true], ['such a team of six, whose members know themselves', team(6, 'B'), false], ['such a team of seven', team(7, 'B'), true],
    ['a boss’s nine and four of others', [...team(9, 'B'), ...team(1, 'C'), ...team(1, 'D'), ...team(1, 'E'), ...team(1, 'F')], false],
    ['three teams of five', [...team(5, 'B'), ...team(5, 'C'), ...team(5, 'D')], true], ['two teams of five and one of four', [...team(5, 'B'), ...team(5, 'C'), ...team(4, 'D')], false]
  ])('When a figure is of %s, then it is shown or not', (_who, members, wide) => {
    expect(isWide(members, 5)).toBe(wide)
  })
})
