import type { RollUpFigures, RollUpShare } from '@weft/contracts/commitments/rollup-api'
import { expect, test } from 'vitest'
import { helpIn } from './help.ts'

const share = (percent: number): RollUpShare => ({ kind: 'shown', percent })
const figures = (coverage: number, reviewed: number, mean: number): RollUpFigures => ({ people: 40, coverage: share(coverage), reviewed: share(reviewed), index: { n: 30, mean }, gap: null, horizons: [], disciplines: [] })

test('When units are to be helped, then the smallest shown count, by promises and reviews, never by what was reached', () => {
  const groups = [
    { unitId: '', parentId: null, figures: figures(10, 10, 10) }, { unitId: 'D', parentId: '', figures: figures(50, 90, 90) }, { unitId: 'T', parentId: 'D', figures: null }, { unitId: 'S', parentId: 'T', figures: figures(79.9, 20, 99) },
    { unitId: 'E', parentId: '', figures: figures(80, 79.9, 99) }, { unitId: 'F', parentId: '', figures: figures(90, 90, 1) }
  ]
  expect([...helpIn(groups)].toSorted()).toEqual([['E', { why: 'few-reviewed', percent: 79.9 }], ['S', { why: 'few-promise', percent: 79.9 }]])
})
