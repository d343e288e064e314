/**
 * How long scoring takes for a large organisation, on a Postgres of its own:
 *   node tests/scoring/scale.ts [sheets = 100000] [units = 14000]
 * Sheets come as events through the inbox, 500 to a transaction, as a transport hands them over. Prints seconds (on the clock, and of this process alone: a busy machine stretches the first) and the release's SHA-256.
 */
import { randomUUID } from 'node:crypto'
import { instrumentPublished, sheetHandedOver, sheetsHandedOver, treeFrozen, waveClosed } from '@weft/contracts/survey/events'
import { jobs, reactions } from '@weft/scoring/app'
import { sumOfHashes } from '@weft/service-kit/checksum'
import { eventOf, type OutEvent } from '@weft/service-kit/event'
import { openLog } from '@weft/service-kit/log'
import { databaseOf } from '@weft/testkit/database'
import { deliver } from '@weft/testkit/delivery'
import { startPostgres } from '@weft/testkit/postgres'

const [sheetCount = 100_000, unitCount = 14_000] = process.argv.slice(2).map(Number)
const waveId = '018f0000-0000-7000-8000-000000000001'
const time = '2027-04-01'
const factors = ['CI', 'CF', 'CO', 'CS', 'PV', 'CC', 'SA', 'EM']
const items = factors.flatMap(factorId => [1, 2, 3, 4].map(i => ({ itemId: `${factorId}${i}`, factorId, min: 1, max: 5, reverse: i === 4, text: {} })))

let state = 1
const random = () => { state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; return state / 2 ** 32 }
const upTo = (count: number) => Math.floor(random() * count)

const units = Array.from({ length: unitCount }, (_, i) => ({ unitId: `U-${i}`, parentId: i === 0 ? null : `U-${Math.floor((i - 1) / 6)}`, name: `Unit ${i}` }))
const sheets = Array.from({ length: sheetCount }, () => ({
  key: randomUUID(), stratum: { unitId: `U-${upTo(unitCount)}`, bands: {} },
  answers: Object.fromEntries(items.map(({ itemId }) => [itemId, random() < 0.05 ? null : 1 + upTo(5)]))
}))
const event = <D>(contract: Parameters<typeof eventOf<D>>[0], data: D, key = waveId, id: string = randomUUID()) => eventOf(contract, { id, key, time, data })
const chunks = Math.ceil(unitCount / 5_000)
const structure: OutEvent[] = [
  event(instrumentPublished, { instrumentId: 'full-8', version: 1, title: 'Scale', validated: false, items, factors: factors.map(factorId => ({ factorId, name: factorId, discipline: null, favourableFrom: 4 })) }),
  event(waveClosed, { waveId, title: 'Scale', kind: 'live', state: 'closed', instrumentId: 'full-8', instrumentVersion: 1, languages: ['en'], mode: 'confidential', closesOn: time, thresholds: { score: 5, spread: 10 }, bands: [] }),
  ...Array.from({ length: chunks }, (_, chunk) => event(treeFrozen, { waveId, chunk, chunks, units: units.slice(chunk * 5_000, (chunk + 1) * 5_000) })),
  event(sheetsHandedOver, { waveId, sheets: sheetCount, checksum: sumOfHashes(sheets), chunks })
]
const sheetEvents = sheets.map(({ key, ...sheet }) => event(sheetHandedOver, { waveId, ...sheet }, key, key))

const postgres = await startPostgres()
const database = await databaseOf('scoring', { server: postgres.url })
const log = openLog({ name: 'scale', level: 'error', file: '' })
const timed = async (what: string, work: () => Promise<unknown>) => {
  const [from, cpu] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(cpu)
  console.log(`${what}: ${((performance.now() - from) / 1_000).toFixed(1)} s, of which this process computed ${((user + system) / 1e6).toFixed(1)} s`)
}
try {
  await deliver(database.pool, reactions(), structure)
  await timed(`${sheetCount} sheets into tallies of ${unitCount} units`, () => deliver(database.pool, reactions(), sheetEvents))
  const all = jobs({ pool: database.pool, log, now: () => new Date(time), newId: randomUUID, wake: () => {}, reEmissionAfterMs: 60_000 })
  await timed('barrier, release, ledger and events', () => all.find(job => job.name === 'release-waves')!.run(new AbortController().signal))
  const { rows } = await database.pool.query<{ scores: number, sha256: string, shown: number }>('select r.scores, r.sha256, (select count(*) from release_ledger) as shown from release r')
  console.log(rows[0], `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`)
} finally {
  await database.drop()
  await postgres.stop()
}
