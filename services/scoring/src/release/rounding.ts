const PLACES = 10_000n

/** numerator / denominator to four decimals, halves away from zero, from the exact ratio. The denominator must be > 0. */
export function roundedRatio (numerator: bigint, denominator: bigint): number {
  if (denominator <= 0n) throw new RangeError('A ratio needs a denominator above zero')
  const size = numerator < 0n ? -numerator : numerator
  const rounded = Number((2n * size * PLACES + denominator) / (2n * denominator)) / Number(PLACES)
  return numerator < 0n && rounded !== 0 ? -rounded : rounded
}

/** Four decimals, halves away from zero. */
export function rounded (value: number): number {
  const size = Math.round(Math.abs(value) * 10_000) / 10_000
  return value < 0 && size !== 0 ? -size : size
}
