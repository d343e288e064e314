import { expect, test } from 'vitest'
import { agreementInWords, shareInWords, verdictOf } from './words.ts'

test.each([
  [4.2, 0.8, 'On the same page'], [4.2, 0.6, 'Mostly together'], [4.2, 0.3, 'High on average, but far apart'],
  [2, 0.9, 'Together, and not convinced'], [3, 0.9, 'Together, and undecided'], [3, 0.6, 'Partly together'], [2, 0, 'Far apart']
])('When the mean is %s and agreement %s, then a group is called: %s', (mean, agreement, words) => {
  expect(verdictOf({ mean, agreement })?.words).toBe(words)
})

test('When agreement is not told, then nothing is said of it', () => {
  expect(verdictOf({ mean: 4, agreement: null })).toBeNull()
  expect([agreementInWords(0.6167), agreementInWords(1), agreementInWords(0)]).toEqual(['.62', '1', '.00'])
  expect([shareInWords({ kind: 'at-least', percent: 90 }), shareInWords({ kind: 'shown', percent: 64.4, low: 1, high: 99 }), shareInWords({ kind: 'hidden' })]).toEqual(['≥ 90 %', '64 %', null])
})
