import type { Subject } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { compareSegment } from '../conflict/compare.store.ts'
import { leads } from '../access/may.ts'
import type { Deps } from '../deps.ts'
import { pathOf } from '../organisation/who.store.ts'

/** Compares what has changed, and sends what lies in the outbox. */
export async function settle (deps: Deps, ...segmentIds: (string | null)[]): Promise<void> {
  for (const id of new Set(segmentIds)) if (id !== null) await compareSegment(deps, id)
  deps.wake()
}

/** Throws `Refusal('not-found', 'no-such-unit')` also of a unit that is not the writer's: who may not write for it does not learn whether it is there. */
export async function mustWriteFor (sql: Sql, subject: Subject, unitId: string): Promise<void> {
  const path = await pathOf(sql, unitId)
  if (path === null || !leads(subject, path)) throw new Refusal('not-found', 'no-such-unit', 'You write for your own units and those below. This is none of them.')
}
