import { circlesIn } from '../organisation/check-organisation.ts'
import type { UnitFacts, UnitRow } from '../organisation/organisation.ts'
import type { Taken } from '../organisation/rows.ts'
import { firstOfEach, membersOf, type Member, type Members } from './members.ts'
import { reasonOf, type Notes } from './problems.ts'

const REST = 5_000

/** The units as they would be; without rows, as they are. */
export function * composeUnits (taken: readonly Taken<UnitRow>[] | undefined, known: ReadonlyMap<string, UnitFacts>, notes: Notes): Generator<void, { units: UnitFacts[], leftOut: Map<number, string> }> {
  const read = readableUnits(taken ?? [], notes)
  const { rows, repeated } = firstOfEach(read.rows, 'units', notes)
  const members = membersOf({ known, rows, aboveOf: unit => unit.parentId }, taken !== undefined)
  for (const { member, code, value } of read.refused) members.leaveOut(member, code, value)
  yield
  yield * settleParents(members, notes)
  noteShape(members, notes)
  return { units: [...members.of.values()].map(({ facts }) => facts), leftOut: new Map([...read.nameless, ...repeated, ...members.leftOut]) }
}

type Refused = { member: Member<UnitFacts>, code: string, value: string }

function readableUnits (taken: readonly Taken<UnitRow>[], notes: Notes): { rows: Member<UnitFacts>[], refused: Refused[], nameless: Map<number, string> } {
  const rows: Member<UnitFacts>[] = []
  const refused: Refused[] = []
  const nameless = new Map<number, string>()
  for (const { row: { line, ...facts }, faults } of taken) {
    const member = { id: facts.unitId, line, facts }
    const decided = faults.map(({ code, value }) => ({ code, value, rule: notes.note('units', code, { line, id: member.id, value }) }))
    const out = decided.find(({ rule }) => rule !== null)
    if (faults.some(({ code }) => code === 'bad-id' || code === 'uneven-row')) {
      if (out !== undefined) nameless.set(line, reasonOf(out.code, out.value))
      continue
    }
    rows.push(member)
    if (out !== undefined) refused.push({ member, ...out })
  }
  return { rows, refused, nameless }
}

function * settleParents (members: Members<UnitFacts>, notes: Notes): Generator<void, void> {
  const waiting = [...members.of.keys()]
  let seen = 0
  for (const id of waiting) {
    if (++seen % REST === 0) yield
    const member = members.of.get(id)
    const parent = member?.facts.parentId ?? null
    if (member === undefined || parent === null || members.of.has(parent)) continue
    const rule = notes.note('units', 'unknown-parent', { line: member.line, id, value: parent })
    if (rule === 'leave-out' && member.line !== null) waiting.push(...members.leaveOut(member, 'unknown-parent', parent))
  }
}

function noteShape ({ of }: Members<UnitFacts>, notes: Notes): void {
  const all = [...of.values()]
  const [first, ...others] = all.filter(({ facts }) => facts.parentId === null)
  if (first === undefined) notes.note('units', 'no-root', { line: null, id: '', value: '' })
  for (const { id, line } of others) notes.note('units', 'second-root', { line, id, value: first?.id ?? '' })
  for (const { id, line } of circlesIn(all, member => member.id, member => member.facts.parentId)) notes.note('units', 'cyclic-units', { line, id, value: id })
}
