import { reviewRequest } from '@weft/contracts/commitments/review-api'
import { Refusal } from '@weft/service-kit/refusal'
import { describe, expect, test } from 'vitest'
import { findingsIn, idsIn, missingIn, reviewForm, typedOf, wrongIn } from './form.ts'

const [a, b] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002']
const form = { version: '3', do: 'send', [`value-${a}`]: '75', [`next-${a}`]: 'keep', [`note-${a}`]: ' Nine of\r\ntwelve ', [`links-${a}`]: 'https://example.org/a\r\nhttps://example.org/b', [`note-${b}`]: '' }

describe('the form of a review', () => {
  test('When all is said, then it is what the service asks for; a line break is one character', () => {
    expect(reviewRequest.parse({ version: 3, items: typedOf(form, [a]) }).items).toEqual([{ commitmentId: a, value: 75, next: 'keep', note: 'Nine of\ntwelve', links: ['https://example.org/a', 'https://example.org/b'] }])
    expect(idsIn(form)).toEqual([a, b])
  })

  test('When something is missing, then each gap is told at its control', () => {
    expect(missingIn(form, [{ commitmentId: a }, { commitmentId: b }])).toEqual([{ at: `value-${b}`, sentence: 'Commitment 2: say how far it came.' }, { at: `next-${b}`, sentence: 'Commitment 2: say what comes next.' }])
    expect(missingIn({ ...form, [`value-${a}`]: '80' }, [{ commitmentId: a }])).toHaveLength(1)
  })

  test.each(['javascript:alert(1)', 'example.org', 'https://', 'https://a.example https://b.example https://c.example https://d.example', `https://example.org/${'x'.repeat(500)}`])('When %s is no list of addresses, then it is said at its field', links => {
    expect(wrongIn({ ...form, [`links-${a}`]: links })).toEqual([expect.objectContaining({ at: `links-${a}` })])
    expect(wrongIn({ ...form, [`note-${b}`]: 'x'.repeat(1_001) })).toEqual([expect.objectContaining({ at: `note-${b}` })])
  })

  test('When a form has fields of its own making, then it is no form of a review', () => {
    expect(reviewForm.safeParse(form).success).toBe(true)
    expect(reviewForm.safeParse({ ...form, boss: 'me' }).success).toBe(false)
    expect(reviewForm.safeParse({ ...form, [`value-${a}`]: 'x'.repeat(4_001) }).success).toBe(false)
  })

  test('When the service refuses single commitments, then each is told at its control, else in one sentence', () => {
    expect(findingsIn(new Refusal('invalid', 'x', 'No', [{ at: a, code: 'drop-needs-reason', sentence: 'Why?' }]))).toEqual([{ at: `note-${a}`, sentence: 'Why?' }])
    expect(findingsIn(new Refusal('conflict', 'changed-meanwhile', 'It changed.'))).toEqual([{ sentence: 'It changed.' }])
  })
})
