import { expect, test } from 'vitest'
import { mayScore } from './access.ts'

test('When somebody asks, then the program office and analysts may, strangers may not, nor anybody for an unknown action', () => {
  const may = (roles: string[], action: string) => mayScore({ subject: 's', roles, scopes: [] }, action)
  expect([may(['program-office'], 'read-scoring'), may(['analyst'], 'read-scoring'), may(['analyst'], 'verify-release')]).toEqual([true, true, true])
  expect([may(['employee'], 'read-scoring'), may([], 'verify-release'), may(['program-office'], 'toString'), may(['program-office'], 'drop')]).toEqual([false, false, false, false])
})
