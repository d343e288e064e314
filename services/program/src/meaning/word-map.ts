/** Which words lie near each other in meaning: unit vectors of `dimensions` bytes, and how frequent each word is in English. */
export type WordMap = {
  has: (word: string) => boolean
  /** Cosine of two words between -1 and 1; 0 where one is unknown. */
  near: (one: string, other: string) => number
  /** The place of a word in the map; -1 where it is unknown. `nearAt` is `near` of two places, remembered for a while. */
  placeOf: (word: string) => number
  nearAt: (one: number, other: number) => number
  /** How many of a thousand million words of English are this one, as a logarithm to base 10 (Zipf, 0 to 8); 2 where unknown. */
  zipf: (word: string) => number
  /** The sum of the words' vectors, each times its weight, brought to length 1. */
  centre: (words: readonly string[], weigh: (word: string) => number) => Float32Array
  dimensions: number
}

/** Reads the layout that `make-word-map.py` writes: three lengths, the words, a byte of frequency each, then the vectors. */
export const readWordMap = (bytes: Buffer): WordMap => {
  const count = bytes.readUInt32LE(0), dimensions = bytes.readUInt32LE(4), letters = bytes.readUInt32LE(8)
  const words = bytes.toString('utf8', 12, 12 + letters).split('\n')
  const frequency = bytes.subarray(12 + letters, 12 + letters + count)
  const vectors = new Int8Array(bytes.buffer, bytes.byteOffset + 12 + letters + count, count * dimensions)
  const lengths = new Float32Array(count)
  for (let word = 0; word < count; word += 1) lengths[word] = lengthOf(vectors, word * dimensions, dimensions)
  const places = new Map(words.map((word, place) => [word, place]))
  const computed = (a: number, b: number) => {
    let sum = 0
    for (let i = 0; i < dimensions; i += 1) sum += vectors[a * dimensions + i]! * vectors[b * dimensions + i]!
    return sum / (lengths[a]! * lengths[b]! || 1)
  }
  const nearAt = rememberingPairs(count, computed)
  const placeOf = (word: string) => places.get(word) ?? -1
  const near = (one: string, other: string) => nearAt(placeOf(one), placeOf(other))
  const centre = (list: readonly string[], weigh: (word: string) => number) => {
    const sum = new Float32Array(dimensions)
    for (const word of list) {
      const at = places.get(word)
      if (at === undefined) continue
      const weight = weigh(word) / (lengths[at]! || 1)
      for (let i = 0; i < dimensions; i += 1) sum[i]! += weight * vectors[at * dimensions + i]!
    }
    return toLengthOne(sum)
  }
  return { has: word => places.has(word), near, placeOf, nearAt, zipf: word => { const at = places.get(word); return at === undefined ? 2 : frequency[at]! / 30 }, centre, dimensions }
}

const SLOTS = 1 << 18
/** The few words that texts share are asked for again and again: what was computed last for a slot is kept (4 MB in all, from the first question on). 0 where a place is -1. */
const rememberingPairs = (count: number, compute: (a: number, b: number) => number) => {
  let keys: Float64Array | undefined, values: Float64Array
  return (one: number, other: number): number => {
    if (one < 0 || other < 0) return 0
    if (!keys) { keys = new Float64Array(SLOTS).fill(-1); values = new Float64Array(SLOTS) }
    const a = Math.min(one, other), b = Math.max(one, other), key = a * count + b
    const slot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> 14
    if (keys[slot] !== key) { keys[slot] = key; values[slot] = compute(a, b) }
    return values[slot]!
  }
}

const lengthOf = (values: Int8Array, from: number, count: number): number => {
  let sum = 0
  for (let i = from; i < from + count; i += 1) sum += values[i]! ** 2
  return Math.sqrt(sum)
}

const toLengthOne = (values: Float32Array): Float32Array => {
  const length = Math.hypot(...values)
  return length ? values.map(value => value / length) : values
}

/** The cosine of two vectors of length 1. */
export const cosine = (one: Float32Array, other: Float32Array): number => {
  let sum = 0
  for (let i = 0; i < one.length; i += 1) sum += one[i]! * other[i]!
  return sum
}
