import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Known, PersonFacts, UnitFacts } from '../organisation/organisation.ts'
import { compose } from './compose.ts'
import { effectsOf } from './effects.ts'
import { guessPeople } from './fields.ts'
import { previewOf } from './run.ts'

const run = <T>(work: Generator<void, T>): T => { for (;;) { const step = work.next(); if (step.done === true) return step.value } }
const unit: UnitFacts = { unitId: 'u', parentId: null, name: 'Company' }
const ids = ['a', 'b', 'c', 'd', 'e', 'f']
const person = (personId: string, name: string, bossId: string | null): PersonFacts => ({ personId, name, email: `${personId}@example.org`, unitId: 'u', bossId, rank: 'staff', bands: {}, role: null, signIn: null })
const people = fc.uniqueArray(fc.record({ id: fc.constantFrom(...ids), name: fc.constantFrom('x', 'y'), boss: fc.option(fc.constantFrom(...ids, 'nobody')) }), { selector: one => one.id })
  .map(all => all.map(({ id, name, boss }) => person(id, name, boss)))
const rules = { 'people.unknown-boss': 'leave-out', 'people.cyclic-bosses': 'no-boss', 'people.kept-boss-left': 'no-boss' } as const
const known = <Facts>(all: readonly Facts[], idOf: (facts: Facts) => string): Map<string, Known<Facts>> => new Map(all.map(facts => [idOf(facts), { facts, since: '2026-01-01', version: 1 }]))
const settled = (all: readonly PersonFacts[], before: readonly PersonFacts[]) =>
  run(compose({ people: all.map((facts, place) => ({ row: { line: place + 2, ...facts }, faults: [] })) }, { units: new Map([['u', unit]]), people: new Map(before.map(one => [one.personId, one])) }, rules, null))

test('Whatever was known and whatever comes, by these rules everybody has a boss who is there or none, and the figures add up', () => {
  fc.assert(fc.property(people, people, (first, next) => {
    const before = settled(first, []).people
    const after = settled(next, before)
    const there = new Set(after.people.map(one => one.personId))
    expect(after.isOpen).toBe(false)
    expect(there.size).toBe(after.people.length)
    for (const { bossId } of after.people) expect(bossId === null || there.has(bossId)).toBe(true)
    const state = { units: known([unit], one => one.unitId), people: known(before, one => one.personId) }
    const { people: { added, changed, ended, same }, peopleBefore, peopleAfter } = previewOf(state, after, run(effectsOf(state, after)), { baseVersion: 1, leftOut: 0, importer: { personId: null, firstSignIn: null } })
    expect([added + changed + same, ended + changed + same]).toEqual([peopleAfter, peopleBefore])
    // Back again: what came leaves, what left comes, what changed changes.
    const back = { units: state.units, people: known(after.people, one => one.personId) }
    const undone = previewOf(back, { units: [unit], people: before }, run(effectsOf(back, { units: [unit], people: before })), { baseVersion: 2, leftOut: 0, importer: { personId: null, firstSignIn: null } })
    expect(undone.people).toEqual({ added: ended, changed, ended: added, same })
  }))
})

test('In whatever order columns stand, the guess is the same', () => {
  const columns = ['Employee ID', 'Name', 'First name', 'E-Mail', 'Kostenstelle', 'Manager', 'Login', 'band_site', 'Salary', 'id']
  fc.assert(fc.property(fc.shuffledSubarray(columns), some => {
    expect(guessPeople(some)).toEqual(guessPeople([...some].sort()))
  }))
})
