const fields: Readonly<Record<string, string>> = {
  'self-grant': 'signIn', 'no-such-sign-in': 'signIn', 'grant-in-past': 'untilDay', 'grant-backwards': 'untilDay', 'grant-too-long': 'untilDay',
  'grant-needs-unit': 'unitId', 'grant-without-place': 'unitId', 'no-such-unit': 'unitId', 'too-many-grants': 'unitId'
}
const sentences: Readonly<Record<string, string>> = {
  signIn: 'Say who gets the role, by sign-in name.', role: 'Choose one of the roles.', unitId: 'A unit has an id of at most 64 characters.',
  fromDay: 'The first day is a date, such as 2026-05-30.', untilDay: 'The last day is a date, such as 2026-05-30.', reason: 'Say in 1 to 200 characters why.'
}

/** Which field a refusal is about. `what`: its code with its sentence, or the name of a field that could not be read. */
export function fieldOf (what: string, sentence?: string): { at?: string, sentence: string } {
  const at = Object.hasOwn(fields, what) ? fields[what] : Object.hasOwn(sentences, what) ? what : undefined
  return { ...(at !== undefined && { at }), sentence: sentence ?? (at === undefined ? 'This could not be read.' : sentences[at] ?? '') }
}
