import type { Subject } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { leads } from '../access/may.ts'
import { pathOf } from './who.store.ts'

/** Throws `no-such-unit`, `not-your-unit`. Which units there are is no secret. */
export async function checkLeads (tx: Sql, subject: Subject, unitId: string): Promise<void> {
  const path = await pathOf(tx, unitId)
  // What a unit had when it was closed may still be ended, by the office.
  if (path === null && !subject.roles.includes('program-office')) throw new Refusal('not-found', 'no-such-unit', 'There is no such unit.')
  if (path !== null && !leads(subject, path)) throw new Refusal('forbidden', 'not-your-unit', 'A unit decides this itself: its manager, or the program office.')
}
