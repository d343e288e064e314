import { createHash } from 'node:crypto'
import type { AuditEntry } from '@weft/contracts/web/api'

/** A line before it has its place: what happened, without number and hash. */
export type Happened = Omit<AuditEntry, 'seq' | 'hash' | 'at'> & { at: Date }
/** The last line of the log, or what stands before the first. */
export type Head = Pick<AuditEntry, 'seq' | 'hash'>

/** Which lines somebody wants to read. */
export type Filter = { action: string | null, /** YYYY-MM-DD, in UTC. */ day: string | null }

export const START: Head = { seq: 0, hash: '0'.repeat(64) }

/** h_n = SHA-256(h_(n-1) ‖ the line as a JSON array, in this order). */
export function hashOf (before: string, { seq, at, actor, via, roles, action, target, outcome, about }: Omit<AuditEntry, 'hash'>): string {
  const line = JSON.stringify([seq, at, actor, via, roles, action, target, outcome, about])
  return createHash('sha256').update(Buffer.from(before, 'hex')).update(line).digest('hex')
}

export type Fault = { seq: number, code: 'gap' | 'changed' | 'missing-tail' | 'other-head' }

/**
 * Follows lines from a head on, in the order of their numbers. Gives the head after them, or where they do not fit: a number is
 * missing, or a line is not what it was when it was written.
 */
export function follow (head: Head, entries: readonly AuditEntry[]): { head: Head, fault: Fault | null } {
  let at = head
  for (const { hash, ...line } of entries) {
    if (line.seq !== at.seq + 1) return { head: at, fault: { seq: at.seq + 1, code: 'gap' } }
    if (hashOf(at.hash, line) !== hash) return { head: at, fault: { seq: line.seq, code: 'changed' } } // guard: chain
    at = { seq: line.seq, hash }
  }
  return { head: at, fault: null }
}

/** A chain cannot see that its end was cut off: heads that were kept elsewhere can. `hashAt`: the log's hash of a line, if it has that line. */
export function faultOfHeads (shipped: readonly Head[], hashAt: ReadonlyMap<number, string>): Fault | null {
  for (const { seq, hash } of shipped) {
    const found = seq === 0 ? START.hash : hashAt.get(seq)
    if (found === undefined) return { seq, code: 'missing-tail' }
    if (found !== hash) return { seq, code: 'other-head' }
  }
  return null
}

const sentences: Record<Fault['code'], (seq: number) => string> = {
  gap: seq => `Line ${seq} is missing.`,
  changed: seq => `Line ${seq} is not what it was when it was written, or one before it is missing.`,
  'missing-tail': seq => `The log once had a line ${seq} and has it no more: its end was cut off.`,
  'other-head': seq => `Line ${seq} had another hash when it was shipped: lines were written anew.`
}
export const sentenceOfFault = ({ code, seq }: Fault): string => sentences[code](seq)
