import type { z } from 'zod'
import { planWaveRequest } from '@weft/contracts/survey/api'

/** What the form sends: every field as text, so that what somebody typed can be shown again. */
export type PlanForm = { title: string, instrument: string, closesOn: string, score: string, spread: string, bands: readonly string[] }
export type PlanFinding = { at: string, sentence: string }

export const emptyPlan: PlanForm = { title: '', instrument: '', closesOn: '', score: '5', spread: '10', bands: [] }

const sentences: Record<string, PlanFinding> = {
  title: { at: 'title', sentence: 'Give the wave a title of 1 to 200 characters.' },
  instrumentId: { at: 'instrument', sentence: 'Choose the questions.' },
  closesOn: { at: 'closesOn', sentence: 'Choose the day on which the wave closes.' },
  thresholds: { at: 'score', sentence: 'The smallest group is a whole number: at least 5 for scores, at least 10 for spread.' },
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
  const fields = new Set(parsed.error.issues.map(({ path }) => String(path[0])))
  return { findings: [...fields].map(field => sentences[field] ?? { at: 'title', sentence: 'Something in this form does not fit.' }) }
}

const numberIn = (text: string) => /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN
