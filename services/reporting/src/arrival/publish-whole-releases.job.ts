import { inTransaction } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { RELEASED } from '../stream/message.ts'
import { markFaulty, nextArrived, publish } from './publish.store.ts'

/**
 * Publishes every release of which all parts are there and fit, each in one transaction; the others stay unseen.
 * A job and not the last reaction: parts come over two topics at once, and neither transaction would see the other's last part.
 */
export const publishWholeReleasesJob = ({ pool, log, cache }: Pick<Deps, 'pool' | 'log' | 'cache'>): Job => ({
  name: 'publish-whole-releases',
  everyMs: 1_000,
  run: async signal => {
    while (!signal.aborted) {
      const manifest = await nextArrived(pool)
      if (manifest === null) return
      const { releaseId } = manifest
      const fault = await inTransaction(pool, tx => publish(tx, manifest))
      if (fault === null) {
        log.info({ releaseId, scores: manifest.scores }, 'A release is whole and published.')
        await cache.notices.tell(RELEASED)
      } else {
        await markFaulty(pool, releaseId, fault)
        log.error({ releaseId, fault }, 'All parts of a release are there and do not fit together; it stays unpublished.')
      }
    }
  }
})
