import { appendFile } from 'node:fs/promises'
import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { lastHead } from './audit.store.ts'

const HOUR_MS = 3_600_000

/**
 * Writes the number and hash of the last line to where the database cannot reach: the log, and a file of lines when one is named.
 * Who cuts the end off the audit log in the database cannot make these unsaid.
 */
export async function shipHead ({ pool, log, now, auditHeadFile }: Pick<Deps, 'pool' | 'log' | 'now' | 'auditHeadFile'>): Promise<void> {
  const head = await lastHead(pool)
  log.info({ auditHead: head }, 'audit head')
  if (auditHeadFile !== '') await appendFile(auditHeadFile, `${JSON.stringify({ ...head, at: now().toISOString() })}\n`, { mode: 0o600 })
}

export const shipAuditHead = (deps: Deps): Job => ({ name: 'ship-audit-head', everyMs: HOUR_MS, run: () => shipHead(deps) })
