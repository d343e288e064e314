/** One group: what moved, the variance of that by sampling alone, and what may explain it (the first is 1, for the level). */
export type Row = { y: number, variance: number, x: readonly number[] }
/** `between`: variance among groups beyond sampling, τ². */
export type Fit = { estimates: readonly number[], standardErrors: readonly number[], degreesOfFreedom: number, between: number }
type Matrix = readonly (readonly number[])[]

/**
 * Random-effects regression: τ² by moments (DerSimonian & Laird 1986 with explaining variables, Thompson & Sharp 1999), groups weighed by 1 / (variance + τ²),
 * standard errors by Knapp & Hartung 2003, to be read with t of k − p degrees of freedom. The same as metafor's rma(y, v, mods, method = "DL", test = "knha").
 * Null where it cannot be worked out: no more groups than unknowns, or explanations that say the same.
 */
export function regress (rows: readonly Row[]): Fit | null {
  const degreesOfFreedom = rows.length - (rows[0]?.x.length ?? 0)
  if (degreesOfFreedom < 1) return null
  const fixed = weighted(rows, rows.map(({ variance }) => 1 / variance))
  if (fixed === null) return null
  const between = Math.max(0, (fixed.left - degreesOfFreedom) / fixed.spread)
  const random = weighted(rows, rows.map(({ variance }) => 1 / (variance + between)))
  if (random === null) return null
  const scale = random.left / degreesOfFreedom
  return { estimates: random.estimates, standardErrors: random.inverse.map((row, at) => Math.sqrt(scale * (row[at] as number))), degreesOfFreedom, between }
}

/** Weighted least squares. `left`: Σ w · residual²; `spread`: Σ w − tr((X′WX)⁻¹ X′W²X), what a unit of τ² adds to it. */
function weighted (rows: readonly Row[], weights: readonly number[]) {
  const inverse = inverseOf(cross(rows, weights))
  if (inverse === null) return null
  const moments = inverse.map((_, at) => rows.reduce((sum, { x, y }, row) => sum + (weights[row] as number) * (x[at] as number) * y, 0))
  const estimates = inverse.map(line => dot(line, moments))
  const left = rows.reduce((sum, { x, y }, row) => sum + (weights[row] as number) * (y - dot(x, estimates)) ** 2, 0)
  const squared = cross(rows, weights.map(weight => weight ** 2))
  const trace = inverse.reduce((sum, line, at) => sum + line.reduce((inner, value, other) => inner + value * (squared[other]?.[at] as number), 0), 0)
  return { inverse, estimates, left, spread: weights.reduce((sum, weight) => sum + weight, 0) - trace }
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, at) => sum + value * (b[at] as number), 0)

/** X′WX */
const cross = (rows: readonly Row[], weights: readonly number[]): Matrix =>
  (rows[0] as Row).x.map((_, a) => (rows[0] as Row).x.map((_, b) => rows.reduce((sum, { x }, row) => sum + (weights[row] as number) * (x[a] as number) * (x[b] as number), 0)))

/** Gauss–Jordan with the largest pivot. Null where what is left of a column is nothing beside what it was. */
function inverseOf (matrix: Matrix): Matrix | null {
  const size = matrix.length
  const work = matrix.map((row, at) => [...row, ...row.map((_, column) => column === at ? 1 : 0)])
  for (let at = 0; at < size; at++) {
    const best = work.slice(at).reduce((most, row, place) => Math.abs(row[at] as number) > Math.abs(work[most]?.[at] as number) ? at + place : most, at)
    const [pivot, other] = [work[best] as number[], work[at] as number[]]
    if (Math.abs(pivot[at] as number) <= 1e-10 * Math.abs(matrix[at]?.[at] as number)) return null
    work[best] = other
    work[at] = pivot.map(value => value / (pivot[at] as number))
    for (const [place, row] of work.entries()) if (place !== at) work[place] = row.map((value, column) => value - (row[at] as number) * (work[at]?.[column] as number))
  }
  return work.map(row => row.slice(size))
}
