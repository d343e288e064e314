import { inTransaction } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { forgetLeavers } from './leaver.store.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
/** An import can be undone for 30 days (directory): until then somebody may come back to what is theirs. */
export const KEPT_DAYS = 31
const MOST_AT_ONCE = 200

/** Once an hour: what people who left said, chose and were noted to be is deleted. Dying in between loses nothing: the next round goes on. */
export const forgetLeaversJob = ({ pool, now }: Pick<Deps, 'pool' | 'now'>): Job => ({
  name: 'forget-leavers',
  everyMs: HOUR_MS,
  async run (signal) {
    const until = new Date(now().getTime() - KEPT_DAYS * DAY_MS).toISOString().slice(0, 10)
    for (let done = MOST_AT_ONCE; done === MOST_AT_ONCE && !signal.aborted;) done = await inTransaction(pool, tx => forgetLeavers(tx, until, MOST_AT_ONCE))
  }
})
