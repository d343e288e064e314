import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addUp, countOfReport, totalsLine } from './totals.ts'

const file = (status: string, tests: number) => ({ status, assertionResults: Array.from({ length: tests }, () => ({})) })
const report = (passed: number, failed: number, pending: number, files = [file('passed', 1)]) =>
  ({ numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: 0, success: failed === 0, testResults: files })

describe('the totals of npm test', () => {
  it('When a run passed, then its own numbers count', () => {
    expect(countOfReport(report(7, 0, 2), 0)).toEqual({ passed: 7, failed: 0, skipped: 2 })
  })

  it('When a file could not be loaded, then it counts as a failure although it has no test', () => {
    expect(countOfReport(report(7, 0, 0, [file('passed', 7), file('failed', 0)]), 1)).toEqual({ passed: 7, failed: 1, skipped: 0 })
  })

  it('When a run ends badly without a failed test or leaves no report, then it counts as a failure', () => {
    expect(countOfReport(report(7, 0, 0), 1).failed).toBe(1)
    expect(countOfReport(undefined, 0).failed).toBe(1)
    expect(countOfReport({ numPassedTests: 'many' }, 0).failed).toBe(1)
  })

  it('When runs are added, then nothing is lost and the line says so', () => {
    const count = fc.record({ passed: fc.nat(9_999), failed: fc.nat(9_999), skipped: fc.nat(9_999) })
    fc.assert(fc.property(fc.array(count), counts => {
      const total = addUp(counts)
      expect(total.passed + total.failed + total.skipped).toBe(counts.reduce((sum, one) => sum + one.passed + one.failed + one.skipped, 0))
    }))
    expect(totalsLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
    expect(totalsLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
  })
})
