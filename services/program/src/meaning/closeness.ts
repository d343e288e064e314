import { contentWords, stemOf } from './text.ts'
import { cosine, type WordMap } from './word-map.ts'

/** A text made ready to be laid beside others: its content words, how much each weighs, and where its middle lies in the map of words. */
export type Read = { words: string[], stems: string[], weights: number[], weight: number, places: Int32Array, middle: Float32Array, map: WordMap }

/** Two words that stand for each other in two texts; `near` is 1 for forms of one word. */
export type Pair = { a: string, b: string, near: number, weight: number }

/** `aligned`: the share of weight that finds a counterpart (0 to 1). `middles`: cosine of the two middles. */
export type Closeness = { aligned: number, middles: number, pairs: Pair[] }

/**
 * The weight of a word by how rare it is in English: a / (a + p), a = 0.001
 * (Arora, Liang & Ma 2017, "A simple but tough-to-beat baseline for sentence embeddings").
 */
export const rarity = (map: WordMap) => (word: string): number => 1e-3 / (1e-3 + 10 ** (map.zipf(word) - 9))

export const readText = (text: string, map: WordMap, weigh: (word: string) => number = rarity(map)): Read => {
  const words = contentWords(text)
  const weights = words.map(weigh)
  return { words, stems: words.map(stemOf), weights, weight: sum(weights), places: Int32Array.from(words, map.placeOf), middle: map.centre(words, weigh), map }
}

/**
 * How near two texts are. Each word looks for its nearest counterpart in the other text; the nearness found, weighted, is summed both ways
 * (Mihalcea, Corley & Strapparava 2006, "Corpus-based and knowledge-based measures of text semantic similarity").
 */
export const closenessOf = (a: Read, b: Read): Closeness => ({
  ...nearnessOf(a, b),
  pairs: counterparts(a, b).filter(({ near }) => near > 0).sort((one, other) => other.near * other.weight - one.near * one.weight)
})

/** The same without the pairs of words: for those who ask of many texts. */
export const nearnessOf = (a: Read, b: Read): Omit<Closeness, 'pairs'> => {
  const total = a.weight + b.weight
  return {
    aligned: total ? (alignedTo(a, b) + alignedTo(b, a)) / total : 0,
    middles: a.words.length && b.words.length ? cosine(a.middle, b.middle) : 0
  }
}

const alignedTo = (from: Read, to: Read): number => {
  let all = 0
  for (let place = 0; place < from.words.length; place += 1) all += from.weights[place]! * nearestIn(from, place, to).near
  return all
}

const found = { near: 0, at: -1 }
/** The nearest counterpart of one word in another text; what it returns is overwritten by the next question. */
const nearestIn = (from: Read, place: number, to: Read): typeof found => {
  const stem = from.stems[place], word = from.places[place]!
  found.near = 0
  found.at = -1
  for (let at = 0; at < to.words.length; at += 1) {
    const near = stem === to.stems[at] ? 1 : nearness(from.map.nearAt(word, to.places[at]!))
    if (near > found.near) { found.near = near; found.at = at }
  }
  return found
}

const counterparts = (from: Read, to: Read): Pair[] => from.words.map((word, place) => {
  const { near, at } = nearestIn(from, place, to)
  return { a: word, b: to.words[at] ?? '', near, weight: from.weights[place]! }
})

/** The cosine of two words, from the least that says anything (0.3) to 1 brought to 0 to 1. */
const nearness = (cosine: number): number => Math.max(0, (cosine - 0.3) / 0.7)

const sum = (values: number[]): number => values.reduce((so, value) => so + value, 0)
