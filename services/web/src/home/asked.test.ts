import { expect, test } from 'vitest'
import { asksOf } from './asked.ts'

const definition = { version: 2, publishedOn: '2027-03-01', texts: [], acknowledged: null, mayAcknowledge: true }
const attestation = { version: 3, mayAttest: true, mine: null, countedOn: null, before: null }

test('When somebody has done neither, or of an older version only, then both are asked for, with the reason', () => {
  expect(asksOf(definition, attestation).map(({ href }) => href)).toEqual(['/program/definition', '/program/priorities#answer'])
  expect(asksOf({ ...definition, acknowledged: 1 }, { ...attestation, before: 2 }).map(({ why }) => why)).toEqual(['The wording has changed since you read it.', 'They have changed since you answered.'])
})

test('When it is done, or there is nothing to do, or somebody has no place, or the part is away, then nothing is asked', () => {
  expect(asksOf({ ...definition, acknowledged: 2 }, { ...attestation, mine: [] })).toEqual([])
  expect(asksOf({ ...definition, version: 0 }, { ...attestation, version: 0 })).toEqual([])
  expect(asksOf({ ...definition, mayAcknowledge: false }, { ...attestation, mayAttest: false })).toEqual([])
  expect(asksOf(null, null)).toEqual([])
})
