import { createHash } from 'node:crypto'
import { v5 } from 'uuid'
import { INDEX, type Release, type Score, type ScoreValue, type Share } from '@weft/contracts/scoring/events'
import type { WaveData } from '@weft/contracts/survey/events'
import type { Instrument } from '@weft/contracts/survey/instrument'
import type { Thresholds } from '@weft/contracts/vocabulary'
import { byCodePoint, canonical } from '@weft/service-kit/checksum'
import type { Plan } from '../instrument/plan.ts'
import type { Tally } from '../tally/tally.ts'
import { treeOf, type ScoredUnit, type Tree } from '../tree/tree.ts'
import { familyOf, indexFamilyOf } from './family.ts'
import { countsAt, figuresOf, type Figure, type Sums } from './figure.ts'
import { intervalOf, ownVariance, pooledVariance, rememberedQuantile } from './interval.ts'
import { roundedRatio } from './rounding.ts'

/** Version of the rules in this folder; a release says which one made it. Raise it when a figure or a choice can come out otherwise. */
const MODEL_VERSION = '1'
/** Below this n a share near the ends is given as "≤ 10" or "≥ 90" of 100: one cannot read a unanimous team off a screen. */
const FEW_FOR_A_SHARE = 30

export type Input = {
  wave: WaveData
  number: number
  supersedes: string | null
  instrument: Instrument
  plan: Plan
  /** A merged unit is not whole: it shows nothing, and its people count where they are. */
  units: readonly ScoredUnit[]
  /** Of each stratum unit. */
  tallies: ReadonlyMap<string, Tally>
}
export type Released = { manifest: Omit<Release, 'treeChunks'>, scores: readonly Score[] }

/** Id of a release: the same wave and number give the same id. A score's comes from it, so a repeated release is a duplicate. */
export const releaseIdOf = (waveId: string, number: number) => v5(String(number), waveId)
export const scoreIdOf = ({ releaseId, unitId, factorId }: Score) => v5(canonical([unitId, factorId]), releaseId)

/**
 * Makes a release: chooses the groups that may be shown by who has answered (never by what), computes their figures and lays them out
 * in canonical order: by unit id, then factor id, by code point. Every unit has a score of every figure, hidden ones too.
 * `sha256` is the SHA-256 of the canonical JSON of the array of all scores. Same tallies, same bytes. Throws when the tree is none.
 */
export function releaseOf ({ wave, number, supersedes, instrument, plan, units, tallies }: Input): Released {
  const { waveId } = wave
  const releaseId = releaseIdOf(waveId, number)
  const tree = treeOf(units)
  const figures = figuresOf(plan, tree, tallies)
  const whole = new Set(units.filter(unit => unit.merged !== true).map(unit => unit.unitId))
  const valuesOf = valuesFor(tree, whole, figures, plan, tallies, wave.thresholds)
  const byFactor = figures.map(figure => ({ factorId: figure.factorId, values: valuesOf(figure) })).sort((a, b) => byCodePoint(a.factorId, b.factorId))
  const scores = tree.topDown.toSorted(byCodePoint).flatMap(unitId => byFactor.map(({ factorId, values }): Score =>
    ({ releaseId, waveId, unitId, factorId, value: values.get(unitId) ?? { kind: 'hidden' } })))
  const { instrumentId, version, title, validated } = instrument
  return {
    scores,
    manifest: {
      releaseId, waveId, number, supersedes, title: wave.title, closedOn: wave.closesOn, instrument: { instrumentId, version, title, validated },
      modelVersion: MODEL_VERSION, thresholds: wave.thresholds, factors: factorsOf(instrument, figures), scores: scores.length, sha256: sha256Of(scores)
    }
  }
}

/** SHA-256 of the canonical JSON of the array, without holding it all in one string. */
function sha256Of (scores: readonly Score[]): string {
  const hash = createHash('sha256').update('[')
  scores.forEach((score, at) => hash.update((at === 0 ? '' : ',') + canonical(score)))
  return hash.update(']').digest('hex')
}

function factorsOf (instrument: Instrument, figures: readonly Figure[]): Release['factors'] {
  return figures.map(({ factorId, min, max }) => {
    const factor = instrument.factors.find(one => one.factorId === factorId)
    return { factorId, name: factor?.name ?? 'Index', discipline: factor?.discipline ?? null, min, max }
  })
}

/** What may be shown, for each figure: unit → value. */
function valuesFor (tree: Tree, whole: ReadonlySet<string>, figures: readonly Figure[], plan: Plan, tallies: ReadonlyMap<string, Tally>, thresholds: Thresholds) {
  const familiesOf = familiesFor(tree, whole, figures, plan, tallies, thresholds)
  const quantile = rememberedQuantile()
  return (figure: Figure): Map<string, ScoreValue> => {
    const { shown, withSpread } = familiesOf(figure)
    const pooled = pooledVariance(tree, figure, shown, withSpread)
    return new Map([...shown].map(unit => {
      const sums = figure.group.get(unit) as Sums
      const own = withSpread.has(unit)
      const interval = intervalOf(sums, figure.denominator, own ? ownVariance(sums, figure.denominator) : pooled, own ? 'own' : 'pooled', quantile)
      return [unit, shownValue(figure, sums, interval, own)]
    }))
  }
}

/** Which units show each figure, and which of them a spread of their own. All factors have the same units, the index may have fewer. */
function familiesFor (tree: Tree, whole: ReadonlySet<string>, figures: readonly Figure[], plan: Plan, tallies: ReadonlyMap<string, Tally>, { score, spread }: Thresholds) {
  // A factor that nobody has anywhere is hidden everywhere and must not hide the others.
  const had = figures.filter(({ factorId, own }) => factorId !== INDEX && [...own.values()].some(({ n }) => n > 0))
  const counts = [countsAt(tallies, 0), ...had.map(({ own }) => new Map([...own].map(([unit, { n }]) => [unit, n])))]
  const shown = familyOf(tree, counts, score, whole)
  const withSpread = familyOf(tree, counts, spread, shown)
  return (figure: Figure) => {
    if (figure.factorId === INDEX && plan.index !== null) return indexFamilies(tree, { shown, withSpread }, plan.index.scoredAt, tallies, { score, spread })
    return had.includes(figure) ? { shown, withSpread } : { shown: new Set<string>(), withSpread: new Set<string>() }
  }
}

type Families = { shown: ReadonlySet<string>, withSpread: ReadonlySet<string> }

function indexFamilies (tree: Tree, factors: Families, at: number, tallies: ReadonlyMap<string, Tally>, { score, spread }: Thresholds): Families {
  const complete = countsAt(tallies, at)
  const shown = indexFamilyOf(tree, factors.shown, complete, countsAt(tallies, at + 1), score)
  const both = new Set([...shown].filter(unit => factors.withSpread.has(unit)))
  return { shown, withSpread: familyOf(tree, [complete], spread, both) }
}

function shownValue ({ min, max, denominator, hasShare }: Figure, sums: Sums, interval: Extract<ScoreValue, { kind: 'shown' }>['interval'], own: boolean): ScoreValue {
  const people = BigInt(sums.n) * denominator
  return {
    kind: 'shown', n: sums.n, mean: roundedRatio(sums.sum, people),
    score: roundedRatio(100n * (sums.sum - BigInt(min) * people), people * BigInt(max - min)),
    interval, favourable: own && hasShare ? shareOf(sums) : { kind: 'hidden' }
  }
}

/** Favourable answers among the valid answers of the people with a factor score, in percent. */
function shareOf ({ n, favourable, valid }: Sums): Share {
  if (n < FEW_FOR_A_SHARE && favourable * 10 <= valid) return { kind: 'bounded', atMost: 10 }
  if (n < FEW_FOR_A_SHARE && favourable * 10 >= valid * 9) return { kind: 'bounded-below', atLeast: 90 }
  return { kind: 'shown', percent: roundedRatio(100n * BigInt(favourable), BigInt(valid)) }
}
