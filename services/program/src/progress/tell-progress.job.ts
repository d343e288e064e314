import { programProgressed } from '@weft/contracts/program/progress-events'
import { inTransaction } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import type { Job } from '@weft/service-kit/job'
import { appendToOutbox } from '@weft/service-kit/outbox'
import type { Deps } from '../deps.ts'
import { stoodAt } from '../initiative/stood.store.ts'
import { countedAt, keepTold } from './progress.store.ts'
import { progressOf } from './progress.ts'

/** Tells how far the program is today, whenever that changed: at most once a minute, so that a day of work is not a stream of single acts. */
export const tellProgressJob = ({ pool, now, newId, wake }: Pick<Deps, 'pool' | 'now' | 'newId' | 'wake'>): Job => ({
  name: 'tell-progress',
  everyMs: 60_000,
  async run () {
    const time = now().toISOString()
    const day = time.slice(0, 10)
    const told = await inTransaction(pool, async tx => {
      const progress = progressOf(day, await stoodAt(tx, day), await countedAt(tx, day))
      const isNew = await keepTold(tx, progress)
      if (isNew) await appendToOutbox(tx, [eventOf(programProgressed, { id: newId(), key: day, time, data: progress })])
      return isNew
    })
    if (told) wake()
  }
})
