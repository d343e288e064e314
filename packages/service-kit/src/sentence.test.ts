import { expect, test } from 'vitest'
import { z } from 'zod'
import { sentenceOf } from './sentence.ts'

const schema = z.strictObject({ id: z.uuid(), size: z.int().min(1).max(9), name: z.string().min(2), day: z.iso.date(), look: z.enum(['a', 'b']), own: z.string().refine(text => text === 'x', 'Only x is known here') })
const fits = { id: '8f14e45f-ceea-467f-9c1b-0a5b1d0f6f11', size: 3, name: 'xy', day: '2027-03-31', look: 'a', own: 'x' }

test.each([
  [{ id: 'abc' }, 'This is not an id of ours.'],
  [{ size: 0 }, 'at least 1'],
  [{ size: 10 }, 'at most 9'],
  [{ size: '3' }, 'a number'],
  [{ name: 'x' }, 'at least 2'],
  [{ day: '31.3.2027' }, '2027-03-31'],
  [{ look: 'c' }, 'one of: a, b'],
  [{ other: 1 }, 'Nobody knows "other" here.'],
  [{ own: 'y' }, 'Only x is known here.']
])('When %j does not fit, then the sentence is ours', (wrong, words) => {
  const sentences = schema.safeParse({ ...fits, ...wrong }).error?.issues.map(issue => sentenceOf(issue)) ?? []
  expect(sentences.join(' ')).toContain(words)
  expect(sentences.join(' ')).not.toMatch(/invalid/i)
  expect(sentences.every(sentence => sentence.endsWith('.') && !sentence.endsWith('..'))).toBe(true)
})
