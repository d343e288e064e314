import { expect, test } from 'vitest'
import { suggestionOf } from './reminder.ts'

test('When the program has a vision, changes and a next step, then the text says why, where we are and what comes next', () => {
  expect(suggestionOf({ vision: 'Easy to deal with.', changes: ['Portal B was merged into Portal A', 'An experiment started'], next: { what: 'One bill, one number', day: '2026-12-18' } }).text)
    .toBe('Why we do this: Easy to deal with.\n\nWhat changed in the last seven days:\n– Portal B was merged into Portal A\n– An experiment started\n\nNext: One bill, one number, by 18 December 2026.')
})

test('When nothing is known yet, then the text is empty and nothing is made up', () => {
  expect(suggestionOf({ vision: null, changes: [], next: null }).text).toBe('')
})
