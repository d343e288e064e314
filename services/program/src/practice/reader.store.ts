import type { Subject } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { may } from '../access/may.ts'
import { findWho, pathOf } from '../organisation/who.store.ts'
import type { Reader } from './library.store.ts'

/** Who reads practices. Somebody whom the directory does not know has no unit of their own. */
export async function readerOf (tx: Sql, subject: Subject): Promise<Reader> {
  const who = await findWho(tx, subject.subject)
  return { subject: subject.subject, path: who === undefined ? [] : await pathOf(tx, who.unitId) ?? [who.unitId], decides: may(subject, 'decide-practice') }
}
