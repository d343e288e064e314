import type { WordMap } from '../meaning/word-map.ts'
import { contradictionOf } from './contradiction.ts'
import { called, duplicateOf, likenessOf, sameInWords } from './duplicate.ts'
import { orphanOf } from './orphan.ts'
import type { Finding, Project } from './project.ts'
import { meets, readProjects, type ReadProject } from './read-project.ts'

/**
 * Everything there is to decide between projects: duplicates, contradictions, overlaps, orphans; surest first within a kind. Deterministic: the same projects give the
 * same findings. Every pair is looked at by what it does and where its middle lies; words are aligned only where the rest leaves it open.
 * Yields between projects, so that who runs it can let others in.
 */
export function * findingsAmong (projects: readonly Project[], map: WordMap): Generator<undefined, Finding[]> {
  const read = readProjects([...projects].sort((one, other) => one.id < other.id ? -1 : 1), map)
  const pairs: Finding[] = []
  for (const [place, a] of read.entries()) {
    for (let at = place + 1; at < read.length; at += 1) {
      const found = between(a, read[at]!)
      if (found) pairs.push(found)
    }
    yield
  }
  const all = [...withThirds(pairs, read), ...read.flatMap(({ project }) => orphanOf(project))]
  return all.sort((one, other) => order[one.kind] - order[other.kind] || other.sure - one.sure)
}

const order = { duplicate: 0, contradiction: 1, overlap: 2, orphan: 3 }

const between = (a: ReadProject, b: ReadProject): Finding | undefined => {
  const apart = contradictionOf(a, b)
  if (apart) return apart
  const sure = likenessOf(a, b)
  return sure === undefined ? overlapOf(a, b) : duplicateOf(a, b, sure)
}

/** Three of four in common: discipline, customers, unit, owner. Of these two a program office asks whether one would do. */
const overlapOf = (a: ReadProject, b: ReadProject): Finding | undefined => {
  const unit = meets(a.unit, b.unit), owner = meets(a.owner, b.owner)
  if (!unit && !owner) return undefined
  const disciplines = a.project.disciplines.filter(one => b.project.disciplines.includes(one))
  const common = [disciplines.length > 0, unit, owner, meets(a.customers, b.customers)]
  if (common.filter(Boolean).length < 3) return undefined
  return {
    kind: 'overlap', a: a.project.id, b: b.project.id, sure: common.every(Boolean) ? 0.9 : 0.6, missing: [],
    reasons: [...disciplines.length ? [`Both work on the same discipline: ${disciplines.join(', ')}.`] : [], ...sameInWords(a, b)]
  }
}

/** Two projects that are duplicates of a third and do the same are duplicates of each other. */
const withThirds = (pairs: Finding[], read: readonly ReadProject[]): Finding[] => {
  const byId = new Map(read.map(one => [one.project.id, one]))
  const known = new Map(pairs.map(pair => [keyOf(pair.a, pair.b!), pair.kind]))
  const beside = new Map<string, string[]>()
  for (const { kind, a, b } of pairs) if (kind === 'duplicate') for (const [one, other] of [[a, b!], [b!, a]] as const) beside.set(one, [...beside.get(one) ?? [], other])
  const thirds = new Map<string, Finding>()
  for (const [third, list] of beside) for (const one of list) for (const other of list) {
    const a = byId.get(one)!, b = byId.get(other)!
    const was = known.get(keyOf(one, other))
    if (one >= other || was === 'duplicate' || was === 'contradiction' || ![...a.deeds.keys()].some(deed => b.deeds.has(deed))) continue
    const found = duplicateOf(a, b, called)
    thirds.set(keyOf(one, other), { ...found, reasons: [`Both are taken for duplicates of the same third project, “${byId.get(third)!.project.title}”.`, ...found.reasons] })
  }
  return [...pairs.filter(pair => !thirds.has(keyOf(pair.a, pair.b!))), ...thirds.values()]
}

const keyOf = (one: string, other: string): string => one < other ? `${one} ${other}` : `${other} ${one}`
