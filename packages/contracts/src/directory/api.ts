import { z } from 'zod'
import { day, label, roleName, sourceId } from '../vocabulary.ts'

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

/** What can be given for a time. The program office itself stands in the people file only; `manager` is given for a unit, the others have no place. */
export const grantedRole = roleName.extract(['analyst', 'it', 'auditor', 'manager'])
/** POST /grants: `signIn` is who gets the role, from the first day to the last, both included. At most a year, and never the giver. */
export const grantRequest = z.strictObject({
  signIn: z.string().min(1).max(254),
  role: grantedRole,
  unitId: sourceId.nullable().default(null),
  fromDay: day,
  untilDay: day,
  reason: z.string().min(1).max(200)
})
export type GrantRequest = z.infer<typeof grantRequest>
export const grant = z.object({
  grantId: z.uuid(),
  /** null: the directory does not know this person any more, and the role works for nobody. */
  name: label.nullable(),
  signIn: z.string().nullable(),
  role: grantedRole,
  unitId: sourceId.nullable(),
  unitName: label.nullable(),
  fromDay: day,
  untilDay: day,
  reason: z.string(),
  givenBy: z.string().describe('subject of who gave it'),
  state: z.enum(['coming', 'current', 'over', 'ended']).describe('over: its last day has passed; ended: taken away before')
})
export type Grant = z.infer<typeof grant>
/** GET /grants?after=: coming and current ones first, then what is past; 50 a page. */
export const grantsReply = z.object({ grants: z.array(grant).max(50), next: z.string().nullable() })
export type GrantsReply = z.infer<typeof grantsReply>
/** POST /grants and POST /grants/:grantId/end */
export const grantReply = z.object({ grantId: z.uuid() })
