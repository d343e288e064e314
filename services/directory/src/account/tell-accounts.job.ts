import { accountChanged } from '@weft/contracts/directory/events'
import { inTransaction } from '@weft/service-kit/database'
import { eventOf, tombstoneOf } from '@weft/service-kit/event'
import type { Job } from '@weft/service-kit/job'
import { appendToOutbox } from '@weft/service-kit/outbox'
import type { Deps } from '../deps.ts'
import { takeTurns } from './account.store.ts'

const MOST_AT_ONCE = 5_000

/** Tells by which subject each person comes: once for whoever is here, once more when they leave. Dying between two rounds loses nothing. */
export const tellAccountsJob = ({ pool, now, newId, wake }: Pick<Deps, 'pool' | 'now' | 'newId' | 'wake'>): Job => ({
  name: 'tell-accounts',
  everyMs: 60_000,
  async run (signal) {
    for (let told = MOST_AT_ONCE; told === MOST_AT_ONCE && !signal.aborted;) {
      told = await inTransaction(pool, async tx => {
        const turns = await takeTurns(tx, MOST_AT_ONCE)
        const time = now().toISOString()
        await appendToOutbox(tx, turns.map(({ personId, subject, isHere }) => isHere
          ? eventOf(accountChanged, { id: newId(), key: personId, time, data: { personId, subject } })
          : tombstoneOf(accountChanged, { id: newId(), key: personId, time })))
        return turns.length
      })
      if (told > 0) wake()
    }
  }
})
