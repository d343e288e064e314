import { Refusal } from '@weft/service-kit/refusal'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draftOf, type Commitment, type Written } from '../commitment/commitment.ts'
import { addDays } from '../commitment/days.ts'
import { decide, type Command } from '../commitment/decide.ts'
import { byHorizon, successIndex, type Item } from './success-index.ts'

// A person's quarter: commitments as the rules of the house change them (commitment/decide.ts), and beside them what was frozen to count, as commitment/counted.store.ts keeps it.
const [first, last] = ['2026-10-01', '2026-12-31']
type Frozen = Pick<Item, 'weight' | 'parts' | 'horizon' | 'discipline' | 'startsOn' | 'dueOn'>
type World = { commitments: ReadonlyMap<string, Commitment>, counted: ReadonlyMap<string, Frozen> }
const kinds = ['make', 'write', 'drop', 'drop-agreed', 'agree-drop', 'agree-weight', 'split', 'partners', 'add-milestone', 'change-milestone', 'reach-milestone', 'remove-milestone', 'progress', 'done'] as const
type Act = { kind: typeof kinds[number], at: number, day: number, n: number }

const steps = [0, 25, 50, 75, 100] as const
const horizonOf = (n: number) => (['3-months', '6-months', 'beyond'] as const)[n % 3] ?? 'beyond'
const milestoneOf = (n: number, today: string) => ({ milestoneId: `m-${n}`, wording: 'A first step', dueOn: addDays(today, 7 + n * 2) })
const writtenOf = (n: number, today: string): Written => ({
  wording: 'When a claim is late, I will call first', horizon: horizonOf(n), dueOn: null, discipline: null, priorityId: null, practiceId: null, benefits: 'customer', measure: `Calls ${n % 2}`, weight: 1 + n % 3,
  milestone: horizonOf(n) === 'beyond' ? milestoneOf(n, today) : null
})

const asking = (now: Commitment, today: string, as: 'owner' | 'boss') => ({ by: as, as, seen: now.version, today, underReview: false, dropFinal: false })
const draft = (id: string, n: number, today: string) => draftOf(writtenOf(n, today), { commitmentId: id, personId: 'owner', today })
const frozenOf = ({ weight, parts, horizon, discipline, startsOn, dueOn }: Commitment): Frozen => ({ weight, parts, horizon, discipline, startsOn: startsOn ?? first, dueOn: dueOn ?? last })

function opened (id: string, n: number, today: string): Commitment {
  const now = draft(id, n, today)
  return decide(now, { act: 'open' }, asking(now, today, 'owner'))?.after ?? now
}

/** What an act asks of a commitment, one command after the other. */
function commandsOf ({ kind, n }: Act, now: Commitment, today: string): readonly (readonly ['owner' | 'boss', Command])[] {
  switch (kind) {
    case 'make': return []
    case 'write': return [['owner', { act: 'write', written: { ...writtenOf(n, today), dueOn: n % 4 === 0 && now.startsOn !== null ? addDays(now.startsOn, n * 2) : null } }]]
    case 'drop': return [['owner', { act: 'drop', reason: 'Other things' }]]
    case 'drop-agreed': return [['owner', { act: 'drop', reason: 'Other things' }], ['boss', { act: 'agree-drop' }]]
    case 'agree-drop': return [['boss', { act: 'agree-drop' }]]
    case 'agree-weight': return [['boss', { act: 'agree-weight', weight: 1 + n % 3 }]]
    case 'split': return [['owner', { act: 'split', parts: Array.from({ length: 2 + n % 4 }, (_, part) => ({ commitmentId: `${now.commitmentId}.${part}`, wording: 'A part', measure: 'Calls' })), newIds: [] }]]
    case 'partners': return [['owner', { act: 'partners', partners: [`P-${n}`] }]]
    case 'add-milestone': return [['owner', { act: 'add-milestone', milestone: milestoneOf(n, today) }]]
    case 'change-milestone': return [['owner', { act: 'change-milestone', milestone: { ...milestoneOf(n, today), milestoneId: now.milestones[0]?.milestoneId ?? '' } }]]
    case 'reach-milestone': return [['owner', { act: 'reach-milestone', milestoneId: now.milestones[0]?.milestoneId ?? '' }]]
    case 'remove-milestone': return [['owner', { act: 'remove-milestone', milestoneId: now.milestones[0]?.milestoneId ?? '' }]]
    case 'progress': return [['owner', { act: 'progress', progress: steps[n % 5] ?? 0 }]]
    case 'done': return [['owner', { act: 'done' }]]
  }
}

const accepted = new Map<string, number>()

/** The world after an act; as it was where the rules refuse it. */
function after (world: World, act: Act): World {
  const today = addDays(first, act.day)
  const [commitments, counted] = [new Map(world.commitments), new Map(world.counted)]
  try {
    if (act.kind === 'make') {
      const made = opened(`${world.commitments.size} ${act.n}`, act.n, today)
      commitments.set(made.commitmentId, made)
      counted.set(made.commitmentId, frozenOf(made))
    }
    const id = [...commitments.keys()][act.at % commitments.size] ?? ''
    for (const [as, command] of commandsOf(act, commitments.get(id) as Commitment, today)) {
      const now = commitments.get(id) as Commitment
      const change = decide(now, command, asking(now, today, as))
      if (change === null) return world
      commitments.set(id, change.after)
      const whole = counted.get(id)
      for (const part of change.parts) {
        commitments.set(part.commitmentId, part)
        if (whole !== undefined) counted.set(part.commitmentId, { ...whole, parts: whole.parts * change.parts.length })
      }
      if (change.parts.length > 0) counted.delete(id)
    }
  } catch (error) {
    if (error instanceof Refusal) return world
    throw error
  }
  accepted.set(act.kind, (accepted.get(act.kind) ?? 0) + 1)
  return { commitments, counted }
}

/** What counts, as a store reads it; beside it what is true of a commitment now, which must not matter. */
const itemsIn = ({ commitments, counted }: World) => [...counted].map(([commitmentId, frozen]) => {
  const now = commitments.get(commitmentId) as Commitment
  return { ...frozen, commitmentId, progress: now.progress, droppedAlone: now.state === 'dropped' && now.dropAgreedBy === null, endedOn: now.endedOn, now }
})
const valuesOf = (items: readonly Item[]) => [successIndex(items, last), ...Object.values(byHorizon(items, last))].map(({ value }) => value)
/** Had nothing been dropped alone: what an agreement can at most give back. */
const undropped = (items: readonly Item[]) => items.map(item => ({ ...item, droppedAlone: false }))

const opening = fc.array(fc.record({ back: fc.integer({ min: 1, max: 200 }), n: fc.nat(60), progress: fc.constantFrom(...steps) }), { minLength: 1, maxLength: 4 })
const history = fc.array(fc.record({ kind: fc.constantFrom(...kinds), at: fc.nat(20), day: fc.nat(91), n: fc.nat(120) }), { minLength: 1, maxLength: 7 })

test('No act without progress raises the index of its quarter, in 100,000 histories', { timeout: 120_000 }, () => {
  fc.assert(fc.property(opening, history, (before, acts) => {
    const there = before.map(({ back, n, progress }, at) => ({ ...opened(`O-${at}`, n, addDays(first, -back)), progress }))
    let world: World = { commitments: new Map(there.map(one => [one.commitmentId, one])), counted: new Map(there.map(one => [one.commitmentId, frozenOf(one)])) }
    let was = valuesOf(itemsIn(world))
    for (const act of acts.toSorted((a, b) => a.day - b.day)) {
      const next = after(world, act)
      if (next === world) continue
      const ceiling = act.kind === 'progress' || act.kind === 'done' ? null : act.kind === 'agree-drop' ? valuesOf(undropped(itemsIn(world))) : was
      world = next
      was = valuesOf(itemsIn(world))
      // From no index to one is no rise: what was made without progress brings nothing with it.
      was.forEach((value, place) => {
        if (value !== null && value > (ceiling === null ? 1_000_000 : ceiling[place] ?? 0)) throw new Error(`${act.kind} raised ${place} from ${ceiling?.[place]} to ${value}`)
      })
    }
  }), { numRuns: 100_000, seed: 6 })
  expect(kinds.filter(kind => (accepted.get(kind) ?? 0) < 200)).toEqual([])
})
