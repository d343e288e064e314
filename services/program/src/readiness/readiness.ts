import { aspects, type Rated } from '@weft/contracts/program/readiness-api'
import { Refusal } from '@weft/service-kit/refusal'

/** The quarter of a day: "2026-11-24" → "2026-Q4". Calendar quarters: the organisation's own year may begin elsewhere. */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

/**
 * Whether a review may be written so. Throws `Refusal`: `not-all-nine` (each aspect once), `no-evidence` (what stands above "nothing yet" says what is to be
 * seen), `quarter-to-come`. Evidence is asked for from level 1 on: a level without it is an opinion.
 */
export function checkReview (rated: readonly Rated[], quarter: string, today: string): Rated[] {
  if (quarter > quarterOf(today)) throw new Refusal('invalid', 'quarter-to-come', 'This quarter has not begun yet.')
  const byId = new Map(rated.map(one => [one.aspect, { ...one, evidence: one.evidence.trim() }]))
  if (byId.size !== aspects.length) throw new Refusal('invalid', 'not-all-nine', 'A review has each of the nine aspects once.')
  const bare = [...byId.values()].filter(({ level, evidence }) => level !== null && level > 0 && evidence === '') // guard: a level needs evidence
  if (bare.length > 0) throw new Refusal('invalid', 'no-evidence', 'A level above 0 needs evidence: what is to be seen?', bare.map(({ aspect }) => ({ at: aspect, code: 'no-evidence', sentence: `Say what is to be seen of “${aspects.find(one => one.id === aspect)?.name ?? aspect}”, or set it to 0.` })))
  return aspects.flatMap(({ id }) => byId.get(id) ?? [])
}
