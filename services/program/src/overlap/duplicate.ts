import { closenessOf } from '../meaning/closeness.ts'
import { cosine } from '../meaning/word-map.ts'
import type { Finding } from './project.ts'
import { meets, type ReadProject } from './read-project.ts'

/** Below this chance two projects are not called duplicates. */
export const called = 0.45

/**
 * How surely two projects are the same undertaking under two names; undefined where it is not worth a look. A logistic sum with weights by hand, near those
 * fitted to the open half of tests/program/portfolio (docs/decisions/0022): what is done counts most, then who stands behind it, then the words.
 */
export const likenessOf = (a: ReadProject, b: ReadProject): number | undefined => {
  const both = a.deeds.size > 0 && b.deeds.size > 0
  if (both && !(a.doesBits[0] & b.doesBits[0]) && !(a.doesBits[1] & b.doesBits[1])) return undefined
  const middles = cosine(a.read.middle, b.read.middle)
  const deeds = both ? dot(a.deeds, b.deeds) : Math.max(0, Math.min(0.9, 1.6 * middles - 0.2))
  if (5.1 * deeds < 1.2) return undefined
  const bound = -6 + 5.1 * deeds + 0.8 * Math.max(0, middles) + people(a, b) + (saidAtLength(a, b) ? 0.9 : 0)
  if (chance(bound + 0.6) < called) return undefined
  const sure = chance(bound + closenessOf(a.read, b.read).aligned)
  return sure < called ? undefined : sure
}

/** Whether both say in at least three phrases that they do the same: that is no chance. */
const saidAtLength = (a: ReadProject, b: ReadProject): boolean =>
  a.done.some(({ deed, phrases }) => phrases.length >= 3 && b.done.some(other => other.deed === deed && other.phrases.length >= 3))

const people = (a: ReadProject, b: ReadProject): number =>
  (meets(a.owner, b.owner) ? 1.5 : 0) + (meets(a.sponsor, b.sponsor) ? 1.4 : 0)
  + (a.unit.size && b.unit.size ? meets(a.unit, b.unit) ? 0.5 : -0.5 : 0)
  - (a.aboutStaff !== b.aboutStaff ? 3 : 0)

/** Why they are taken for one, in sentences. */
export const duplicateOf = (a: ReadProject, b: ReadProject, sure: number): Finding => {
  const shared = a.done.filter(({ deed }) => b.deeds.has(deed.id)).slice(0, 2)
  const { pairs } = closenessOf(a.read, b.read)
  const near = pairs.filter(pair => pair.near >= 0.25).slice(0, 3).map(pair => pair.a === pair.b ? `“${pair.a}” in both` : `“${pair.a}” beside “${pair.b}”`)
  return {
    kind: 'duplicate', a: a.project.id, b: b.project.id, sure, missing: [],
    reasons: [
      ...shared.map(({ deed, phrases }) => `Both ${deed.says}: “${phrases[0]}” here, “${b.done.find(one => one.deed === deed)!.phrases[0]}” there.`),
      ...near.length ? [`The texts are near in meaning: ${near.join(', ')}.`] : [],
      ...sameInWords(a, b)
    ]
  }
}

/** Who and what two projects have in common, in sentences. */
export const sameInWords = (a: ReadProject, b: ReadProject): string[] => [
  ...meets(a.owner, b.owner) ? [`The same person leads both: ${a.project.owner ?? b.project.owner ?? ''}.`] : [],
  ...meets(a.sponsor, b.sponsor) ? [`The same sponsor stands behind both: ${a.project.sponsor ?? b.project.sponsor ?? ''}.`] : [],
  ...meets(a.unit, b.unit) ? [`Both are in ${a.project.unit ?? b.project.unit ?? 'the same unit'}.`] : [],
  ...meets(a.customers, b.customers) ? [`Both are for ${a.project.customers ?? a.project.segments.join(', ')}.`] : []
]

const dot = (a: Map<string, number>, b: Map<string, number>): number => {
  let sum = 0
  for (const [key, value] of a) sum += value * (b.get(key) ?? 0)
  return sum
}

const chance = (score: number): number => 1 / (1 + Math.exp(-score))
