import type { Job } from '@weft/service-kit/job'
import { actingAsHouse } from '../acting-as.ts'
import { addDays } from '../commitment/days.ts'
import type { Deps } from '../deps.ts'
import { todayAt } from '../organisation/today.store.ts'
import { forgetImports } from './import.store.ts'
import { HELD_HOURS } from './limits.ts'

const HOUR_MS = 3_600_000

/** Files with goals that nobody brought in go after a week. */
export const forgetGoalImportsJob = ({ pool, now }: Pick<Deps, 'pool' | 'now'>): Job => ({
  name: 'forget-goal-imports',
  everyMs: HOUR_MS,
  run: async () => {
    const today = await todayAt(pool, now())
    await actingAsHouse(pool, tx => forgetImports(tx, addDays(today, -HELD_HOURS / 24)))
  }
})
