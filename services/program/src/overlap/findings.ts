import type { Meaning } from '../meaning/sentence.store.ts'
import type { WordMap } from '../meaning/word-map.ts'
import { apartness, contradictionOf, oppositeWays } from './contradiction.ts'
import { called, duplicateOf, likenessOf, sameInWords } from './duplicate.ts'
import { neighboursAmong, type Pair } from './neighbours.ts'
import { orphanOf } from './orphan.ts'
import type { Finding, Project } from './project.ts'
import { meets, readProjects, type ReadProject } from './read-project.ts'
import { Surest, type Sure } from './surest.ts'

/** How many of its nearest each project is laid beside, word for word: in a portfolio of up to 61 that is every other one. */
const NEAREST = 60
/** How many findings of a kind a project brings at most. */
const MOST = 5

/**
 * Everything there is to decide between projects: duplicates, contradictions, overlaps, orphans; surest first within a kind. Deterministic: the same projects and
 * meanings give the same findings. `meanings`: the vector of each project's text (`aboutOf`) by its id; without it the map of words stands alone.
 * Yields after small pieces of work, so that who runs it can let others in.
 */
export function * findingsAmong (projects: readonly Project[], map: WordMap, meanings?: ReadonlyMap<string, Meaning>): Generator<undefined, Finding[]> {
  const read = yield * readProjects([...projects].sort((one, other) => one.id < other.id ? -1 : 1), map, meanings)
  const near = yield * nearestAmong(read)
  const apart = yield * apartAmong(read, near)
  const contradict = keysOf(apart)
  const alike = (yield * alikeAmong(read, near)).filter(pair => !contradict.has(keyOf(pair)))
  const taken = new Set([...contradict, ...keysOf(alike)])
  const inPart = (yield * overlapsAmong(read)).filter(pair => !taken.has(keyOf(pair)))
  const all: Finding[] = read.flatMap(({ project }) => orphanOf(project))
  for (const [pairs, tell] of [[apart, contradictionOf], [alike, duplicateOf], [inPart, overlapOf]] as const) {
    for (const { a, b, sure } of pairs) {
      all.push(tell(read[a]!, read[b]!, sure))
      yield
    }
  }
  return all.sort((one, other) => order[one.kind] - order[other.kind] || other.sure - one.sure || (one.a + one.b < other.a + other.b ? -1 : 1))
}

const order = { duplicate: 0, contradiction: 1, overlap: 2, orphan: 3 }

/** By meaning where all were read, by the middle of their words otherwise. */
function nearestAmong (read: readonly ReadProject[]): Generator<undefined, Pair[]> {
  return neighboursAmong(read.every(({ meaning }) => meaning) ? read.map(({ meaning }) => meaning!) : read.map(one => one.read.middle), NEAREST)
}

function * apartAmong (read: readonly ReadProject[], near: readonly Pair[]): Generator<undefined, Sure[]> {
  const surest = new Surest(MOST)
  for (let a = 0; a < read.length; a += 1) {
    for (let b = a + 1; b < read.length; b += 1) {
      const sure = apartness(read[a]!, read[b]!)
      if (sure !== undefined) surest.add({ a, b, sure })
    }
    yield
  }
  const known = keysOf(surest.kept)
  for (const { a, b } of near) {
    const sure = oppositeWays(read[a]!, read[b]!)
    if (sure !== undefined && !known.has(keyOf({ a, b }))) surest.add({ a, b, sure })
  }
  return surest.kept
}

function * alikeAmong (read: readonly ReadProject[], near: readonly Pair[]): Generator<undefined, Sure[]> {
  const surest = new Surest(MOST)
  for (const { a, b } of near) {
    const sure = likenessOf(read[a]!, read[b]!)
    if (sure >= called) surest.add({ a, b, sure })
    yield
  }
  return surest.kept
}

/** Three of four in common: discipline, customers, unit, owner. Of these two a program office asks whether one would do. */
function * overlapsAmong (read: readonly ReadProject[]): Generator<undefined, Sure[]> {
  const surest = new Surest(MOST)
  const seen = new Set<number>()
  for (const places of [...groupsBy(read, 'unit'), ...groupsBy(read, 'owner')]) {
    for (const [at, a] of places.entries()) {
      for (const b of places.slice(at + 1)) {
        if (seen.has(a * read.length + b)) continue
        seen.add(a * read.length + b)
        const common = inCommon(read[a]!, read[b]!).filter(Boolean).length
        if (common >= 3) surest.add({ a, b, sure: common === 4 ? 0.9 : 0.6 })
      }
      yield
    }
  }
  return surest.kept
}

/** Places of those that share a word of a name. */
const groupsBy = (read: readonly ReadProject[], which: 'unit' | 'owner'): number[][] => {
  const groups = new Map<string, number[]>()
  read.forEach((one, place) => one[which].forEach(word => { groups.set(word, [...groups.get(word) ?? [], place]) }))
  return [...groups.values()]
}

const inCommon = (a: ReadProject, b: ReadProject): boolean[] =>
  [disciplinesOf(a, b).length > 0, meets(a.unit, b.unit), meets(a.owner, b.owner), meets(a.customers, b.customers)]
const disciplinesOf = (a: ReadProject, b: ReadProject): string[] => a.project.disciplines.filter(one => b.project.disciplines.includes(one))

const overlapOf = (a: ReadProject, b: ReadProject, sure: number): Finding => {
  const disciplines = disciplinesOf(a, b)
  return {
    kind: 'overlap', a: a.project.id, b: b.project.id, sure, missing: [],
    reasons: [...disciplines.length ? [`Both work on the same discipline: ${disciplines.join(', ')}.`] : [], ...sameInWords(a, b)]
  }
}

const keyOf = ({ a, b }: Pair): string => `${a} ${b}`
const keysOf = (pairs: readonly Pair[]): Set<string> => new Set(pairs.map(keyOf))
