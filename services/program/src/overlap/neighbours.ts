/** Places of a pair, the smaller first. */
export type Pair = { a: number, b: number }

/**
 * For each of many vectors of one length the `most` that lie nearest, as pairs without repetition. All are compared (count² products), laid end to end
 * so that 5,000 take seconds; yields after each. Up to `most` + 1 vectors give every pair there is.
 */
export function * neighboursAmong (vectors: readonly Float32Array[], most: number): Generator<undefined, Pair[]> {
  const count = vectors.length, size = vectors[0]?.length ?? 0
  const all = new Float32Array(count * size)
  vectors.forEach((vector, place) => all.set(vector, place * size))
  const near = new Float32Array(count)
  const pairs = new Map<number, Pair>()
  for (let a = 0; a < count; a += 1) {
    for (let b = 0; b < count; b += 1) near[b] = b === a ? -2 : productOf(all, a * size, b * size, size)
    const least = most < count - 1 ? Float32Array.from(near).sort()[count - most]! : -1.5
    for (let b = 0; b < count; b += 1) if (near[b]! >= least) pairs.set(Math.min(a, b) * count + Math.max(a, b), { a: Math.min(a, b), b: Math.max(a, b) })
    yield
  }
  return [...pairs.values()]
}

const productOf = (values: Float32Array, one: number, other: number, size: number): number => {
  let sum = 0, also = 0
  for (let i = 0; i < size; i += 2) { sum += values[one + i]! * values[other + i]!; also += values[one + i + 1]! * values[other + i + 1]! }
  return sum + also
}
