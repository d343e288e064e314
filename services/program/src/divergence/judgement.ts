import type { Closeness, Read } from '../meaning/closeness.ts'
import type { Stance } from '../meaning/stance.ts'
import type { Statement } from './view.ts'

export type ReadStatement = Statement & { read: Read, stances: Stance[] }
export type Beside = { a: ReadStatement, b: ReadStatement, closeness: Closeness }

export type Judgement = { sure: number, why: string }

/** Below this chance a link is not shown. */
const shown = 0.5
/** A missed match costs a reader more than a doubtful one: it stands in two lists as named by one department only. */
const matched = 0.4

/**
 * Whether two statements cannot both be true of the same customers: they stand at opposite poles of an axis. A broad axis (sooner or later, often
 * or seldom) counts only as far as both are about the same thing.
 */
export const contradictionOf = (pair: Beside): Judgement | undefined => {
  const opposed = opposites(pair.a.stances, pair.b.stances)
  const best = opposed.sort((one, other) => weightOf(other) - weightOf(one))[0]
  if (!best) return undefined
  const sure = chance(weightOf(best) + (opposed.length - 1) + 4 * nearness(pair.closeness))
  return sure < shown ? undefined : { sure, why: inWords(best) }
}

type Opposite = { one: Stance, other: Stance }
const opposites = (a: Stance[], b: Stance[]): Opposite[] => a.flatMap(one => b
  .filter(other => other.axis === one.axis && other.pole !== one.pole).map(other => ({ one, other })))

/** Weights by hand: a longer phrase says more; the same words on both sides oppose only because one of them is refused, which is easily misread. */
const weightOf = ({ one, other }: Opposite): number =>
  0.2 * Math.min(8, one.strength + other.strength) - (one.phrase === other.phrase ? 1 : 0) + (one.axis.broad ? one.axis.plain ? -2.2 : -1.8 : 0.3)

const inWords = ({ one, other }: Opposite): string =>
  `It is a question of ${one.axis.name}: “${one.phrase}” says ${one.axis.poles[one.pole].says}, “${other.phrase}” says ${other.axis.poles[other.pole].says}.`

/** Whether two statements mean the same: near in meaning, and on no axis opposed. */
export const matchOf = (pair: Beside): Judgement | undefined => {
  if (opposites(pair.a.stances, pair.b.stances).length) return undefined
  const same = pair.a.stances.find(one => pair.b.stances.some(other => other.axis === one.axis && other.pole === one.pole))
  const { aligned, middles, pairs } = pair.closeness
  const nearest = Math.max(0, ...pairs.map(({ near }) => near))
  const sure = chance(-6 + 2 * aligned + 4 * Math.max(0, middles) + 1.6 * nearest + (same ? 0.5 : 0) + (pair.a.field === pair.b.field ? 2.7 : 0))
  return sure < matched ? undefined : { sure, why: sameInWords(pair.closeness, same) }
}

const sameInWords = ({ pairs }: Closeness, same: Stance | undefined): string => {
  const told = pairs.slice(0, 3).map(({ a, b }) => a === b ? `“${a}” in both` : `“${a}” beside “${b}”`)
  return [`Near in meaning: ${told.join(', ')}`, ...same ? [`both want ${same.axis.poles[same.pole].says}`] : []].join('; ') + '.'
}

const nearness = ({ aligned, middles }: Closeness): number => (aligned + Math.max(0, middles)) / 2
const chance = (score: number): number => 1 / (1 + Math.exp(-score))
