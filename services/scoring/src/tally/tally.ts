import { Refusal } from '@weft/service-kit/refusal'
import type { FactorPlan, Plan } from '../instrument/plan.ts'

/**
 * Whole-number sums over the answer sheets of a set of people, enough for every figure that is made of them. Adding is exact, so order,
 * grouping and partition of the sheets do not matter. `counts`: places as in the plan. `sums`: for each factor, then for the index,
 * Σ and Σ² of the persons' scores on the plan's denominator; bigint, as they may pass 2^53.
 */
export type Tally = { counts: number[], sums: bigint[] }
export type Answers = Readonly<Record<string, number | null>>

export const emptyTally = (plan: Plan): Tally => ({
  counts: new Array<number>(plan.width).fill(0),
  sums: new Array<bigint>(2 * (plan.factors.length + (plan.index === null ? 0 : 1))).fill(0n)
})

/** Adds `more` to `tally` in place and gives it back. Both must be of the same plan. */
export function addTally (tally: Tally, more: Tally): Tally {
  if (tally.counts.length !== more.counts.length || tally.sums.length !== more.sums.length) throw new Error('Tallies of two instruments cannot be added')
  more.counts.forEach((count, at) => { (tally.counts[at] as number) += count })
  more.sums.forEach((sum, at) => { (tally.sums[at] as bigint) += sum })
  return tally
}

/** Throws Refusal 'unknown-item' or 'answer-off-scale'. A missing key and null are both "no answer". */
function refuseOddAnswers (plan: Plan, answers: Answers): void {
  for (const [itemId, answer] of Object.entries(answers)) {
    const item = plan.items.get(itemId)
    if (item === undefined) throw new Refusal('invalid', 'unknown-item', 'A sheet answers an item that its instrument does not have.')
    if (answer !== null && (answer < item.min || answer > item.max)) throw new Refusal('invalid', 'answer-off-scale', 'A sheet has an answer outside the scale of its item.')
  }
}

/** Adds one sheet to `tally` in place. Throws as `refuseOddAnswers` does, before anything is added. */
export function tallySheet (plan: Plan, tally: Tally, answers: Answers): void {
  refuseOddAnswers(plan, answers)
  add(tally.counts, 0, 1)
  const scores = plan.factors.map((factor, place) => tallyFactor(tally, factor, place, codesOf(tally.counts, factor, answers)))
  if (plan.index !== null) tallyIndex(plan, tally, scores)
}

/** Counts the raw options; gives the codes after reversing, null where there is no answer. */
function codesOf (counts: number[], factor: FactorPlan, answers: Answers): (number | null)[] {
  return factor.items.map(({ itemId, min, max, reverse, optionsAt }) => {
    const answer = Object.hasOwn(answers, itemId) ? answers[itemId] ?? null : null
    if (answer === null) return null
    add(counts, optionsAt + answer - min, 1)
    return reverse ? min + max - answer : answer
  })
}

/** Gives the person's factor score on the factor's denominator, or null with fewer than half of the items answered. */
function tallyFactor ({ counts, sums }: Tally, factor: FactorPlan, place: number, codes: readonly (number | null)[]): bigint | null {
  tallyPairs(counts, factor, codes)
  const valid = codes.filter(code => code !== null)
  if (valid.length === codes.length) tallyComplete(counts, factor, valid)
  if (valid.length < factor.atLeast) return null
  const { favourableFrom, scoredAt } = factor
  add(counts, scoredAt, 1)
  if (favourableFrom !== null) add(counts, scoredAt + 1, valid.filter(code => code >= favourableFrom).length)
  add(counts, scoredAt + 2, valid.length)
  const sum = valid.reduce((total, code) => total + code, 0)
  return addScore(sums, place, BigInt(sum) * (factor.denominator / BigInt(valid.length)))
}

function tallyPairs (counts: number[], { pairsAt }: FactorPlan, codes: readonly (number | null)[]): void {
  let at = pairsAt
  for (let b = 1; b < codes.length; b++) {
    for (let a = 0; a < b; a++, at += 4) {
      const [x, y] = [codes[a] as number | null, codes[b] as number | null]
      if (x === null || y === null) continue
      add(counts, at, 1)
      add(counts, at + 1, x)
      add(counts, at + 2, y)
      add(counts, at + 3, x * y)
    }
  }
}

function tallyComplete (counts: number[], { completeAt }: FactorPlan, codes: readonly number[]): void {
  let at = completeAt
  add(counts, at++, 1)
  for (const code of codes) add(counts, at++, code)
  for (let b = 0; b < codes.length; b++) for (let a = 0; a <= b; a++) add(counts, at++, (codes[a] as number) * (codes[b] as number))
}

function tallyIndex ({ index, factors }: Plan, { counts, sums }: Tally, scores: readonly (bigint | null)[]): void {
  if (index === null || scores.every(score => score === null)) return
  if (scores.includes(null)) return add(counts, index.scoredAt + 1, 1)
  const perFactor = index.denominator / BigInt(factors.length)
  const score = scores.reduce<bigint>((total, one, place) => total + (one as bigint) * (perFactor / (factors[place] as FactorPlan).denominator), 0n)
  add(counts, index.scoredAt, 1)
  addScore(sums, factors.length, score)
}

function addScore (sums: bigint[], place: number, score: bigint): bigint {
  (sums[2 * place] as bigint) += score
  ;(sums[2 * place + 1] as bigint) += score * score
  return score
}

function add (counts: number[], at: number, amount: number): void {
  (counts[at] as number) += amount
}

export type StoredTally = { counts: number[], sums: string[] }

/** JSON of a tally: numbers, and sums as decimal text. */
export const toJson = ({ counts, sums }: Tally): StoredTally => ({ counts, sums: sums.map(String) })
export const fromJson = ({ counts, sums }: StoredTally): Tally => ({ counts: [...counts], sums: sums.map(BigInt) })
