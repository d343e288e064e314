import { expect, test } from 'vitest'
import { may } from '../access/may.ts'
import { rolesOf } from './roles.ts'

test.each([
  ['the first sign-in of an empty platform', null, true, false, ['program-office']],
  ['the first sign-in once the office is held', null, true, true, []],
  ['an analyst who is the first sign-in', 'analyst', true, false, ['program-office', 'analyst']],
  ['an analyst', 'analyst', false, false, ['analyst']],
  ['somebody without a role', null, false, false, []],
  ['the program office', 'program-office', false, true, ['program-office']]
] as const)('When it is %s, then the roles follow', (_, own, isFirst, officeHeld, roles) => {
  expect(rolesOf(own, { isFirst, officeHeld })).toEqual(roles)
})

test.each([
  ['program-office', 'import-organisation', true], ['program-office', 'read-organisation', true], ['program-office', 'read-sign-in', false],
  ['analyst', 'import-organisation', false], ['analyst', 'read-organisation', false], ['door', 'read-sign-in', true], ['door', 'import-organisation', false],
  ['program-office', 'constructor', false]
])('When %s asks for %s, then the answer is %s', (role, action, answer) => {
  expect(may({ subject: 's', roles: [role] }, action)).toBe(answer)
})
