import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemsOf } from './check-organisation.ts'
import type { PersonRow, UnitRow } from './organisation.ts'

const unit = (unitId: string, parentId: string | null, line = 2): UnitRow => ({ line, unitId, parentId, name: unitId })
const person = (personId: string, changes: Partial<PersonRow> = {}): PersonRow => ({
  line: 2, personId, name: personId, email: `${personId}@example.org`, unitId: 'U', bossId: null, rank: 'staff', bands: {}, role: null, signIn: null, ...changes
})
const root = unit('U', null)
const now = (officeHeld: boolean) => ({ known: new Map(officeHeld ? [['o', person('o', { role: 'program-office', signIn: 'o' })]] : []), importer: null })
const codes = (units: UnitRow[], people: PersonRow[], officeHeld = false) => problemsOf(units, people, now(officeHeld)).map(({ at, code }) => `${at}: ${code}`)

describe('units and people taken together', () => {
  test('When all fits, then nothing is found', () => {
    expect(codes([root, unit('V', 'U', 3)], [person('a', { role: 'program-office', signIn: 'a' }), person('b', { bossId: 'a', unitId: 'V' })], true)).toEqual([])
  })

  test.each<[string, string, UnitRow[], PersonRow[]]>([
    ['a unit comes twice', 'units.csv line 3: duplicate-id', [root, unit('U', null, 3)], []],
    ['no unit is the whole', 'units.csv line 1: no-root', [], []],
    ['two units are the whole', 'units.csv line 3: second-root', [root, unit('V', null, 3)], []],
    ['a parent is unknown', 'units.csv line 3: unknown-parent', [root, unit('V', 'W', 3)], []],
    ['a unit is its own parent', 'units.csv line 3: cyclic-units', [root, unit('V', 'V', 3)], []],
    ['a person comes twice', 'people.csv line 3: duplicate-id', [root], [person('a'), person('a', { line: 3 })]],
    ['a unit of a person is unknown', 'people.csv line 2: unknown-unit', [root], [person('a', { unitId: 'X' })]],
    ['a boss is unknown', 'people.csv line 2: unknown-boss', [root], [person('a', { bossId: 'x' })]],
    ['a sign-in comes twice', 'people.csv line 3: duplicate-sign-in', [root], [person('a', { signIn: 's' }), person('b', { signIn: 's', line: 3 })]],
    ['two are each other\'s boss', 'people.csv line 2: cyclic-bosses', [root], [person('a', { bossId: 'b' }), person('b', { bossId: 'a', line: 3 })]]
  ])('When %s, then %s', (_, finding, units, people) => {
    expect(codes(units, people)).toContain(finding)
  })

  test('When nobody is left in the program office, then it is found, and only where somebody was', () => {
    expect(codes([root], [person('a', { role: 'analyst', signIn: 'a' })], true)).toEqual(['people.csv line 1: nobody-in-office'])
    expect(codes([root], [person('a')], false)).toEqual([])
  })

  test('When there are a thousand findings, then a hundred are told', () => {
    expect(problemsOf([root], Array.from({ length: 1_000 }, (_, i) => person(`p${i}`, { unitId: 'X' })), now(false))).toHaveLength(100)
  })

  test('When a chain of bosses is 100,000 long, then it is no cycle', () => {
    const chain = Array.from({ length: 100_000 }, (_, i) => person(`p${i}`, { bossId: i === 0 ? null : `p${i - 1}` }))
    expect(problemsOf([root], chain.reverse(), now(false))).toEqual([])
  })

  test('Whatever the parents, a cycle is found exactly when some unit does not reach a unit without parent', () => {
    fc.assert(fc.property(fc.array(fc.option(fc.nat(11)), { minLength: 1, maxLength: 12 }), parents => {
      const units = parents.map((parent, i) => unit(`u${i}`, parent === null || parent >= parents.length ? null : `u${parent}`, i + 2))
      const parentOf = new Map(units.map(({ unitId, parentId }) => [unitId, parentId]))
      const endsAtRoot = ({ unitId }: UnitRow) => {
        let at: string | null = unitId
        for (let steps = 0; steps <= units.length && at !== null; steps++) at = parentOf.get(at) ?? null
        return at === null
      }
      expect(codes(units, []).some(code => code.endsWith('cyclic-units'))).toBe(!units.every(endsAtRoot))
    }), { numRuns: 500 })
  })
})
