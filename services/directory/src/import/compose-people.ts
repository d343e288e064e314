import type { ImportRule } from '@weft/contracts/directory/api'
import { circlesIn, sharedEmails } from '../organisation/check-organisation.ts'
import type { PersonFacts, PersonRow, UnitFacts } from '../organisation/organisation.ts'
import type { Taken } from '../organisation/rows.ts'
import { firstOfEach, membersOf, type Member, type Members } from './members.ts'
import { lockOuts } from './lock-out.ts'
import { reasonOf, type Notes } from './problems.ts'

const REST = 5_000
/** Leaving one row out can bring another to light. People are never so entangled that more rounds would help. */
const MOST_ROUNDS = 20

type Around = { known: ReadonlyMap<string, PersonFacts>, units: readonly UnitFacts[] }

/** The people as they would be, in the units as they would be; without rows, as they are. */
export function * composePeople (taken: readonly Taken<PersonRow>[] | undefined, { known, units }: Around, notes: Notes, importer: string | null): Generator<void, { people: PersonFacts[], leftOut: Map<number, string> }> {
  const read = readablePeople(taken ?? [], notes)
  yield
  const { rows, repeated } = firstOfEach(read.rows, 'people', notes)
  resolveBosses(rows, known)
  yield
  const members = membersOf({ known, rows, aboveOf: person => person.bossId }, taken !== undefined)
  for (const { member, code, value } of read.refused) members.leaveOut(member, code, value)
  yield * settlePlaces(members, [...members.of.keys()], { known, units }, notes)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const again = settleTwins(members, notes)
    yield
    if (again.length === 0) break
    yield * settlePlaces(members, again, { known, units }, notes)
  }
  settleCircles(members, notes)
  yield
  const people = [...members.of.values()].map(({ facts }) => facts)
  for (const code of lockOuts({ known, people, importer })) notes.note('people', code, { line: null, id: importer ?? '', value: '' })
  return { people, leftOut: new Map([...read.nameless, ...repeated, ...members.leftOut]) }
}

type Refused = { member: Member<PersonFacts>, code: string, value: string }

/** What a rule makes of a row; null leaves it out. */
const mended: Partial<Record<ImportRule, (facts: PersonFacts) => PersonFacts>> = {
  'as-staff': facts => ({ ...facts, rank: 'staff' }),
  'no-role': facts => ({ ...facts, role: null }),
  'no-sign-in': facts => ({ ...facts, signIn: null, role: null }),
  'no-band': facts => facts
}

function readablePeople (taken: readonly Taken<PersonRow>[], notes: Notes): { rows: Member<PersonFacts>[], refused: Refused[], nameless: Map<number, string> } {
  const rows: Member<PersonFacts>[] = []
  const refused: Refused[] = []
  const nameless = new Map<number, string>()
  for (const { row: { line, ...facts }, faults } of taken) {
    const member = { id: facts.personId, line, facts }
    const decided = faults.map(({ code, value }) => ({ code, value, rule: notes.note('people', code, { line, id: member.id, value }) }))
    const out = decided.find(({ rule }) => rule === 'leave-out')
    if (faults.some(({ code }) => code === 'bad-id' || code === 'uneven-row')) {
      if (out !== undefined) nameless.set(line, reasonOf(out.code, out.value))
      continue
    }
    for (const { rule } of decided) if (rule !== null) member.facts = mended[rule]?.(member.facts) ?? member.facts
    rows.push(member)
    if (out !== undefined) refused.push({ member, ...out })
  }
  return { rows, refused, nameless }
}

/** A boss may be told by e-mail: then it is whoever has it, where that is one person. */
function resolveBosses (rows: readonly Member<PersonFacts>[], known: ReadonlyMap<string, PersonFacts>): void {
  if (!rows.some(({ facts }) => facts.bossId?.includes('@') === true)) return
  const ids = new Set([...known.keys(), ...rows.map(({ id }) => id)])
  const holders = new Map<string, string | null>()
  for (const { id, facts } of rows) {
    const email = facts.email.toLowerCase()
    holders.set(email, holders.has(email) ? null : id)
  }
  for (const row of rows) {
    const { bossId } = row.facts
    const holder = bossId === null || ids.has(bossId) ? undefined : holders.get(bossId.toLowerCase())
    if (typeof holder === 'string') row.facts = { ...row.facts, bossId: holder }
  }
}

/** Sees to it that everybody has a unit that is there, and a boss who is. Who goes takes their reports' boss along, so those are looked at again. */
function * settlePlaces (members: Members<PersonFacts>, ids: readonly string[], around: Around, notes: Notes): Generator<void, void> {
  const find = unitFinder(around.units)
  const waiting = [...ids]
  let seen = 0
  for (const id of waiting) {
    if (++seen % REST === 0) yield
    const member = members.of.get(id)
    if (member === undefined) continue
    const gone = settleUnit(member, members, { find, old: around.known.get(id)?.unitId }, notes) ?? settleBoss(member, members, notes)
    waiting.push(...gone)
  }
}

type Finder = (unit: string) => string | undefined

/** By id, else by name where only one unit has it. */
function unitFinder (units: readonly UnitFacts[]): Finder {
  const ids = new Set(units.map(({ unitId }) => unitId))
  const names = new Map<string, string | undefined>()
  for (const { unitId, name } of units) names.set(name.toLowerCase(), names.has(name.toLowerCase()) ? undefined : unitId)
  return unit => ids.has(unit) ? unit : names.get(unit.toLowerCase())
}

/** Gives the ids to look at again when the member is not there any more as it was; null while it stays. */
function settleUnit (member: Member<PersonFacts>, members: Members<PersonFacts>, { find, old }: { find: Finder, old: string | undefined }, notes: Notes): string[] | null {
  const { unitId } = member.facts
  const found = find(unitId)
  if (found !== undefined) {
    if (found !== unitId) member.facts = { ...member.facts, unitId: found }
    return null
  }
  const code = member.line === null ? 'kept-unit-ended' : 'unknown-unit'
  const rule = notes.note('people', code, { line: member.line, id: member.id, value: unitId })
  const oldUnit = rule === 'old-unit' && old !== undefined ? find(old) : undefined
  if (oldUnit !== undefined) {
    member.facts = { ...member.facts, unitId: oldUnit }
    return null
  }
  return rule === null ? null : members.leaveOut(member, code, unitId)
}

function settleBoss (member: Member<PersonFacts>, members: Members<PersonFacts>, notes: Notes): string[] {
  const { bossId } = member.facts
  if (bossId === null || members.of.has(bossId)) return []
  const code = member.line === null ? 'kept-boss-left' : 'unknown-boss'
  const rule = notes.note('people', code, { line: member.line, id: member.id, value: bossId })
  if (rule === 'no-boss') member.facts = { ...member.facts, bossId: null }
  return rule === 'leave-out' ? members.leaveOut(member, code, bossId) : []
}

/** Two with one sign-in, or with one e-mail where one of them signs in. What is known counts before what the file says. Gives ids to look at again. */
function settleTwins (members: Members<PersonFacts>, notes: Notes): string[] {
  const all = [...members.of.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  const again: string[] = []
  const settle = (member: Member<PersonFacts>, code: string, value: string) => {
    const rule = notes.note('people', code, { line: member.line, id: member.id, value })
    if (rule === 'no-sign-in') member.facts = { ...member.facts, signIn: null, role: null }
    if (rule === 'leave-out' && member.line !== null) again.push(...members.leaveOut(member, code, value))
  }
  const holders = new Set<string>()
  for (const member of all) {
    const { signIn } = member.facts
    if (signIn === null) continue
    if (holders.has(signIn)) settle(member, 'duplicate-sign-in', signIn)
    holders.add(signIn)
  }
  for (const member of sharedEmails(all.filter(one => members.of.get(one.id) === one), one => one.facts)) settle(member, 'duplicate-email', member.facts.email)
  return again
}

function settleCircles (members: Members<PersonFacts>, notes: Notes): void {
  for (const member of circlesIn([...members.of.values()], one => one.id, one => one.facts.bossId)) {
    const rule = notes.note('people', 'cyclic-bosses', { line: member.line, id: member.id, value: member.facts.bossId ?? '' })
    if (rule === 'no-boss') member.facts = { ...member.facts, bossId: null }
  }
}
