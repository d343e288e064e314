import { randomUUID } from 'node:crypto'
import { jobs, reactions } from '@weft/scoring/app'
import { silentLog } from '@weft/service-kit/log'
import { databaseOf } from '@weft/testkit/database'
import { deliver } from '@weft/testkit/delivery'
import { startPostgres } from '@weft/testkit/postgres'
import { aggregate, type Aggregated } from './duckdb.ts'
import type { Measured, Row } from './figure.ts'
import { largeWave, sheetEventsOf, structureOf, time, type LargeWave } from './large-wave.ts'

const [SHEETS, UNITS] = [100_000, 14_000]

export const row: Row = { title: `From ${SHEETS.toLocaleString('en')} sheets to the release: ${UNITS.toLocaleString('en')} units, 8 disciplines and the index`, measure }

async function measure (): Promise<Measured> {
  const wave = largeWave(SHEETS, UNITS)
  const postgres = await startPostgres()
  try {
    const first = await releaseOnce(wave, postgres.url, 1)
    const again = await releaseOnce(wave, postgres.url, 2)
    const duck = await aggregate(wave)
    return {
      figures: [
        { what: 'tallies and release together', value: first.tallies + first.release, unit: 's', target: { below: 60 } },
        { what: 'sheets into tallies, through the inbox', value: first.tallies, unit: 's' },
        { what: 'barrier, auditor, figures, ledger, events', value: first.release, unit: 's' },
        { what: 'of all that, this process computed', value: first.computed, unit: 's' },
        { what: 'the same sheets in another order: other bytes', value: first.sha256 === again.sha256 ? 0 : 1, unit: 'releases', target: { atMost: 0 } },
        { what: `shown means that are not DuckDB's, of ${first.means.length}`, value: differing(first.means, duck), unit: 'means', target: { atMost: 0 } },
        { what: 'memory of this process at the end', value: first.megabytes, unit: 'MB' }
      ],
      beside: [{ what: `DuckDB ${duck.version}: n, mean and variance of the same rows, from a file`, value: duck.seconds, unit: 's' }],
      ratio: { what: 'tallies and release over DuckDB', value: (first.tallies + first.release) / duck.seconds },
      notes: [`SHA-256 ${first.sha256}`, 'Ours is on disk, exactly once, audited for k, with intervals, reliabilities and an event for each of the scores.']
    }
  } finally {
    await postgres.stop()
  }
}

type Mean = { unit: string, factor: string, mean: number }
type Once = { tallies: number, release: number, computed: number, megabytes: number, sha256: string, means: Mean[] }

/** Sheets come as events through the inbox, 500 to a transaction, as a transport hands them over. */
async function releaseOnce (wave: LargeWave, server: string, seed: number): Promise<Once> {
  const database = await databaseOf('scoring', { server })
  const [log, sheets] = [silentLog(), sheetEventsOf(wave, seed)]
  try {
    await deliver(database.pool, reactions(), structureOf(wave))
    const cpu = process.cpuUsage()
    const tallies = await timed(() => deliver(database.pool, reactions(), sheets))
    const release = jobs({ pool: database.pool, log, now: () => new Date(time), newId: randomUUID, wake: () => {}, reEmissionAfterMs: 60_000 }).find(job => job.name === 'release-waves')
    const released = await timed(async () => release?.run(new AbortController().signal))
    const { user, system } = process.cpuUsage(cpu)
    const { rows: [made] } = await database.pool.query<{ sha256: string }>('select r.sha256 from release r')
    if (made === undefined) throw new Error('Nothing was released.')
    const { rows: means } = await database.pool.query<Mean>(`select l.unit_id as unit, l.factor_id as factor, (l.value ->> 'mean')::float8 as mean from release_ledger l`)
    return { tallies, release: released, computed: (user + system) / 1e6, megabytes: process.memoryUsage().rss / 2 ** 20, sha256: made.sha256, means }
  } finally {
    await database.drop()
  }
}

async function timed (work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1_000
}

/** Ours are exact and rounded to 4 decimals, halves away from zero; DuckDB's are floating numbers. The index is not asked of it. */
const differing = (means: readonly Mean[], { means: theirs }: Aggregated): number =>
  means.filter(({ unit, factor, mean }) => factor !== 'index' && !(Math.abs(mean - (theirs.get(unit)?.get(factor) ?? Number.NaN)) < 0.000_051)).length
