import { tProbability, tQuantile95 } from '@weft/service-kit/student'
import { regress, type Fit } from './random-effects.ts'

/** Fewest units on each side; a unit has kept its commitments from this index on; a true difference of this size, on the answer scale, has to be found four times in five. */
export const rules = { units: 5, keptFrom: 70, size: 0.5, version: 1 } as const
const LEVEL = 0.05
/** Of the standard normal distribution, 80 %. */
const POWER = 0.8416212335729143
/** Level, side and start. */
const UNKNOWNS = 3
/** As few as make a mean of disciplines worth drawing to. */
const FEW_DISCIPLINES = 3

export type Measured = { mean: number, standardError: number }
/** A unit in both waves. `kept`: it kept its commitments on the discipline; else it had none. `level`: steps below the top. */
export type Unit = { unitId: string, level: number, kept: boolean, before: Measured, after: Measured }

export type Estimate = { difference: number, low: number, high: number }
export type Told = Estimate & {
  kind: 'told', level: number, kept: Side, others: Side
  /** The same between units of the same start; null where start and side cannot be told apart. */
  equalStart: Estimate | null
  /** Drawn to what the other disciplines show, the more the less it is known; null while too few are told. */
  drawn: number | null
  /** A true difference of this size would be found about four times in five. */
  findable: number
  /** Both differences are significant in the same direction, over all disciplines of the page. */
  clear: boolean
}
export type Side = { units: number, change: number }
export type Untold = { kind: 'untold', reason: 'too-few-units' | 'too-little-power', kept: number, others: number }
export type Effect = Told | Untold

/** What is told of each discipline: those with a common page judge "clear" together (Benjamini & Hochberg 1995). */
export function effectsOf (disciplines: ReadonlyMap<string, readonly Unit[]>): Map<string, Effect> {
  const raw = new Map([...disciplines].map(([discipline, units]) => [discipline, compare(units)]))
  const found = [...raw].flatMap(([discipline, one]) => one.kind === 'found' ? [{ discipline, ...one }] : [])
  const clear = discoveries(new Map(found.map(({ discipline, p }) => [discipline, p])))
  const drawn = drawnTogether(found)
  return new Map([...raw].map(([discipline, one]): [string, Effect] =>
    [discipline, one.kind === 'untold' ? one : { kind: 'told', ...one.told, drawn: drawn.get(discipline) ?? null, clear: clear.has(discipline) }]))
}

type Found = { kind: 'found', told: Omit<Told, 'kind' | 'drawn' | 'clear'>, p: number, standardError: number, difference: number }

/**
 * Difference in differences of one discipline: how much more the mean moved where commitments were kept than in units of the same level without any.
 * Each unit weighs by what its releases say of their own precision. The waves are taken as independent, which makes the sampling variance no smaller than it is.
 */
function compare (all: readonly Unit[]): Found | Untold {
  const { level, units } = commonLevel(all)
  const count = sides(units)
  if (Math.min(count.kept, count.others) < rules.units) return { kind: 'untold', reason: 'too-few-units', ...count } // guard: too few units
  // By the sampling alone, which nothing that moved can change: a rule that looked at the outcome would make intervals too short.
  if (findable(units) > rules.size) return { kind: 'untold', reason: 'too-little-power', ...count }
  const start = units.reduce((sum, { before }) => sum + before.mean, 0) / units.length
  const rows = units.map(({ kept, before, after }) => ({ y: after.mean - before.mean, variance: before.standardError ** 2 + after.standardError ** 2, x: [1, kept ? 1 : 0], before: before.mean - start }))
  const plain = regress(rows)
  const equal = regress(rows.map(({ before, x, ...row }) => ({ ...row, x: [...x, before] })))
  if (plain === null || plain.standardErrors[1] === 0) return { kind: 'untold', reason: 'too-little-power', ...count }
  const [others = 0, difference = 0] = plain.estimates
  const [, standardError = 0] = plain.standardErrors
  return {
    kind: 'found', difference, standardError,
    told: {
      level, kept: { units: count.kept, change: others + difference }, others: { units: count.others, change: others }, ...estimateOf(plain), equalStart: equal === null ? null : estimateOf(equal),
      findable: (tQuantile95(plain.degreesOfFreedom) + POWER) * standardError
    },
    p: equal === null || Math.sign(equal.estimates[1] as number) !== Math.sign(difference) ? 1 : Math.max(pOf(plain), pOf(equal)) // guard: what was low by chance rises by chance
  }
}

/** Units of one level never hold each other's people. That with the most on its smaller side, the deeper of two; what they reached plays no part. */
function commonLevel (units: readonly Unit[]): { level: number, units: readonly Unit[] } {
  const levels = [...Map.groupBy(units, ({ level }) => level)].map(([level, of]) => ({ level, units: of, fewest: fewest(of) }))
  return levels.toSorted((a, b) => b.fewest - a.fewest || b.level - a.level)[0] ?? { level: 0, units: [] }
}

function sides (units: readonly Unit[]) {
  const kept = units.filter(unit => unit.kept).length
  return { kept, others: units.length - kept }
}
const fewest = (units: readonly Unit[]): number => Math.min(...Object.values(sides(units)))

function findable (units: readonly Unit[]): number {
  const precision = (kept: boolean) => units.filter(unit => unit.kept === kept).reduce((sum, { before, after }) => sum + 1 / (before.standardError ** 2 + after.standardError ** 2), 0)
  return (tQuantile95(units.length - UNKNOWNS) + POWER) * Math.sqrt(1 / precision(true) + 1 / precision(false))
}

function estimateOf ({ estimates, standardErrors, degreesOfFreedom }: Fit): Estimate {
  const [difference, half] = [estimates[1] as number, tQuantile95(degreesOfFreedom) * (standardErrors[1] as number)]
  return { difference, low: difference - half, high: difference + half }
}
const pOf = ({ estimates, standardErrors, degreesOfFreedom }: Fit): number => 1 - tProbability((estimates[1] as number) / (standardErrors[1] as number), degreesOfFreedom)

/** Benjamini & Hochberg: the largest m with p(m) ≤ m · 5 % / all, and all before it. */
function discoveries (ps: ReadonlyMap<string, number>): ReadonlySet<string> {
  const ordered = [...ps].toSorted(([, a], [, b]) => a - b)
  const last = ordered.findLastIndex(([, p], at) => p <= (at + 1) * LEVEL / ordered.length)
  return new Set(ordered.slice(0, last + 1).map(([discipline]) => discipline))
}

/** Empirical Bayes over disciplines: (A · d + s² · m) / (A + s²) with their mean m and the variance A between them, both by moments (Morris 1983). */
function drawnTogether (found: readonly { discipline: string, difference: number, standardError: number }[]): ReadonlyMap<string, number> {
  const fit = found.length < FEW_DISCIPLINES ? null : regress(found.map(({ difference, standardError }) => ({ y: difference, variance: standardError ** 2, x: [1] })))
  if (fit === null) return new Map()
  const [mean, between] = [fit.estimates[0] as number, fit.between]
  return new Map(found.map(({ discipline, difference, standardError }) => [discipline, (between * difference + standardError ** 2 * mean) / (between + standardError ** 2)]))
}
