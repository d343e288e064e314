// Units in two waves as releases tell of them, with an effect that is known because it was planted.
import type { seeded } from '@weft/testkit/seeded'
import type { Measured, Unit } from '../src/effect/effect.ts'

type Random = ReturnType<typeof seeded>
const SPREAD = 0.9

export type Planted = {
  kept: number, others: number
  /** How much more the mean moves where commitments were kept. */
  effect: number
  /** How far units move apart beside that, as a standard deviation. */
  between: number
  /** People in a unit, from and to. */
  people: readonly [number, number]
  /** Commitments are made where the first release was lowest, as suggestions bring about. */
  lowest?: boolean
}

export function plantedUnits (random: Random, { kept, others, effect, between, people: [from, to], lowest = false }: Planted): Unit[] {
  const starts = Array.from({ length: kept + others }, () => {
    const truth = 3.3 + 0.25 * normal(random)
    const n = from + Math.floor(random() * (to - from + 1))
    return { truth, n, before: measured(random, truth, n) }
  })
  const ordered = lowest ? starts.toSorted((a, b) => a.before.mean - b.before.mean) : starts
  return ordered.map(({ truth, n, before }, at) => ({
    unitId: `U-${at}`, level: 2, kept: at < kept, before, after: measured(random, truth + 0.05 + (at < kept ? effect : 0) + between * normal(random), n)
  }))
}

/** Mean of n people and its standard error as scoring releases it: below ten people by the spread within all groups. */
function measured (random: Random, truth: number, n: number): Measured {
  const spread = n < 10 ? SPREAD : SPREAD * Math.sqrt(chiSquare(random, n - 1) / (n - 1))
  return { mean: rounded(truth + SPREAD / Math.sqrt(n) * normal(random)), standardError: rounded(spread / Math.sqrt(n)) }
}

/** Wilson & Hilferty 1931: close enough from nine degrees of freedom on, and one draw instead of n. */
const chiSquare = (random: Random, df: number): number => df * Math.max(0, 1 - 2 / (9 * df) + Math.sqrt(2 / (9 * df)) * normal(random)) ** 3
const rounded = (value: number) => Math.round(value * 10_000) / 10_000
/** Box & Muller 1958. */
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
