import { contentWords, stemOf } from './text.ts'
import { cosine, type WordMap } from './word-map.ts'

/** A text made ready to be laid beside others: its content words, how much each weighs, and where its middle lies in the map of words. */
export type Read = { words: string[], stems: string[], weights: number[], middle: Float32Array, map: WordMap }

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
  return { words, stems: words.map(stemOf), weights: words.map(weigh), middle: map.centre(words, weigh), map }
}

/**
 * How near two texts are. Each word looks for its nearest counterpart in the other text; the nearness found, weighted, is summed both ways
 * (Mihalcea, Corley & Strapparava 2006, "Corpus-based and knowledge-based measures of text semantic similarity").
 */
export const closenessOf = (a: Read, b: Read): Closeness => {
  const there = counterparts(a, b), back = counterparts(b, a)
  const all = [...there, ...back]
  const total = sum(a.weights) + sum(b.weights)
  return {
    aligned: total ? all.reduce((so, { near, weight }) => so + near * weight, 0) / total : 0,
    middles: a.words.length && b.words.length ? cosine(a.middle, b.middle) : 0,
    pairs: there.filter(({ near }) => near > 0).sort((one, other) => other.near * other.weight - one.near * one.weight)
  }
}

const counterparts = (from: Read, to: Read): Pair[] => from.words.map((word, place) => {
  let best = 0, with_ = ''
  to.words.forEach((other, at) => {
    const near = from.stems[place] === to.stems[at] ? 1 : nearness(from.map.near(word, other))
    if (near > best) { best = near; with_ = other }
  })
  return { a: word, b: with_, near: best, weight: from.weights[place]! }
})

/** The cosine of two words, from the least that says anything (0.3) to 1 brought to 0 to 1. */
const nearness = (cosine: number): number => Math.max(0, (cosine - 0.3) / 0.7)

const sum = (values: number[]): number => values.reduce((so, value) => so + value, 0)
