import { describe, expect, it } from 'vitest'
import { failuresOf } from './failures.ts'

const passed = { status: 'passed', fullName: 'a door lets in', failureMessages: [] }
const red = { status: 'failed', fullName: 'a door keeps out', failureMessages: ['AssertionError: expected 200 to be 403\n    at door.test.ts:9'] }

describe('the failures npm test ends with', () => {
  it('When tests fail, then each is a line with its file and the first line of why; those that passed are not told', () => {
    const report = { testResults: [{ name: '/w/tests/door.test.ts', status: 'failed', message: '', assertionResults: [passed, red] }, { name: '/w/a.test.ts', status: 'passed', assertionResults: [passed] }] }
    expect(failuresOf(report, '/w')).toEqual(['tests/door.test.ts > a door keeps out: AssertionError: expected 200 to be 403'])
  })

  it('When a file cannot begin, then the file is a line, whether its tests are known or not', () => {
    const waiting = { ...passed, status: 'pending' }
    const files = [[], [waiting]].map(assertionResults => ({ name: '/w/b.test.ts', status: 'failed', message: 'listen EADDRINUSE\nat net', assertionResults }))
    expect(failuresOf({ testResults: files }, '/w')).toEqual(['b.test.ts: listen EADDRINUSE', 'b.test.ts: listen EADDRINUSE'])
  })

  it('When there is no report, then there are no lines', () => {
    expect(failuresOf(undefined, '/w')).toEqual([])
  })
})
