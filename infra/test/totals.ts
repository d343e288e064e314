import { z } from 'zod'

export type Count = { passed: number, failed: number, skipped: number }

// Vitest's JSON report, as far as it is needed. Only what vitest counts itself is believed.
const report = z.object({
  numPassedTests: z.int(), numFailedTests: z.int(), numPendingTests: z.int(), numTodoTests: z.int().default(0), success: z.boolean(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) }))
})

/**
 * What one vitest run counted. A file that could not even be loaded has no tests in the report but counts as one failure,
 * and a run that ended badly without a failed test (a crash, an unhandled rejection, no report) counts as one too.
 */
export function countOfReport (json: unknown, exitCode: number): Count {
  const parsed = report.safeParse(json)
  if (!parsed.success) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = parsed.data
  const broken = testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0).length
  const failed = numFailedTests + broken
  return { passed: numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped: numPendingTests + numTodoTests }
}

export function addUp (counts: readonly Count[]): Count {
  return counts.reduce((sum, count) => ({
    passed: sum.passed + count.passed, failed: sum.failed + count.failed, skipped: sum.skipped + count.skipped
  }), { passed: 0, failed: 0, skipped: 0 })
}

/** `N passed, N failed`, and the skipped only when there are any. */
export function totalsLine ({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
