import { z } from 'zod'
import { sha256 } from '../vocabulary.ts'

/** One line of the audit log. It holds ids only: no name, no sign-in, no answer. */
export const auditEntry = z.object({
  seq: z.int().describe('from 1, without gaps'),
  at: z.string().describe('ISO instant'),
  actor: z.string().describe('subject of who asked; `unknown` for somebody the directory does not know'),
  via: z.enum(['session', 'key', 'operator']),
  roles: z.string().describe('at that moment, separated by spaces'),
  action: z.string(),
  target: z.string().describe('id of what it was about, or empty'),
  outcome: z.string().describe('`asked` before a command is passed on; then `done` or the code of the refusal'),
  about: z.int().nullable().describe('the line that asked'),
  hash: sha256.describe('SHA-256 of the hash before and this line')
})
export type AuditEntry = z.infer<typeof auditEntry>
/** GET /v1/audit?after=: 500 a page, oldest first */
export const auditReply = z.object({ entries: z.array(auditEntry).max(500), next: z.int().nullable() })
