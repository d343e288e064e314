import { missingOf } from '../barrier/completeness.ts'
import { progressOf, unreleasedWaves } from '../barrier/progress.store.ts'
import { askAgain, type Waiting } from '../barrier/re-emission.ts'
import { askForSheets } from '../barrier/re-emission.store.ts'
import { inTransaction } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { releaseOf } from './release.ts'
import { publish, readInput, releasesOf } from './release.store.ts'

type JobDeps = Pick<Deps, 'pool' | 'log' | 'now' | 'newId' | 'wake' | 'reEmissionAfterMs'>

/** Releases every wave that is complete; asks for the sheets of one that stays incomplete. */
export const releaseJob = (deps: JobDeps): Job => {
  let waiting: Waiting = new Map()
  return {
    name: 'release-waves',
    everyMs: 1_000,
    run: async signal => {
      const incomplete: string[] = []
      for (const waveId of await unreleasedWaves(deps.pool)) {
        if (signal.aborted) return
        if (!await releaseOne(deps, waveId)) incomplete.push(waveId)
      }
      const { ask, waiting: next } = askAgain(waiting, incomplete, performance.now(), deps.reEmissionAfterMs)
      for (const waveId of ask) await askOne(deps, waveId)
      waiting = next
    }
  }
}

/** One that fails (a tree that is none) is said in the log and does not hold up the others. */
async function releaseOne ({ pool, log, now, wake }: JobDeps, waveId: string): Promise<boolean> {
  try {
    const released = await releaseIfComplete({ pool, day: dayOf(now()) }, waveId)
    if (released) wake()
    return released
  } catch (error) {
    log.error({ err: error, waveId }, 'a complete wave could not be released; it will be tried again')
    return true
  }
}

async function askOne ({ pool, now, newId, wake }: JobDeps, waveId: string): Promise<void> {
  await inTransaction(pool, tx => askForSheets(tx, { waveId, id: newId(), day: dayOf(now()) }))
  wake()
}

/**
 * Gives whether the wave has a release afterwards. All that is read is of one moment, and all that is written appears at once; in between,
 * while the figures are computed, no transaction is open. A second release of the same number cannot be stored.
 */
export async function releaseIfComplete ({ pool, day }: { pool: Deps['pool'], day: string }, waveId: string): Promise<boolean> {
  if ((await releasesOf(pool, waveId)).length > 0) return true
  const input = await inTransaction(pool, async tx => {
    await tx.query(/* sql */ `set transaction isolation level repeatable read read only`)
    const progress = await progressOf(tx, waveId)
    if (progress === undefined || missingOf(progress).length > 0) return undefined // guard: completeness barrier
    return readInput(tx, waveId)
  })
  if (input === undefined) return false
  const released = releaseOf({ ...input, number: 1, supersedes: null })
  await inTransaction(pool, tx => publish(tx, { ...released, units: input.units }, day))
  return true
}

const dayOf = (now: Date) => now.toISOString().slice(0, 10)
