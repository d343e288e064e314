import type { z } from 'zod'
import { planWaveRequest } from '@weft/contracts/survey/api'
import type { Refusal } from '@weft/service-kit/refusal'

/** What the form sends: every field as text, so that what somebody typed can be shown again. */
export type PlanForm = { title: string, instrument: string, closesOn: string, score: string, spread: string, bands: readonly string[] }
export type PlanFinding = { /** Field it is about; without one, the form as a whole. */ at?: string, sentence: string }

export const emptyPlan: PlanForm = { title: '', instrument: '', closesOn: '', score: '5', spread: '10', bands: [] }

const findings: Record<string, PlanFinding> = {
  title: { at: 'title', sentence: 'Give the wave a title of 1 to 200 characters.' },
  instrumentId: { at: 'instrument', sentence: 'Choose the questions.' },
  closesOn: { at: 'closesOn', sentence: 'Choose the day on which the wave closes.' },
  'thresholds score': { at: 'score', sentence: 'The smallest group for a score is a whole number from 5 to 1,000.' },
  'thresholds spread': { at: 'spread', sentence: 'The smallest group for spread and shares is a whole number from 10 to 1,000.' },
  bands: { at: 'bands', sentence: 'Choose at most eight bands.' }
}

/** The form as a command, or what is wrong with it, one finding a field. */
export function planFrom (form: PlanForm): { plan: z.input<typeof planWaveRequest> } | { findings: PlanFinding[] } {
  const [instrumentId = '', version = ''] = form.instrument.split(' v')
  const parsed = planWaveRequest.safeParse({
    title: form.title.trim(),
    instrumentId,
    ...(/^\d{1,6}$/.test(version) && { instrumentVersion: Number(version) }),
    closesOn: form.closesOn,
    thresholds: { score: numberIn(form.score), spread: numberIn(form.spread) },
    bands: form.bands
  })
  if (parsed.success) return { plan: parsed.data }
  const fields = new Set(parsed.error.issues.map(({ path }) => path[0] === 'thresholds' ? path.join(' ') : String(path[0])))
  return { findings: [...fields].map(field => findings[field] ?? { sentence: 'Something in this form does not fit.' }) }
}

const fieldOf: Record<string, string> = {
  'no-such-instrument': 'instrument',
  'instrument-not-launchable': 'instrument',
  'language-missing': 'instrument',
  'closes-on-past': 'closesOn',
  'spread-below-score': 'spread',
  'band-twice': 'bands'
}

/** What survey refused, at the field that mends it. */
export function findingOf ({ code, message }: Pick<Refusal, 'code' | 'message'>): PlanFinding {
  const at = Object.hasOwn(fieldOf, code) ? fieldOf[code] : undefined
  return { ...(at !== undefined && { at }), sentence: message }
}

const numberIn = (text: string) => /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN
