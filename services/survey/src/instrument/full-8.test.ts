import { expect, test } from 'vitest'
import { instrument } from '@weft/contracts/survey/instrument'
import { full8 } from './full-8.ts'
import { isLaunchable, partsOf } from './instrument.ts'

test('When full-8 is read, then it has eight disciplines of four items, the fourth of each reversed, and is not validated', () => {
  expect(instrument.parse(full8)).toEqual(full8)
  const parts = partsOf(full8)
  expect(parts.map(({ factor }) => factor.factorId)).toEqual(['CI', 'CF', 'KI', 'KF', 'PV', 'EM', 'CC', 'SA'])
  for (const { items } of parts) expect(items.map(item => item.reverse)).toEqual([false, false, false, true])
  expect(new Set(full8.items.map(item => item.itemId)).size).toBe(32)
  expect(new Set(full8.items.map(item => item.text['en'])).size).toBe(32)
  expect(full8.validated).toBe(false)
  expect(isLaunchable(full8)).toBe(true)
})

test('When an item has no words or another scale than agreement, then nobody can be asked', () => {
  const change = (of: object) => ({ ...full8, items: full8.items.map((item, i) => i === 7 ? { ...item, ...of } : item) })
  expect(isLaunchable(change({ text: {} }))).toBe(false)
  expect(isLaunchable(change({ max: 6 }))).toBe(false)
})
