import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byHorizon, successIndex, type Item } from './success-index.ts'

// A person's quarter as the domain rules keep it: what counts is frozen, what is true now may move. Each act changes the one or the other.
const first = '2026-10-01'
const last = '2026-12-31'
type Held = Item & { state: 'open' | 'done' | 'dropped', agreed: boolean, endedOn: string | null, now: { weight: number, dueOn: string, horizon: string }, milestones: number }
type Act = { kind: typeof kinds[number], at: number, day: number, n: number }
const kinds = ['make', 'move-due', 'reweigh', 'change-horizon', 'drop', 'drop-agreed', 'agree-drop', 'reopen', 'split', 'carry', 'share', 'move-milestone', 'reword', 'progress', 'finish'] as const

const dayAfter = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
const days = { '3-months': 92, '6-months': 183, beyond: 365 }
const horizonOf = (n: number) => (['3-months', '6-months', 'beyond'] as const)[n % 3] as keyof typeof days
const steps = [0, 25, 50, 75, 100]

function held (startsOn: string, n: number, progress = 0): Held {
  const [horizon, weight] = [horizonOf(n), n % 3 + 1]
  const dueOn = dayAfter(startsOn, Math.max(1, days[horizon] - n % 60))
  return { commitmentId: `${startsOn} ${n}`, weight, parts: 1, horizon, discipline: null, startsOn, dueOn, progress, droppedAlone: false, state: 'open', agreed: false, endedOn: null, now: { weight, dueOn, horizon }, milestones: 1 }
}

/** What an act leaves of one item: none, one or several. */
function acted (item: Held, { kind, n, day }: Act): Held[] {
  if (kind === 'reopen' && item.state !== 'open') return [{ ...item, state: 'open', endedOn: null, droppedAlone: false }]
  if (kind === 'agree-drop' && item.state === 'dropped') return [{ ...item, agreed: true, droppedAlone: false }]
  if (item.state !== 'open') return [item]
  switch (kind) {
    case 'move-due': return [{ ...item, now: { ...item.now, dueOn: dayAfter(item.startsOn, n * 3) } }]
    case 'reweigh': return [{ ...item, now: { ...item.now, weight: n % 3 + 1 } }]
    case 'change-horizon': return [{ ...item, now: { ...item.now, horizon: horizonOf(n) } }]
    case 'move-milestone': return [{ ...item, milestones: item.milestones + 1, now: { ...item.now, dueOn: dayAfter(item.now.dueOn, n) } }]
    case 'drop': return [{ ...item, state: 'dropped', endedOn: dayAfter(first, day), droppedAlone: true }]
    case 'drop-agreed': return [{ ...item, state: 'dropped', endedOn: dayAfter(first, day), agreed: true }]
    case 'split': return Array.from({ length: Math.min(2 + n % 4, Math.floor(125 / item.parts)) }, (_, part) => ({ ...item, commitmentId: `${item.commitmentId}.${part}`, parts: item.parts * Math.min(2 + n % 4, Math.floor(125 / item.parts)) }))
    case 'progress': return [{ ...item, progress: steps[n % 5] as number }]
    case 'finish': return [{ ...item, state: 'done', endedOn: dayAfter(first, day), progress: 100 }]
    default: return [item]
  }
}

function after (items: readonly Held[], act: Act): Held[] {
  if (act.kind === 'make') return [...items, held(dayAfter(first, act.day), act.n)]
  const at = items.length === 0 ? -1 : act.at % items.length
  return items.flatMap((item, place) => place !== at || (act.kind === 'split' && item.parts > 25) ? [item] : acted(item, act))
}

const isProgress = ({ kind }: Act) => kind === 'progress' || kind === 'finish'
/** Had nothing been dropped alone: what an agreement or a reopening can at most give back. */
const undropped = (items: readonly Held[]) => items.map(item => ({ ...item, droppedAlone: false }))
const valuesOf = (items: readonly Held[]) => [successIndex(items, last), ...Object.values(byHorizon(items, last))].map(({ value }) => value)

const opening = fc.array(fc.record({ back: fc.nat(200), n: fc.nat(1_000), progress: fc.constantFrom(...steps) }), { minLength: 1, maxLength: 5 })
const history = fc.array(fc.record({ kind: fc.constantFrom(...kinds), at: fc.nat(20), day: fc.nat(91), n: fc.nat(120) }), { minLength: 1, maxLength: 8 })

test('No act without progress raises the index of its quarter, in 100,000 histories', { timeout: 120_000 }, () => {
  fc.assert(fc.property(opening, history, (items, acts) => {
    let now: Held[] = items.map(({ back, n, progress }) => held(dayAfter(first, -back), n, progress))
    let was = valuesOf(now)
    for (const act of acts) {
      const ceiling = isProgress(act) ? null : act.kind === 'agree-drop' || act.kind === 'reopen' ? valuesOf(undropped(now)) : was
      now = after(now, act)
      was = valuesOf(now)
      // From no index to one is no rise: what was made without progress brings nothing with it.
      was.forEach((value, place) => {
        if (value !== null && value > (ceiling === null ? 1_000_000 : ceiling[place] ?? 0)) throw new Error(`${act.kind} raised ${place} from ${ceiling?.[place]} to ${value}`)
      })
    }
  }), { numRuns: 100_000, seed: 6 })
  expect(successIndex([held(first, 0, 100)], last).value).toBe(1_000_000)
})
