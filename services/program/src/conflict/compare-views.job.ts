import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { COMPARE_VIEWS, compareSegment, segmentsToCompare } from './compare.store.ts'

const AT_ONCE = 50

/** Compares what has changed, a segment at a time, each in a transaction of its own: whoever dies here goes on where it was. */
export const compareViewsJob = (deps: Deps): Job => ({
  name: COMPARE_VIEWS,
  everyMs: 30_000,
  run: async signal => {
    for (let due = await segmentsToCompare(deps.pool, AT_ONCE); due.length > 0; due = await segmentsToCompare(deps.pool, AT_ONCE)) {
      for (const segmentId of due) {
        if (signal.aborted) return
        await compareSegment(deps, segmentId)
      }
    }
  }
})
