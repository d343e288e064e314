import { inTransaction, type Sql } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { countStrata, rewriteSheets } from '../sheet/sheet.store.ts'
import { keepMerged } from '../stratum/merged.store.ts'
import { mergedUnits, recoarsen } from '../stratum/stratum.ts'
import { forgetTickets } from '../ticket/ticket.store.ts'
import { treeChunksOf } from '../tree/tree.ts'
import { treeOf } from '../tree/tree.store.ts'
import { dayOf } from '../wave/day.ts'
import { lockWave, updateWave, wavesIn } from '../wave/wave.store.ts'
import { emitSheets } from './emission.store.ts'

/**
 * Lets the sheets of closed waves go, in two steps of one transaction each: rewritten without their order and with coarser strata while
 * the tickets are forgotten; then sent. Whichever step dies is done again from its start.
 */
export const handOver = ({ pool, now, newId, wake, config, log }: Deps): Job => ({
  name: 'hand-over',
  everyMs: 2_000,
  async run (signal) {
    for (const { waveId } of await wavesIn(pool, ['closed'], ['cleared', 'rewritten'])) {
      if (signal.aborted) return
      await inTransaction(pool, tx => rewrite(tx, waveId))
      const day = dayOf(now(), config.TIME_ZONE)
      const sheets = await inTransaction(pool, tx => send(tx, waveId, { newId, day }))
      log.info({ waveId, sheets }, 'the sheets of a wave were handed over')
      wake()
    }
  }
})

async function rewrite (tx: Sql, waveId: string): Promise<void> {
  // A long wait for a table would hold up everybody who answers another wave; the job comes again.
  await tx.query(/* sql */ `set local lock_timeout = '5s'`)
  const wave = await lockWave(tx, waveId)
  if (wave.handOver !== 'cleared') return
  const [tree, counts] = [await treeOf(tx, waveId), await countStrata(tx, waveId)]
  await rewriteSheets(tx, waveId, recoarsen(tree, wave.bands, counts, wave.thresholds.score))
  await keepMerged(tx, waveId, mergedUnits(tree, counts, wave.thresholds.score))
  await forgetTickets(tx, waveId)
  await updateWave(tx, { ...wave, handOver: 'rewritten' })
}

async function send (tx: Sql, waveId: string, stamp: { newId: () => string, day: string }): Promise<number | undefined> {
  const wave = await lockWave(tx, waveId)
  if (wave.handOver !== 'rewritten') return undefined
  const chunks = treeChunksOf(await treeOf(tx, waveId)).length
  const sheets = await emitSheets(tx, wave, chunks, stamp)
  await updateWave(tx, { ...wave, handOver: 'handed-over' })
  return sheets
}
