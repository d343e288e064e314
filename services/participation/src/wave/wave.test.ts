import { describe, expect, test } from 'vitest'
import { may } from '../access/may.ts'
import { assertMayRemind } from '../invitation/reminder.ts'
import { textOf, wordingOf } from '../invitation/mail.ts'
import { awaitsAudience, isKeyDue, stateOf, type Wave } from './wave.ts'

const wave = (changes: Partial<Wave> = {}): Wave => ({
  waveId: 'w', title: 'Spring', surveyState: 'opened', launchedOn: '2026-11-02', closesOn: '2026-11-30', closedOn: null, threshold: 5, bands: [],
  audienceState: 'frozen', refusal: null, organisationVersion: 1, invited: 40, mailed: 0, newPeople: 0, newUnits: 0, invitations: 'gone',
  reminderRound: 0, remindedOn: null, remindersGoing: false, finalParts: null, vaultKey: 'kept', ...changes
})

describe('a wave', () => {
  test.each<[string, Partial<Wave>]>([
    ['waiting-for-organisation', { audienceState: 'waiting', surveyState: 'launch-requested' }], ['audience-refused', { audienceState: 'refused' }],
    ['frozen', { surveyState: 'launch-requested', invitations: 'none' }], ['inviting', { invitations: 'going' }], ['invited', {}],
    ['clearing', { surveyState: 'closed' }], ['cleared', { surveyState: 'closed', audienceState: 'cleared' }]
  ])('When its parts say so, then it is %s', (state, changes) => {
    expect(stateOf(wave(changes))).toBe(state)
  })

  test('When its audience was refused, then only another organisation version is tried', () => {
    const refused = wave({ surveyState: 'launch-requested', audienceState: 'refused', organisationVersion: 3 })
    expect([awaitsAudience(refused, 3), awaitsAudience(refused, 4)]).toEqual([false, true])
    expect(awaitsAudience(wave({ surveyState: 'launch-requested' }), 4)).toBe(false)
  })

  test('When the days after its close have passed and it is cleared, then its key is due', () => {
    const cleared = wave({ audienceState: 'cleared', surveyState: 'closed', closedOn: '2026-11-30' })
    expect([isKeyDue(cleared, '2026-12-13', 14), isKeyDue(cleared, '2026-12-14', 14)]).toEqual([false, true])
    expect(isKeyDue({ ...cleared, audienceState: 'frozen' }, '2027-12-14', 14)).toBe(false)
    expect(isKeyDue({ ...cleared, vaultKey: 'destroyed' }, '2027-12-14', 14)).toBe(false)
  })

  test.each<[string | null, Partial<Wave>]>([
    [null, {}], [null, { remindedOn: '2026-11-08' }], ['wave-not-open', { surveyState: 'closed' }], ['still-inviting', { invitations: 'going' }],
    ['reminded-today', { remindedOn: '2026-11-09' }], ['reminded-today', { remindersGoing: true }]
  ])('When a reminder is asked for, then the answer is %s (%o)', (code, changes) => {
    const ask = () => { assertMayRemind(wave(changes), '2026-11-09') }
    if (code === null) expect(ask).not.toThrow()
    else expect(ask).toThrow(expect.objectContaining({ code, kind: 'conflict' }))
  })
})

test('When somebody is invited, then the mail says why, what, how long, until when and what becomes of the answers, in our words', () => {
  for (const kind of ['invitation', 'reminder'] as const) {
    const text = textOf(wordingOf({ kind, title: 'Spring', closesOn: '2027-03-31', threshold: 6 }, 'Ana Ruiz'), 'https://s.example/s/abc')
    for (const part of ['Hello Ana Ruiz', 'https://s.example/s/abc', 'five minutes', '31 March 2027', 'confidential', 'at least 6 people']) expect(text).toContain(part)
    expect(text).not.toMatch(/anonym|respondent|!/i)
  }
})

test.each([['program-office', true], ['analyst', false], ['door', false]])('When %s asks for participation, reminders or the vault, then the answer is %s', (role, answer) => {
  for (const action of ['read-participation', 'send-reminders', 'destroy-vault-key']) expect(may({ subject: 's', roles: [role], scopes: [] }, action)).toBe(answer)
  expect(may({ subject: 's', roles: [role], scopes: [] }, 'toString')).toBe(false)
})
