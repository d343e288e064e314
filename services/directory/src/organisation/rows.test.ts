import { describe, expect, test } from 'vitest'
import { personReader, unitReader } from './rows.ts'

const header = ['person', 'name', 'email', 'unit', 'boss', 'rank', 'role', 'sign_in', 'band_site']
const cells = (changes: Record<string, string> = {}) => {
  const row: Record<string, string> = { person: 'P-1', name: 'Ana Ruiz', email: 'ana@example.org', unit: 'U-1', boss: '', rank: 'manager', role: '', sign_in: '', band_site: 'North', ...changes }
  return header.map(column => row[column] ?? '')
}
const codesOf = (changes: Record<string, string>) => {
  const read = personReader(header)({ line: 7, cells: cells(changes) })
  return 'problems' in read ? read.problems.map(problem => `${problem.at}: ${problem.code}`) : []
}

describe('a row of people.csv', () => {
  test('When it is whole, then it is read, trimmed, with its bands and the sign-in name in lower case', () => {
    expect(personReader(header)({ line: 7, cells: cells({ name: ' Ana Ruiz ', role: 'analyst', sign_in: 'Ana@Example.org' }) })).toEqual({
      row: {
        line: 7, personId: 'P-1', name: 'Ana Ruiz', email: 'ana@example.org', unitId: 'U-1', bossId: null, rank: 'manager',
        bands: { site: 'North' }, role: 'analyst', signIn: 'ana@example.org'
      }
    })
  })

  test('When rank and band are empty, then it is staff without a band', () => {
    expect(personReader(header)({ line: 2, cells: cells({ rank: '', band_site: '' }) })).toMatchObject({ row: { rank: 'staff', bands: {} } })
  })

  test.each([
    ['bad-email', { email: 'ana at example' }], ['bad-email', { email: '' }], ['bad-id', { person: '' }], ['bad-id', { unit: 'x'.repeat(65) }],
    ['bad-name', { name: 'a\u0007b' }], ['unknown-rank', { rank: 'boss' }], ['unknown-role', { role: 'root', sign_in: 'a' }],
    ['role-without-sign-in', { role: 'analyst' }], ['bad-sign-in', { sign_in: 'a b' }], ['bad-band', { band_site: 'x'.repeat(201) }]
  ])('When something is %s (%o), then its line and code are told', (code, changes) => {
    expect(codesOf(changes)).toEqual([`people.csv line 7: ${code}`])
  })
})

describe('a header', () => {
  test.each<[string, () => unknown]>([
    ['unknown-columns', () => personReader([...header, 'salary'])],
    ['unknown-columns', () => unitReader(['unit', 'parent', 'name', 'boss'])],
    ['bad-band', () => personReader([...header, 'band_'])],
    ['bad-band', () => personReader([...header, 'band___proto__'])],
    ['too-many-bands', () => personReader([...header, ...Array.from({ length: 20 }, (_, i) => `band_${i}`)])]
  ])('When it is wrong, then it is refused as %s', (code, work) => {
    expect(work).toThrow(expect.objectContaining({ code }))
  })
})
