import { inTransaction } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { shippedWordMap } from '../meaning/word-map.store.ts'
import { findingsAmong } from './findings.ts'
import { lastRun, portfolioNow, projectsThatGoOn, saveFindings } from './overlap.store.ts'

const PAUSE_MS = 5_000
/** How long other work waits for one stretch of this. */
const STRETCH_MS = 20

/** Lays the projects side by side again whenever they have changed since the last time. Other requests are let in between. */
export const findOverlapsJob = ({ pool, now }: Pick<Deps, 'pool' | 'now'>): Job => ({
  name: 'find-overlaps',
  everyMs: PAUSE_MS,
  run: async signal => {
    const portfolio = await portfolioNow(pool)
    if ((await lastRun(pool))?.portfolio === portfolio) return
    const projects = await projectsThatGoOn(pool)
    const finding = findingsAmong(projects, shippedWordMap())
    let since = performance.now()
    for (;;) {
      const step = finding.next()
      if (signal.aborted) return
      if (step.done) return inTransaction(pool, tx => saveFindings(tx, step.value, { portfolio, projects: projects.length, now: now() }))
      if (performance.now() - since < STRETCH_MS) continue
      await new Promise(resolve => setImmediate(resolve))
      since = performance.now()
    }
  }
})
