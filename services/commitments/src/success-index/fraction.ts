/** An exact number: `top / bottom`, `bottom` above 0. */
export type Fraction = { top: bigint, bottom: bigint }

export const ZERO: Fraction = { top: 0n, bottom: 1n }

/** Throws an Error for a bottom that is not above 0. */
export function fraction (top: number | bigint, bottom: number | bigint): Fraction {
  if (bottom <= 0) throw new Error('A fraction needs something above 0 below its line')
  return { top: BigInt(top), bottom: BigInt(bottom) }
}

// Not reduced: whole numbers may grow, and the sums here have few terms.
export const plus = (a: Fraction, b: Fraction): Fraction => a.bottom === b.bottom
  ? { top: a.top + b.top, bottom: a.bottom }
  : { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom }
export const times = (a: Fraction, b: Fraction): Fraction => ({ top: a.top * b.top, bottom: a.bottom * b.bottom })
/** Throws an Error for a divisor that is not above 0. */
export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.top * b.bottom, a.bottom * b.top)
export const isBelow = (a: Fraction, b: Fraction): boolean => a.top * b.bottom < b.top * a.bottom

/** The whole number nearest to it; halves go away from zero. */
export function nearest ({ top, bottom }: Fraction): number {
  const size = (2n * (top < 0n ? -top : top) + bottom) / (2n * bottom)
  return Number(top < 0n ? -size : size)
}
