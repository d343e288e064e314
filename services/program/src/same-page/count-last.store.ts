import type { Sql } from '@weft/service-kit/database'
import type { Deps } from '../deps.ts'
import { prioritiesOf } from '../priority/priorities.store.ts'
import { release } from './release.store.ts'

/** When another version of the priorities comes into force, what was said of this one and not counted yet is counted; the last few, fewer than five, never are. */
export const countLast = ({ now }: Pick<Deps, 'now'>) => async (tx: Sql, version: number): Promise<void> => {
  const priorities = await prioritiesOf(tx, version)
  if (priorities !== undefined) await release(tx, { version, priorities, day: now().toISOString().slice(0, 10) })
}
