import { expect, test } from 'vitest'
import type { AuditEntry } from '@weft/contracts/web/api'
import { faultOfHeads, follow, hashOf, START } from './entry.ts'

function logOf (length: number): AuditEntry[] {
  const log: AuditEntry[] = []
  for (let seq = 1; seq <= length; seq++) {
    const line = { seq, at: `2026-11-24T09:00:0${seq}.000Z`, actor: `s-${seq}`, via: 'session' as const, roles: 'program-office employee', action: 'launch-wave', target: 'w', outcome: 'done', about: null }
    log.push({ ...line, hash: hashOf(log.at(-1)?.hash ?? START.hash, line) })
  }
  return log
}
const log = logOf(6)
const changed = (at: number, change: Partial<AuditEntry>) => log.map((entry, place) => place === at ? { ...entry, ...change } : entry)

test('When nothing was touched, then every line follows from the one before, in one go or page by page', () => {
  expect(follow(START, log)).toEqual({ head: { seq: 6, hash: log[5]?.hash }, fault: null })
  expect(follow(follow(START, log.slice(0, 2)).head, log.slice(2))).toEqual(follow(START, log))
})

test.each(['at', 'actor', 'via', 'roles', 'action', 'target', 'outcome'] as const)('When the field %s of a line is another, then the chain breaks there', field => {
  expect(follow(START, changed(2, { [field]: 'key' })).fault).toEqual({ seq: 3, code: 'changed' })
})

test('When a line is taken out, put in or moved, then the chain breaks there', () => {
  expect(follow(START, log.toSpliced(2, 1)).fault).toEqual({ seq: 3, code: 'gap' })
  // With its number and its own hash made to fit, the next one does not.
  const forged = { ...log[2] as AuditEntry, outcome: 'not-yours' }
  expect(follow(START, changed(2, { ...forged, hash: hashOf(log[1]?.hash ?? '', forged) })).fault).toEqual({ seq: 4, code: 'changed' })
  expect(follow(START, [...log.slice(0, 3), ...log.slice(2)]).fault).toEqual({ seq: 4, code: 'gap' })
})

test('When the end is cut off or written anew, then only the heads that were shipped can tell, and they do', () => {
  const shipped = [START, ...log.map(({ seq, hash }) => ({ seq, hash }))]
  const hashes = (entries: readonly AuditEntry[]) => new Map(entries.map(({ seq, hash }) => [seq, hash]))
  expect(faultOfHeads(shipped, hashes(log))).toBeNull()
  expect(follow(START, log.slice(0, 4)).fault).toBeNull()
  expect(faultOfHeads(shipped, hashes(log.slice(0, 4)))).toEqual({ seq: 5, code: 'missing-tail' })
  const other = { ...log[5] as AuditEntry, actor: 'other' }
  const anew = [...log.slice(0, 5), { ...other, hash: hashOf(log[4]?.hash ?? '', other) }]
  expect(follow(START, anew).fault).toBeNull()
  expect(faultOfHeads(shipped, hashes(anew))).toEqual({ seq: 6, code: 'other-head' })
})
