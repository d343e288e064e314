import { expect, test } from 'vitest'
import { asksOf } from './asked.ts'

const definition = { version: 2, publishedOn: '2027-03-01', texts: [], acknowledged: null, mayAcknowledge: true }
const attestation = { version: 3, mayAttest: true, mine: null, countedOn: null, before: null }

test('When somebody has done neither, or of an older version only, then both are asked for, with the reason', () => {
  expect(asksOf(definition, attestation, null).map(({ href }) => href)).toEqual(['/program/definition', '/program/priorities#answer'])
  expect(asksOf({ ...definition, acknowledged: 1 }, { ...attestation, before: 2 }, null).map(({ why }) => why)).toEqual(['The wording has changed since you read it.', 'They have changed since you answered.'])
})

test('When it is done, or there is nothing to do, or somebody has no place, or the part is away, then nothing is asked', () => {
  expect(asksOf({ ...definition, acknowledged: 2 }, { ...attestation, mine: [] }, null)).toEqual([])
  expect(asksOf({ ...definition, version: 0 }, { ...attestation, version: 0 }, null)).toEqual([])
  expect(asksOf({ ...definition, mayAcknowledge: false }, { ...attestation, mayAttest: false }, null)).toEqual([])
  expect(asksOf(null, null, null)).toEqual([])
})

test('When something waits in commitments, then it stands first, in the words of the mail, with its last day', () => {
  const waiting = { waiting: [{ link: 'Review my quarter', path: '/commitments/quarter', what: 'Say how far you came in Q4 2026.', by: '2026-12-31' }, { link: 'Answer hand-overs', path: '/commitments/handovers', what: 'A commitment of Sam Lee: take over, or decline.', by: null }] }
  expect(asksOf(definition, null, waiting).map(({ href, why }) => [href, why])).toEqual([['/commitments/quarter', 'Say how far you came in Q4 2026. By 31 December 2026.'], ['/commitments/handovers', 'A commitment of Sam Lee: take over, or decline.'], ['/program/definition', 'It takes a minute.']])
})
