import type { z } from 'zod'

type Issue = Pick<z.core.$ZodIssue, 'code'> & { message?: string, expected?: string, format?: string, minimum?: number | bigint, maximum?: number | bigint, keys?: readonly string[], values?: readonly unknown[] }

/**
 * What is wrong at one place of an input, in our own words: a library's message speaks to programmers. A message that a schema of
 * ours wrote (code `custom`) is kept.
 */
export function sentenceOf (issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type': return `This must be ${named[issue.expected ?? ''] ?? 'of another kind'}.`
    case 'invalid_format': return formats[issue.format ?? ''] ?? 'This is not written as it must be.'
    case 'too_small': return `This is too small or too short: at least ${String(issue.minimum)}.`
    case 'too_big': return `This is too large or too long: at most ${String(issue.maximum)}.`
    case 'not_multiple_of': return 'This is not a multiple of what is asked for.'
    case 'unrecognized_keys': return `Nobody knows ${(issue.keys ?? []).map(key => `"${key}"`).join(', ')} here.`
    case 'invalid_value': return `This must be one of: ${(issue.values ?? []).map(String).join(', ')}.`
    case 'custom': return `${issue.message ?? 'This does not fit'}.`.replace(/\.\.$/, '.')
    default: return 'This does not have the shape that is asked for.'
  }
}

const named: Record<string, string> = {
  string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'an object', record: 'an object', null: 'null'
}
const formats: Record<string, string> = {
  uuid: 'This is not an id of ours.', email: 'This is not an e-mail address.', date: 'This is not a day, written as 2027-03-31.', datetime: 'This is not a time.'
}
