import type { DecisionKind } from '@weft/contracts/program/initiative-api'
import { Refusal } from '@weft/service-kit/refusal'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, type Standing } from './decision.ts'
import { headlineOf, type Stood } from './headline.ts'

const one = (state: Standing['state'] = 'undecided', more: Partial<Standing> = {}): Standing => ({ initiativeId: 'a', state, mergedInto: null, owner: 'Ana', ...more })
const code = (work: () => unknown): string => {
  try { work() } catch (error) { return error instanceof Refusal ? error.code : 'thrown' }
  return 'taken'
}

describe('A decision', () => {
  it.each([['retired'], ['merged'], ['rejected']] as const)('When the other project is %s, then nothing is merged into it', state => {
    expect(code(() => decide(one(), { kind: 'merge', into: one(state, { initiativeId: 'b', mergedInto: state === 'merged' ? 'c' : null }), newOwner: null }))).toBe('merge-into-ended')
  })

  it.each<[string, Standing, Parameters<typeof decide>[1], string]>([
    ['merged into itself', one(), { kind: 'merge', into: one(), newOwner: null }, 'merge-into-itself'],
    ['merged into nothing', one(), { kind: 'merge', newOwner: null }, 'merge-needs-other'],
    ['kept twice', one('kept'), { kind: 'keep', newOwner: null }, 'decided-already'],
    ['reopened before anything was decided', one(), { kind: 'reopen', newOwner: null }, 'nothing-to-reopen'],
    ['adopted and nobody leads it', one('undecided', { owner: null }), { kind: 'adopt', newOwner: null }, 'adopt-needs-owner'],
    ['adopted with somebody new', one('undecided', { owner: null }), { kind: 'adopt', newOwner: 'Ben' }, 'taken'],
    ['rejected after it was kept', one('kept'), { kind: 'reject', newOwner: null }, 'taken']
  ])('When a project is %s, then it is %4$s', (_, now, decision, expected) => { expect(code(() => decide(now, decision))).toBe(expected) })
})

const kinds: DecisionKind[] = ['keep', 'merge', 'adopt', 'retire', 'reject', 'reopen']
const command = fc.record({ day: fc.nat(9), of: fc.nat(5), kind: fc.constantFrom(...kinds), into: fc.nat(6) })

describe('The headline', () => {
  it('When any legal decisions are taken in any order, then on every day each project is in exactly one place and no merge comes back', () => {
    fc.assert(fc.property(fc.array(command, { maxLength: 40 }), fc.nat(10), (commands, asOf) => {
      // Project p comes in on day p; of a day's decisions the later one counts.
      const now = new Map<string, Stood>()
      const isThere = (id: number, day: number) => id <= 5 && id <= day
      const standing = (id: number, day: number): Standing | undefined => {
        if (!isThere(id, day)) return undefined
        const { state, mergedInto } = now.get(String(id)) ?? { state: 'undecided' as const, mergedInto: null }
        return { initiativeId: String(id), state, mergedInto, owner: 'Ana' }
      }
      for (const { day, of, kind, into } of [...commands].sort((a, b) => a.day - b.day).filter(({ day }) => day <= asOf)) {
        const [own, other] = [standing(of, day), standing(into, day)]
        if (own === undefined) continue
        try {
          const { state, mergedInto } = decide(own, { kind, into: other, newOwner: null })
          now.set(own.initiativeId, { initiativeId: own.initiativeId, state, mergedInto, linked: false })
        } catch (error) { if (!(error instanceof Refusal)) throw error }
      }
      const all = [0, 1, 2, 3, 4, 5].filter(id => isThere(id, asOf)).map(id => now.get(String(id)) ?? { initiativeId: String(id), state: 'undecided' as const, mergedInto: null, linked: false })
      const told = headlineOf(all)
      const places = [told.inProgram, told.undecided, told.retired, told.rejected]
      expect(told.all).toBe(Math.min(asOf + 1, 6))
      expect(places.reduce((sum, place) => sum + place.all, 0)).toBe(told.all)
      for (const place of places) expect(place.own + place.merged).toBe(place.all)
      expect(told.inProgram.kept + told.inProgram.adopted).toBe(told.inProgram.own)
      expect(places.reduce((sum, place) => sum + place.merged, 0)).toBe(all.filter(({ state }) => state === 'merged').length)
    }), { numRuns: 300 })
  })

  it('When a project went into one that went into another, then it is where that one is', () => {
    const stood = (initiativeId: string, state: Stood['state'], mergedInto: string | null = null): Stood => ({ initiativeId, state, mergedInto, linked: initiativeId === 'c' })
    expect(headlineOf([stood('a', 'merged', 'b'), stood('b', 'merged', 'c'), stood('c', 'kept'), stood('d', 'retired'), stood('e', 'merged', 'd'), stood('f', 'rejected'), stood('g', 'undecided')])).toEqual({
      all: 7, inProgram: { own: 1, merged: 2, all: 3, kept: 1, adopted: 0, linked: 1 }, undecided: { own: 1, merged: 0, all: 1 },
      retired: { own: 1, merged: 1, all: 2 }, rejected: { own: 1, merged: 0, all: 1 }, goesOn: 2
    })
  })
})
