import type { Sql } from '@weft/service-kit/database'
import { inSteps } from '../import/steps.store.ts'
import { stateNow, type State } from '../organisation/apply-organisation.store.ts'
import { findingsIn, type Findings } from './checks.ts'

/** What each check finds in people and units as they stand, or in a state that was read already. */
export async function healthNow (sql: Sql, known?: State): Promise<Findings> {
  const state = known ?? await stateNow(sql)
  return inSteps(findingsIn([...state.units.values()].map(({ facts }) => facts), [...state.people.values()].map(({ facts }) => facts)))
}
