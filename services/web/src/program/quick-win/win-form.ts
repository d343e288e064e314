import type { Win, WinDetail } from '@weft/contracts/program/win-api'

type FieldName = 'prompt' | 'discipline' | 'headline' | 'story' | 'metricName' | 'metricBefore' | 'metricAfter' | 'evidence' | 'link' | 'practiceId' | 'priorityId' | 'named' | 'mayFeature' | 'nobodyTold'
export type WinForm = Record<FieldName, string>
export const emptyWin: WinForm = { prompt: '', discipline: '', headline: '', story: '', metricName: '', metricBefore: '', metricAfter: '', evidence: '', link: '', practiceId: '', priorityId: '', named: '', mayFeature: '', nobodyTold: '' }

export const formOf = ({ prompt, discipline, headline, story, metric, evidence, link, practice, priority, named, mayFeature }: Win & Pick<WinDetail, 'named' | 'mayFeature'>): WinForm => ({
  prompt, discipline, headline, story, metricName: metric?.name ?? '', metricBefore: metric?.before ?? '', metricAfter: metric?.after ?? '', evidence: evidence ?? '', link: link ?? '',
  practiceId: practice?.practiceId ?? '', priorityId: priority?.priorityId ?? '', named: named ? 'yes' : '', mayFeature: mayFeature ? 'yes' : '', nobodyTold: ''
})

const meant = (text: string) => text.replaceAll('\r\n', '\n').trim()
const orNull = (text: string) => meant(text) || null

/** What a form says, in the shape its service asks for; not checked yet. A value after without a name of what was measured stays to be complained of. */
export const askedIn = (form: WinForm) => ({
  prompt: form.prompt, discipline: form.discipline, headline: meant(form.headline), story: meant(form.story),
  metric: meant(form.metricName + form.metricBefore + form.metricAfter) === '' ? null : { name: meant(form.metricName), before: orNull(form.metricBefore), after: meant(form.metricAfter) },
  evidence: orNull(form.evidence), link: orNull(form.link), practiceId: orNull(form.practiceId), priorityId: orNull(form.priorityId),
  named: form.named === 'yes', mayFeature: form.mayFeature === 'yes', nobodyTold: form.nobodyTold === 'yes'
})

const sentences: Readonly<Record<string, string>> = {
  prompt: 'Choose one of the four questions.', discipline: 'Choose one of the eight disciplines.', headline: 'A headline has 1 to 120 characters, on one line.',
  story: 'Tell it in 1 to 1,000 characters.', metricName: 'Say in at most 80 characters what was measured.', metricBefore: 'The value before has at most 40 characters.', metricAfter: 'Say what was measured after, in at most 40 characters.',
  evidence: 'What others can look at has at most 300 characters.', link: 'A link begins with https:// and has at most 500 characters.', practiceId: 'Choose a practice of the library, or none.', reason: 'Say why, in 1 to 300 characters.', unitId: 'Choose a unit.'
}
const fields: Readonly<Record<string, string>> = { 'looks-personal': 'story', 'practice-not-in-library': 'practiceId', 'already-adopted': 'unitId', 'not-your-unit': 'unitId', 'no-such-unit': 'unitId' }

export type WinProblem = { at?: string, code: string, sentence: string }
/** Of a refusal: its code with its sentence; of a field that could not be read: its path. */
export function winProblem (what: string | readonly PropertyKey[], sentence?: string): WinProblem {
  if (typeof what === 'string') return { ...(Object.hasOwn(fields, what) && { at: fields[what] }), code: what, sentence: sentence ?? '' }
  const [first = '', second] = what.map(String)
  const at = first === 'metric' ? `metric${(second ?? 'name').charAt(0).toUpperCase()}${(second ?? 'name').slice(1)}` : first
  return Object.hasOwn(sentences, at) ? { at, code: 'malformed', sentence: sentences[at] ?? '' } : { code: 'malformed', sentence: 'This could not be read.' }
}
