import { INDEX } from '@weft/contracts/scoring/events'
import type { Instrument, Item } from '@weft/contracts/survey/instrument'
import { Refusal } from '@weft/service-kit/refusal'

/** Where the sums of an item and of a factor stand in a tally's `counts`. */
export type ItemPlan = { itemId: string, min: number, max: number, reverse: boolean, optionsAt: number }
export type FactorPlan = {
  factorId: string
  items: readonly ItemPlan[]
  min: number
  max: number
  favourableFrom: number | null
  /** A person has a factor score with at least this many answers: ⌈J/2⌉. */
  atLeast: number
  /** A person's score is sum / m with m in atLeast…J answers; on this denominator it is a whole number. */
  denominator: bigint
  /** n of people with a score, then their favourable and their valid answers. */
  scoredAt: number
  /** For each pair a < b over people who answered both: n, Σa, Σb, Σab. */
  pairsAt: number
  /** Over people who answered all: n, Σ of each item, Σ of products of each pair a ≤ b. */
  completeAt: number
}
export type IndexPlan = {
  /** A person's index is Σ of factor scores / number of factors; on this denominator it is a whole number. */
  denominator: bigint
  /** n of people with an index, then of people with some factor score but no index. */
  scoredAt: number
}
export type Plan = { items: ReadonlyMap<string, ItemPlan>, factors: readonly FactorPlan[], index: IndexPlan | null, min: number, max: number, width: number }

/** So many numbers a unit's tally may have: at 14,000 units they still fit in memory. */
const WIDEST = 40_000

/**
 * Lays out the tally of an instrument. The index exists when all factors share one scale.
 * Refuses an instrument whose items do not form factors on one scale each, or one that would need too much room.
 */
export function planOf (instrument: Instrument): Plan {
  refuseOddFactors(instrument)
  let next = 1 // the number of sheets stands first
  const take = (size: number) => { const at = next; next += size; return at }
  const factors = instrument.factors.map(({ factorId, favourableFrom }) => {
    const items = itemsOf(instrument, factorId).map(({ itemId, min, max, reverse }) => ({ itemId, min, max, reverse, optionsAt: take(max - min + 1) }))
    const many = items.length
    const atLeast = Math.ceil(many / 2)
    const { min, max } = items[0] as ItemPlan
    return {
      factorId, items, min, max, favourableFrom, atLeast, denominator: commonDenominator(atLeast, many),
      scoredAt: take(3), pairsAt: take(4 * many * (many - 1) / 2), completeAt: take(1 + many + many * (many + 1) / 2)
    }
  })
  const { min, max } = factors[0] as FactorPlan
  const oneScale = factors.every(factor => factor.min === min && factor.max === max)
  const denominator = factors.reduce((common, factor) => leastCommonMultiple(common, factor.denominator), 1n) * BigInt(factors.length)
  const index = oneScale ? { denominator, scoredAt: take(2) } : null
  if (next > WIDEST) throw new Refusal('invalid', 'instrument-too-wide', 'This instrument has more items or answer options than can be tallied.')
  return { items: new Map(factors.flatMap(factor => factor.items.map(item => [item.itemId, item]))), factors, index, min, max, width: next }
}

const itemsOf = (instrument: Instrument, factorId: string): Item[] => instrument.items.filter(item => item.factorId === factorId)

function refuseOddFactors (instrument: Instrument): void {
  const refuse = (code: string, sentence: string) => { throw new Refusal('invalid', code, sentence) }
  const ids = new Set(instrument.factors.map(factor => factor.factorId))
  if (ids.has(INDEX)) refuse('reserved-factor', `No factor may be called ${INDEX}.`)
  if (ids.size < instrument.factors.length) refuse('doubled-factor', 'Two factors have the same id.')
  if (new Set(instrument.items.map(item => item.itemId)).size < instrument.items.length) refuse('doubled-item', 'Two items have the same id.')
  if (instrument.items.some(item => !ids.has(item.factorId))) refuse('unknown-factor', 'An item belongs to a factor that is not there.')
  for (const { factorId } of instrument.factors) {
    const items = itemsOf(instrument, factorId)
    if (items.length === 0) refuse('empty-factor', `The factor ${factorId} has no items.`)
    if (items.some(({ min, max }) => min >= max || min !== items[0]?.min || max !== items[0].max)) refuse('mixed-scale', `The items of ${factorId} do not share one scale.`)
  }
}

function commonDenominator (from: number, to: number): bigint {
  let common = 1n
  for (let m = from; m <= to; m++) common = leastCommonMultiple(common, BigInt(m))
  return common
}

function leastCommonMultiple (a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y > 0n) [x, y] = [y, x % y]
  return a / x * b
}
