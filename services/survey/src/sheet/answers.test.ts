import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { full8 } from '../instrument/full-8.ts'
import { completed, fieldOf, readAnswers, unanswered } from './answers.ts'

const all = Object.fromEntries(full8.items.map(({ itemId }) => [fieldOf(itemId), '3']))

describe('reading a form', () => {
  test('When every statement is answered, then the sheet holds every answer', () => {
    const { answers, problems } = readAnswers({ ...all, 'a-CI1': 'dk', 'a-SA4': '5' }, full8)
    expect(problems).toEqual([])
    expect(unanswered(answers, full8)).toEqual([])
    expect(completed(answers, full8)).toMatchObject({ CI1: null, CI2: 3, SA4: 5 })
  })

  test('When a statement was passed over, then it is missing, and the sheet holds null for it', () => {
    const { answers } = readAnswers({ 'a-CI1': '1', 'a-CI2': '' }, full8)
    expect(unanswered(answers, full8)).toHaveLength(31)
    expect(Object.keys(completed(answers, full8))).toEqual(full8.items.map(item => item.itemId))
    expect(completed(answers, full8)['CI2']).toBeNull()
  })

  test.each(['0', '6', '-1', '3.0', '03', ' 3', '1e0', 'NaN', 'null', '３', ['3', '4'], 3, null])('When an answer is %j, then it is off the scale', given => {
    const { answers, problems } = readAnswers({ 'a-CI1': given }, full8)
    expect(problems).toEqual([{ itemId: 'CI1', code: 'answer-off-scale' }])
    expect(answers).toEqual({})
  })

  test.each(['CI1', 'a-XX9', 'a-', '__proto__', 'constructor', 'a-__proto__'])('When a field is called %s, then it is no part of the survey', field => {
    const fields = Object.fromEntries([[field, '3']])
    expect(readAnswers(fields, full8).problems).toEqual([{ itemId: null, code: 'unknown-field' }])
  })

  test('When anything at all is posted, then what is read is on the scale and of the instrument', () => {
    const fields = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...Object.keys(all))), fc.oneof(fc.string(), fc.constantFrom('1', '5', 'dk', ''), fc.array(fc.string())))
    fc.assert(fc.property(fields, posted => {
      for (const [itemId, answer] of Object.entries(readAnswers(posted, full8).answers)) {
        expect(full8.items.some(item => item.itemId === itemId)).toBe(true)
        expect([null, 1, 2, 3, 4, 5]).toContain(answer)
      }
    }))
  })
})
