import { expect, test } from 'vitest'
import { may } from './may.ts'

const [root, own, below, foreign] = [['all'], ['all', 'own'], ['all', 'own', 'team'], ['all', 'other']]
const asks = (role: string, action: string, where?: string[] | 'anywhere') => may({ subject: 's', roles: [role], scopes: role === 'manager' ? ['own'] : [] }, action, where)

test.each([
  // role, releases, whole, scores, heat map of: root, own, below, foreign; unit: root, own, below, foreign
  ['program-office', true, true, true, [true, true, true, true], [true, true, true, true]],
  ['analyst', true, true, true, [true, true, true, true], [true, true, true, true]],
  ['manager', true, true, false, [false, true, true, false], [true, true, true, false]],
  ['employee', true, true, false, [false, false, false, false], [true, false, false, false]],
  ['auditor', true, true, false, [false, false, false, false], [true, false, false, false]],
  ['it', false, false, false, [false, false, false, false], [false, false, false, false]],
  ['stranger', false, false, false, [false, false, false, false], [false, false, false, false]]
])('When %s asks, then releases %s, the whole %s, all scores %s, heat maps %s, units %s', (role, releases, whole, scores, maps, units) => {
  expect(asks(role, 'read-releases')).toBe(releases)
  expect(asks(role, 'read-whole')).toBe(whole)
  expect(asks(role, 'read-scores')).toBe(scores)
  expect([root, own, below, foreign].map(path => asks(role, 'read-heat-map', path))).toEqual(maps)
  expect([root, own, below, foreign].map(path => asks(role, 'read-unit', path))).toEqual(units)
  // Who may somewhere is asked again where; who may nowhere is told so at once.
  expect(asks(role, 'read-heat-map', 'anywhere')).toBe(maps.includes(true))
  expect(asks(role, 'read-unit', 'anywhere')).toBe(units.includes(true))
})

test('When a manager has no unit, or the action is not known, then nothing is theirs', () => {
  expect(may({ subject: 's', roles: ['manager'], scopes: [] }, 'read-heat-map', 'anywhere')).toBe(false)
  expect(may({ subject: 's', roles: ['employee'], scopes: ['own'] }, 'read-heat-map', own)).toBe(false)
  expect(may({ subject: 's', roles: ['program-office'], scopes: [] }, 'toString')).toBe(false)
})
