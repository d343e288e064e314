import { expect, it } from 'vitest'
import { loadOf, periodsFrom, type Running } from './load.ts'

const one = (more: Partial<Running>): Running => ({ unitId: 'U-1', unit: 'Claims', budget: null, budgetCurrency: null, startsOn: null, endsOn: null, ...more })

it('When a period is asked for, then it is whole months or quarters from the one of that day', () => {
  expect(periodsFrom('2027-05-17', 'quarter').slice(0, 2)).toEqual([{ from: '2027-04-01', until: '2027-06-30' }, { from: '2027-07-01', until: '2027-09-30' }])
  expect(periodsFrom('2027-12-31', 'month').slice(0, 3).map(({ until }) => until)).toEqual(['2027-12-31', '2028-01-31', '2028-02-29'])
})

it('When projects of a unit overlap in time, then each period counts those that run in it, the busiest unit first', () => {
  const [claims, other] = loadOf([
    one({ startsOn: '2027-01-15', endsOn: '2027-04-01', budget: 0.1, budgetCurrency: 'EUR' }), one({ startsOn: '2027-04-01', budget: 0.2, budgetCurrency: 'EUR' }), one({ endsOn: '2026-12-31', budget: 5 }), one({}),
    one({ unitId: null, unit: 'Legal ', startsOn: '2027-01-01' }), one({ unitId: null, unit: 'legal' })
  ], periodsFrom('2027-01-01', 'quarter'))
  expect(claims).toMatchObject({ unit: 'Claims', projects: 4, undated: 1, running: [1, 2, 1, 1, 1, 1, 1, 1], most: 2, budgets: [{ currency: 'EUR', amount: 0.3 }, { currency: null, amount: 5 }] })
  expect(other).toMatchObject({ unitId: null, unit: 'Legal ', projects: 2, most: 1 })
})
