import { expect, test } from 'vitest'
import { labelled } from './label.ts'

test('When a file is offered in a demonstration, then its name says so, once', () => {
  const named = labelled('attachment; filename="scores-2026-05-15-1.csv"')
  expect(named).toBe('attachment; filename="demonstration-scores-2026-05-15-1.csv"')
  expect(labelled(named)).toBe(named)
  expect(labelled('inline')).toBe('inline')
})
