import { z } from 'zod'
import { label, roleName, sourceId } from '../vocabulary.ts'

const change = z.object({ added: z.int(), changed: z.int(), ended: z.int(), same: z.int() })
/** POST /organisation/imports (multipart: files `units` and `people`, CSV). Whole or not at all. */
export const importReply = z.object({ version: z.int(), changedAnything: z.boolean(), units: change, people: change })
export type ImportReply = z.infer<typeof importReply>

/** GET /organisation */
export const organisationReply = z.object({
  version: z.int().nullable(),
  people: z.int(),
  units: z.int(),
  bands: z.array(sourceId),
  officeSignIns: z.int().describe('people with the program-office role and a sign-in')
})
export type OrganisationReply = z.infer<typeof organisationReply>

/** GET /sign-ins/:signIn (for the door only): who this sign-in name is, and of which units (with all below them) it sees results. 404 `no-such-sign-in` when nobody. */
export const signInReply = z.object({ subject: z.string(), name: label, roles: z.array(roleName).min(1), units: z.array(sourceId).max(20).default([]) })
