import type { Metric, ShareWinRequest } from '@weft/contracts/program/win-api'
import { Refusal } from '@weft/service-kit/refusal'

/** Quick wins that one person shares in a day. */
export const MOST_A_DAY = 10
/** A unit is named for "somebody" only where so many people work in it: it could be any of them. */
export const SOMEBODY_OF = 5

export type Shown = { metric: Metric | null, evidence: string | null, link: string | null }

/**
 * Whether others can look at what shows it. A measured value counts only beside its value before, and when the two differ: a claim
 * without a baseline makes a story, whatever else is said. Without a measure, a link or something to look at is enough.
 */
export function kindOf ({ metric, evidence, link }: Shown): 'win' | 'story' {
  if (metric !== null) return metric.before !== null && metric.before.trim() !== metric.after.trim() ? 'win' : 'story' // guard: no win without a baseline
  return evidence !== null || link !== null ? 'win' : 'story'
}

const PERSONAL: readonly RegExp[] = [
  /[^\s@]+@[^\s@]+\.[^\s@]{2,}/, // e-mail
  /(?<!\d)(?:\+|00)\d[\d ()/.-]{6,}\d|(?<!\d)0\d{2,5}[ /-]?\d{4,}/, // telephone
  /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}/, // bank account
  /\b\d{7,}\b/, // numbers of customers and contracts
  /\b(?:Mr|Mrs|Ms|Miss|Herr|Frau|Dr|Prof|Mme|Sr|Sra)\b\.? ?\p{Lu}\p{L}+/u // a customer by name
]

/** Whether a text looks as if it could tell which customer it is about. A rough look: it asks the author to look again, and decides nothing. */
export const looksPersonal = (...texts: readonly (string | null)[]): boolean => texts.some(text => text !== null && PERSONAL.some(pattern => pattern.test(text)))

/** Throws `looks-personal` until the author has looked. */
export function checkPersonal (texts: readonly (string | null)[], nobodyTold: boolean): void {
  if (!nobodyTold && looksPersonal(...texts)) throw new Refusal('invalid', 'looks-personal', 'This looks as if it named a customer: a name, an address, a telephone or a long number. Take it out, or confirm that nobody can be recognised.') // guard: customers stay unnamed
}

/** Who it is from, as readers see it. `name`: of an author who chose to be named and is still here; `people`: who work in the unit itself. */
export function fromWhom ({ name, unitName, people }: { name: string | null, unitName: string | null, people: number }): string {
  if (name !== null) return name
  return unitName !== null && people >= SOMEBODY_OF ? `somebody in ${unitName}` : 'somebody' // guard: somebody of enough
}

/** The Mondays of the last `weeks` weeks, oldest first; the last one begins the week that runs. Days are YYYY-MM-DD. */
export function mondaysUntil (today: string, weeks: number): string[] {
  const DAY_MS = 86_400_000
  const at = Date.parse(`${today}T00:00:00Z`)
  const monday = at - ((new Date(at).getUTCDay() + 6) % 7) * DAY_MS
  return Array.from({ length: weeks }, (_, place) => new Date(monday - (weeks - 1 - place) * 7 * DAY_MS).toISOString().slice(0, 10))
}

/** What is kept of what somebody sent, once they have looked. Throws as `checkPersonal` does. */
export function contentOf ({ nobodyTold, ...content }: ShareWinRequest): Omit<ShareWinRequest, 'nobodyTold'> {
  checkPersonal([content.headline, content.story, content.evidence, content.metric?.name ?? null], nobodyTold)
  return content
}
