import type { GrantRequest } from '@weft/contracts/directory/api'
import { Refusal } from '@weft/service-kit/refusal'

/** Roles for units that one person may hold at once; with the own unit they fit a token. */
export const MOST_UNIT_GRANTS = 10
const LONGEST_DAYS = 366
const DAY_MS = 86_400_000

/** Whom the role is for, as the directory knows them. */
export type Receiver = { personId: string, subject: string, unitGrants: number }

/**
 * Whether a role may be given so. `giver` is a subject; days are YYYY-MM-DD. Throws a `Refusal`: `self-grant`, `grant-in-past`,
 * `grant-backwards`, `grant-too-long`, `grant-needs-unit`, `grant-without-place`, `too-many-grants`.
 */
export function checkGrant ({ role, unitId, fromDay, untilDay }: GrantRequest, { giver, receiver, today }: { giver: string, receiver: Receiver, today: string }): void {
  if (receiver.subject === giver) throw new Refusal('forbidden', 'self-grant', 'Nobody gives a role to themselves. Ask a colleague in the program office.') // guard: no role for oneself
  if (untilDay < today) throw new Refusal('invalid', 'grant-in-past', 'The last day has passed already.')
  if (untilDay < fromDay) throw new Refusal('invalid', 'grant-backwards', 'The last day lies before the first.')
  if ((Date.parse(untilDay) - Date.parse(fromDay)) / DAY_MS >= LONGEST_DAYS) throw new Refusal('invalid', 'grant-too-long', 'A role is given for a year at most. Give it again when the year is over.')
  if (role === 'manager' && unitId === null) throw new Refusal('invalid', 'grant-needs-unit', 'Say of which unit. A manager sees the results of one unit and those below it.')
  if (role !== 'manager' && unitId !== null) throw new Refusal('invalid', 'grant-without-place', 'This role is for no unit. Leave the unit empty.')
  if (role === 'manager' && receiver.unitGrants >= MOST_UNIT_GRANTS) throw new Refusal('conflict', 'too-many-grants', `Nobody holds more than ${MOST_UNIT_GRANTS} units at once. End one first.`)
}
