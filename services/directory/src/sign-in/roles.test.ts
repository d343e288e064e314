import { expect, test } from 'vitest'
import { may } from '../access/may.ts'
import { rightsOf } from './roles.ts'

const known = (role: 'program-office' | 'analyst' | 'manager' | 'it' | null, isBoss = false, grants: { role: 'auditor' | 'manager', unitId: string | null }[] = []) => ({ role, unitId: 'U-1', isBoss, grants })

test.each([
  ['the first sign-in of an empty platform', null, true, false, ['program-office'], []],
  ['the first sign-in once the office is held', null, true, true, [], []],
  ['an analyst who is the first sign-in', known('analyst'), true, false, ['program-office', 'analyst', 'employee'], []],
  ['an analyst', known('analyst'), false, false, ['analyst', 'employee'], []],
  ['a stranger', null, false, false, [], []],
  ['somebody without a role', known(null), false, true, ['employee'], []],
  ['somebody whose reports say who their boss is', known(null, true), false, true, ['manager', 'employee'], ['U-1']],
  ['somebody who is called a manager', known('manager'), false, true, ['manager', 'employee'], ['U-1']],
  ['a boss in IT', known('it', true), false, true, ['it', 'manager', 'employee'], ['U-1']],
  ['the program office', known('program-office'), false, true, ['program-office', 'employee'], []],
  ['somebody who audits for a time', known(null, false, [{ role: 'auditor', unitId: null }]), false, true, ['auditor', 'employee'], []],
  ['a boss who looks after another unit for a time', known(null, true, [{ role: 'manager', unitId: 'U-2' }, { role: 'manager', unitId: 'U-1' }]), false, true, ['manager', 'employee'], ['U-1', 'U-2']]
] as const)('When it is %s, then roles and units follow', (_, own, isFirst, officeHeld, roles, units) => {
  expect(rightsOf(own, { isFirst, officeHeld })).toEqual({ roles, units })
})

test.each([
  ['program-office', 'import-organisation', true], ['program-office', 'read-organisation', true], ['program-office', 'read-sign-in', false],
  ['it', 'import-organisation', true], ['it', 'read-organisation', true], ['it', 'read-sign-in', false],
  ['analyst', 'import-organisation', false], ['analyst', 'read-organisation', false], ['door', 'read-sign-in', true], ['door', 'import-organisation', false],
  ['manager', 'read-organisation', false], ['employee', 'read-organisation', false], ['auditor', 'read-organisation', false],
  ['program-office', 'constructor', false]
])('When %s asks for %s, then the answer is %s', (role, action, answer) => {
  expect(may({ subject: 's', roles: [role], scopes: [] }, action)).toBe(answer)
})
