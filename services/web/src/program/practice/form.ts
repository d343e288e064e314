import type { FormText } from './form-text.ts'

const sentences: Readonly<Record<string, string>> = {
  title: 'A title has 1 to 120 characters, on one line.', what: 'Say in at most 600 characters what we do.', when: 'Say when we do it, in at most 200 characters.',
  example: 'An example has at most 600 characters.', discipline: 'Choose one of the eight disciplines.', unitId: 'Choose a unit.', wording: 'A wording has at most 600 characters.',
  reason: 'Say why, in 1 to 300 characters.'
}
const fields: Readonly<Record<string, string>> = { 'reason-missing': 'reason', 'already-adopted': 'unitId', 'not-your-unit': 'unitId', 'no-such-unit': 'unitId' }

export type FormProblem = { at?: string, sentence: string }

/** What a page says of something that was refused. `what`: the code of a refusal with its sentence, or the name of a field that could not be read. */
export function problemOf (what: string, sentence?: string): FormProblem {
  const at = Object.hasOwn(fields, what) ? fields[what] : Object.hasOwn(sentences, what) ? what : undefined
  return { ...(at !== undefined && { at }), sentence: sentence ?? (at === undefined ? 'This could not be read.' : sentences[at] ?? '') }
}

export type PracticeForm = FormText<'title' | 'what' | 'when' | 'example' | 'discipline'>
export const emptyPractice: PracticeForm = { title: '', what: '', when: '', example: '', discipline: '' }
