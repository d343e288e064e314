import type { Stance } from '../meaning/stance.ts'
import { cosine } from '../meaning/word-map.ts'
import { sameInWords } from './duplicate.ts'
import type { Finding } from './project.ts'
import { meets, type ReadProject } from './read-project.ts'

const shown = 0.6

/** How surely two projects cannot both succeed for the same customers or unit: they pull to opposite poles of an axis. Undefined: not that surely. */
export const apartness = (a: ReadProject, b: ReadProject): number | undefined => {
  if (!(a.poleBits[0] & b.poleBits[1]) && !(a.poleBits[1] & b.poleBits[0])) return undefined
  const opposed = opposedIn(a, b)
  const best = opposed[0]
  if (!best) return undefined
  const score = -1.6 + 0.2 * Math.min(8, best.one.strength + best.other.strength) + 0.3 * (opposed.length - 1)
    + 3 * Math.max(0, cosine(a.read.middle, b.read.middle)) + (meets(a.unit, b.unit) ? 0.8 : 0) + (meets(a.customers, b.customers) ? 0.6 : 0)
  const sure = 1 / (1 + Math.exp(-score))
  return sure < shown ? undefined : sure
}

/** From here on two texts are about the same thing, as far as can be said. Of pairs beyond it that go opposite ways a good third contradict (0022). */
const sameThing = 0.4

/** How surely one ends what the other adds to: a guess that somebody has to look at. Undefined where no sentence was read or they are about different things. */
export const oppositeWays = (a: ReadProject, b: ReadProject): number | undefined => {
  if (!a.meaning || !b.meaning || !(a.direction.ends && b.direction.adds) && !(b.direction.ends && a.direction.adds)) return undefined
  const near = cosine(a.meaning, b.meaning)
  return near < sameThing ? undefined : Math.min(0.55, near)
}

/** On which question they pull apart, in sentences. */
export const contradictionOf = (a: ReadProject, b: ReadProject, sure: number): Finding => ({
  kind: 'contradiction', a: a.project.id, b: b.project.id, sure, missing: [], reasons: [apartInWords(a, b), ...sameInWords(a, b)]
})

const apartInWords = (a: ReadProject, b: ReadProject): string => {
  const opposed = opposedIn(a, b)[0]
  if (opposed) return `They pull apart on one question, ${opposed.one.axis.name}: “${opposed.one.phrase}” means ${opposed.one.axis.poles[opposed.one.pole].says}, “${opposed.other.phrase}” means ${opposed.other.axis.poles[opposed.other.pole].says}.`
  const [ending, adding, where] = a.direction.ends && b.direction.adds ? [a.direction.ends, b.direction.adds, ['first', 'second']] as const : [b.direction.ends!, a.direction.adds!, ['second', 'first']] as const
  return `They are about the same thing and may go opposite ways: the ${where[0]} ends or limits (“${ending}”), the ${where[1]} opens or adds (“${adding}”). Can both succeed?`
}

const opposedIn = (a: ReadProject, b: ReadProject): { one: Stance, other: Stance }[] =>
  a.stances.flatMap(one => b.stances.filter(other => other.axis === one.axis && other.pole !== one.pole).map(other => ({ one, other })))
    .sort((x, y) => y.one.strength + y.other.strength - x.one.strength - x.other.strength)
