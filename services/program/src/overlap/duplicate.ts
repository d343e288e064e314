import { closenessOf, nearnessOf } from '../meaning/closeness.ts'
import { cosine } from '../meaning/word-map.ts'
import type { Finding } from './project.ts'
import { meets, type ReadProject } from './read-project.ts'

/** Below this chance two projects are not called duplicates. */
export const called = 0.25

/**
 * How surely two projects are the same undertaking under two names, by logistic regression of few features. With sentences read: how near they lie. Without:
 * how near the words lie. Either way: the same sponsor, and not from one file. Where the figures are from: docs/decisions/0022.
 */
export const likenessOf = (a: ReadProject, b: ReadProject): number => {
  const beside = (meets(a.sponsor, b.sponsor) ? 1 : 0), apart = a.project.list === null || a.project.list !== b.project.list ? 1 : 0
  if (a.meaning && b.meaning) return chance(-11.2 + 15.5 * cosine(a.meaning, b.meaning) + 1.9 * beside + 2.25 * apart)
  const { aligned, middles } = nearnessOf(a.read, b.read)
  return chance(-8.95 + 6.2 * (aligned + middles) + 1.85 * beside + 2.25 * apart)
}

/** Why they are taken for one, in sentences. */
export const duplicateOf = (a: ReadProject, b: ReadProject, sure: number): Finding => {
  const shared = a.done.flatMap(({ deed, phrases }) => b.done.filter(other => other.deed === deed).map(other => `Both ${deed.says}: “${phrases[0]}” here, “${other.phrases[0]}” there.`)).slice(0, 2)
  const { pairs } = closenessOf(a.read, b.read)
  const near = pairs.filter(pair => pair.near >= 0.25).slice(0, 3).map(pair => pair.a === pair.b ? `“${pair.a}” in both` : `“${pair.a}” beside “${pair.b}”`)
  return {
    kind: 'duplicate', a: a.project.id, b: b.project.id, sure, missing: [],
    reasons: [
      ...shared,
      ...a.meaning && b.meaning ? [`Read as a whole, the two texts lie ${nearness(cosine(a.meaning, b.meaning))} in meaning.`] : [],
      ...near.length ? [`Words that stand for each other: ${near.join(', ')}.`] : [],
      ...sameInWords(a, b)
    ]
  }
}

const nearness = (cosine: number): string => cosine >= 0.7 ? 'very near' : cosine >= 0.5 ? 'near' : 'rather near'

/** Who and what two projects have in common, in sentences. */
export const sameInWords = (a: ReadProject, b: ReadProject): string[] => [
  ...meets(a.owner, b.owner) ? [`The same person leads both: ${a.project.owner ?? b.project.owner ?? ''}.`] : [],
  ...meets(a.sponsor, b.sponsor) ? [`The same sponsor stands behind both: ${a.project.sponsor ?? b.project.sponsor ?? ''}.`] : [],
  ...meets(a.unit, b.unit) ? [`Both are in ${a.project.unit ?? b.project.unit ?? 'the same unit'}.`] : [],
  ...meets(a.customers, b.customers) ? [`Both are for ${a.project.customers ?? a.project.segments.join(', ')}.`] : []
]

const chance = (score: number): number => 1 / (1 + Math.exp(-score))
