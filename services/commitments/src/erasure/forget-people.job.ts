import { inTransaction } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { addDays } from '../commitment/days.ts'
import { todayAt } from '../organisation/today.store.ts'
import { KEPT_DAYS } from './kept.ts'
import { forgetPeople } from './erasure.store.ts'

const HOUR_MS = 3_600_000
const MOST_AT_ONCE = 50

/** Once an hour, once a day for each: who left, and who asked, is taken out of what no roll-up needs any more. Dying in between loses nothing: the next round goes on. */
export const forgetPeopleJob = ({ pool, now }: Pick<Deps, 'pool' | 'now'>): Job => ({
  name: 'forget-people',
  everyMs: HOUR_MS,
  async run (signal) {
    const today = await todayAt(pool, now())
    for (let done = MOST_AT_ONCE; done === MOST_AT_ONCE && !signal.aborted;) done = await inTransaction(pool, tx => forgetPeople(tx, addDays(today, -KEPT_DAYS), today, MOST_AT_ONCE))
  }
})
