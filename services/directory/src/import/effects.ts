import type { EffectKind } from '@weft/contracts/directory/api'
import { differenceOf, type Difference } from '../organisation/difference.ts'
import type { Known, PersonFacts, UnitFacts } from '../organisation/organisation.ts'
import { SMALLEST_GROUP, sizesOf } from './thresholds.ts'

export type Effect = { kind: EffectKind, id: string, name: string, before: string | null, after: string | null }
export type Before = { units: ReadonlyMap<string, Known<UnitFacts>>, people: ReadonlyMap<string, Known<PersonFacts>> }
export type After = { units: readonly UnitFacts[], people: readonly PersonFacts[] }
export type Effects = { units: Difference<UnitFacts>, people: Difference<PersonFacts>, effects: Effect[] }

const REST = 5_000

/** Everything that would be another after an import, one line for each, in the order of their names. */
export function * effectsOf (before: Before, after: After): Generator<void, Effects> {
  const units = differenceOf(before.units, after.units, unit => unit.unitId)
  yield
  const people = differenceOf(before.people, after.people, person => person.personId)
  yield
  const effects: Effect[] = [...unitEffects(before, units)]
  yield
  effects.push(...sizeEffects(before, after))
  yield
  yield * peopleEffects(before, after, people, effects)
  return { units, people, effects: inOrder(effects) }
}

/** Sorts effects by name, then id. */
export const inOrder = (effects: Effect[]): Effect[] => effects.sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1)

/** How many of each kind. */
export function countsOf (effects: readonly Effect[]): Partial<Record<EffectKind, number>> {
  const counts: Partial<Record<EffectKind, number>> = {}
  for (const { kind } of effects) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

function * unitEffects (before: Before, { added, changed, ended }: Difference<UnitFacts>): Generator<Effect> {
  for (const { unitId: id, name } of added) yield { kind: 'unit-added', id, name, before: null, after: null }
  for (const { unitId: id, name, parentId } of changed) {
    const old = before.units.get(id)?.facts
    if (old?.name !== name) yield { kind: 'unit-renamed', id, name, before: old?.name ?? null, after: name }
    if (old?.parentId !== parentId) yield { kind: 'unit-moved', id, name, before: old?.parentId ?? null, after: parentId }
  }
  for (const id of ended) yield { kind: 'unit-ended', id, name: before.units.get(id)?.facts.name ?? id, before: null, after: null }
}

/** Units that come to be large enough to have a score of their own, or stop being so; new ones reach, ended ones are told as ended. */
function * sizeEffects (before: Before, after: After): Generator<Effect> {
  const old = sizesOf([...before.units.values()].map(({ facts }) => facts), [...before.people.values()].map(({ facts }) => facts))
  const names = new Map(after.units.map(({ unitId, name }) => [unitId, name]))
  for (const [id, { total, direct }] of sizesOf(after.units, after.people)) {
    const was = old.get(id) ?? { total: 0, direct: 0 }
    if ((was.total >= SMALLEST_GROUP) === (total >= SMALLEST_GROUP) || !old.has(id)) continue
    const name = names.get(id) ?? id
    yield { kind: total >= SMALLEST_GROUP ? 'unit-reaches' : 'unit-falls-below', id, name, before: sizeText(was), after: sizeText({ total, direct }) }
  }
}

const sizeText = ({ total, direct }: { total: number, direct: number }) => `${total} (${direct} of them directly)`

function * peopleEffects (before: Before, after: After, { added, changed, ended }: Difference<PersonFacts>, effects: Effect[]): Generator<void, void> {
  const oldName = (id: string) => before.units.get(id)?.facts.name ?? id
  const names = new Map(after.units.map(({ unitId, name }) => [unitId, name]))
  const newName = (id: string) => names.get(id) ?? id
  for (const [place, { personId: id, name, unitId, signIn, role }] of added.entries()) {
    if (place % REST === 0) yield
    effects.push({ kind: 'joins', id, name, before: null, after: newName(unitId) })
    if (signIn !== null) effects.push({ kind: 'gains-sign-in', id, name, before: null, after: signIn })
    if (role !== null) effects.push({ kind: 'role', id, name, before: null, after: role })
  }
  for (const [place, facts] of changed.entries()) {
    if (place % REST === 0) yield
    const old = before.people.get(facts.personId)?.facts
    if (old !== undefined) effects.push(...changesOf(old, facts, { from: oldName(old.unitId), to: newName(facts.unitId) }))
  }
  for (const [place, id] of ended.entries()) {
    if (place % REST === 0) yield
    const old = before.people.get(id)?.facts
    if (old === undefined) continue
    effects.push({ kind: 'leaves', id, name: old.name, before: oldName(old.unitId), after: null })
    if (old.signIn !== null) effects.push({ kind: 'loses-sign-in', id, name: old.name, before: old.signIn, after: null })
    if (old.role !== null) effects.push({ kind: 'role', id, name: old.name, before: old.role, after: null })
  }
}

const fieldNames = { name: 'name', email: 'e-mail', bossId: 'boss', rank: 'rank', bands: 'bands', signIn: 'sign-in' } as const

function changesOf (old: PersonFacts, now: PersonFacts, { from, to }: { from: string, to: string }): Effect[] {
  const one = { id: now.personId, name: now.name }
  const fields = (Object.keys(fieldNames) as (keyof typeof fieldNames)[]).filter(field => JSON.stringify(old[field]) !== JSON.stringify(now[field]))
  return [
    ...old.unitId === now.unitId ? [] : [{ ...one, kind: 'moves' as const, before: from, after: to }],
    ...fields.length === 0 ? [] : [{ ...one, kind: 'changes' as const, before: null, after: fields.map(field => fieldNames[field]).join(', ') }],
    ...old.role === now.role ? [] : [{ ...one, kind: 'role' as const, before: old.role, after: now.role }],
    ...old.signIn !== null && now.signIn === null ? [{ ...one, kind: 'loses-sign-in' as const, before: old.signIn, after: null }] : [],
    ...old.signIn === null && now.signIn !== null ? [{ ...one, kind: 'gains-sign-in' as const, before: null, after: now.signIn }] : []
  ]
}
