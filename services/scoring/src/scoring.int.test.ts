import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scoreReleased, type Score } from '@weft/contracts/scoring/events'
import { instrumentPublished, sheetHandedOver, sheetsHandedOver, treeFrozen, waveClosed, waveOpened, type WaveData } from '@weft/contracts/survey/events'
import type { Instrument } from '@weft/contracts/survey/instrument'
import { hashOf, sumOfHashes } from '@weft/service-kit/checksum'
import { eventOf, type OutEvent } from '@weft/service-kit/event'
import { openLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { deliver } from '@weft/testkit/delivery'
import { openDoor, type TestDoor } from '@weft/testkit/door'
import { reactions, scoringApp } from './app.ts'
import type { Deps } from './deps.ts'
import { releaseIfComplete, releaseJob } from './release/release.job.ts'
import { earlySheetJob } from './tally/early-sheet.job.ts'

const DAY = '2027-04-01'
const log = openLog({ name: 'scoring', level: 'silent', file: '' })
const bothFactors: Instrument = {
  instrumentId: 'two', version: 1, title: 'Two factors', validated: false,
  factors: ['A', 'B'].map(factorId => ({ factorId, name: factorId, discipline: null, favourableFrom: 4 })),
  items: ['A1', 'A2', 'A3', 'B1', 'B2'].map(itemId => ({ itemId, factorId: itemId.slice(0, 1), min: 1, max: 5, reverse: itemId === 'A2', text: {} }))
}

let database: TestDatabase
let door: TestDoor
let deps: Deps
beforeAll(async () => {
  [database, door] = await Promise.all([databaseOf('scoring'), openDoor()])
  deps = { pool: database.pool, log, now: () => new Date(`${DAY}T12:00:00Z`), newId: randomUUID, wake: () => {}, reEmissionAfterMs: 60_000 }
})
afterAll(() => database.drop())

/** A closed wave as *survey* would tell of it: 4 units of 3 to 14 people with seeded answers, some missing. */
function closedWave (waveId = randomUUID()) {
  const units = [null, 'all', 'all', 'x', 'x'].map((parentId, i) => ({ unitId: ['all', 'x', 'y', 'x1', 'x2'][i] as string, parentId, name: `Unit ${i}` }))
  const wave: WaveData = {
    waveId, title: 'Test', kind: 'live', state: 'closed', instrumentId: 'two', instrumentVersion: 1, languages: ['en'], mode: 'confidential',
    closesOn: '2027-03-31', thresholds: { score: 5, spread: 10 }, bands: []
  }
  const answer = (seed: number) => seed % 11 === 0 ? null : seed * 7 % 5 + 1
  const sheets = ['all', 'all', ...Array<string>(9).fill('y'), ...Array<string>(14).fill('x1'), ...Array<string>(3).fill('x2')].map((unitId, i) => ({
    key: randomUUID(), stratum: { unitId, bands: {} },
    answers: Object.fromEntries(bothFactors.items.map(({ itemId }, j) => [itemId, answer(31 * i + 17 * j + 1)]))
  }))
  const event = <D>(contract: Parameters<typeof eventOf<D>>[0], data: D, key: string = waveId, id: string = randomUUID()) => eventOf(contract, { id, key, time: DAY, data })
  return {
    waveId,
    sheetEvents: sheets.map(({ key, ...sheet }) => event(sheetHandedOver, { waveId, ...sheet }, key, key)),
    structure: [
      event(instrumentPublished, bothFactors, 'two'), event(waveOpened, { ...wave, state: 'opened', thresholds: { score: 5, spread: 10 } }), event(waveClosed, wave),
      event(treeFrozen, { waveId, chunk: 0, chunks: 2, units: units.slice(0, 2) }), event(treeFrozen, { waveId, chunk: 1, chunks: 2, units: units.slice(2) })
    ],
    handOver: event(sheetsHandedOver, { waveId, sheets: sheets.length, checksum: sumOfHashes(sheets), chunks: 2 })
  }
}

const arrive = (events: readonly OutEvent[], into = database) => deliver(into.pool, reactions(), events)
const releaseNow = (waveId: string) => releaseIfComplete({ pool: database.pool, day: DAY }, waveId)
const rows = async <R extends object>(text: string, values: unknown[] = []) => (await database.pool.query<R>(text, values)).rows
const scoresOf = async (waveId: string) => (await rows<{ data: string }>(`select data from outbox where topic = $1 and data::json ->> 'waveId' = $2 order by position`, [scoreReleased.topic, waveId]))
  .map(row => scoreReleased.data.parse(JSON.parse(row.data)))
const shaOf = async (waveId: string) => (await rows<{ sha256: string }>(`select sha256 from release where wave_id = $1`, [waveId]))[0]?.sha256
const ask = async (url: string, roles = ['program-office']) => {
  const api = scoringApp(deps, await door.verifierFor('scoring'))
  return (await api.inject({ url, headers: await door.as('scoring', ...roles) })).json<Record<string, unknown>>()
}

describe('from sheets to a release', () => {
  test('When everything has arrived, then the release is stored with its ledger and leaves whole: tree, scores, the manifest last', async () => {
    const { waveId, sheetEvents, structure, handOver } = closedWave()
    await arrive([...structure, ...sheetEvents, handOver])
    expect(await releaseNow(waveId)).toBe(true)

    const scores = await scoresOf(waveId)
    expect(scores).toHaveLength(5 * 3)
    expect(await shaOf(waveId)).toBe(hashOf(scores))
    const shown = scores.filter(score => score.value.kind === 'shown')
    // x2 is too small and takes x1 into x; the two heads of all are too few and take y, the smallest below them.
    expect(new Set(shown.map(score => score.unitId))).toEqual(new Set(['all', 'x']))
    expect(scores.filter(score => score.unitId === 'x2').map(score => score.value)).toEqual(Array(3).fill({ kind: 'hidden' }))
    const ledger = await rows<{ unit_id: string, factor_id: string, value: Score['value'] }>(`select l.unit_id, l.factor_id, l.value from release_ledger l join release r using (release_id) where r.wave_id = $1`, [waveId])
    const cell = (unit: string, factor: string, value: Score['value']) => JSON.stringify([unit, factor, hashOf(value)])
    expect(new Set(ledger.map(row => cell(row.unit_id, row.factor_id, row.value)))).toEqual(new Set(shown.map(({ unitId, factorId, value }) => cell(unitId, factorId, value))))
    const types = await rows<{ type: string, time: string }>(`select type, time from outbox where data::json ->> 'waveId' = $1 order by position`, [waveId])
    expect([types[0]?.type, types.at(-2)?.type, types.at(-1)?.type]).toEqual(['release-tree-published', 'score-released', 'release-published'])
    expect(new Set(types.map(row => row.time))).toEqual(new Set([DAY]))
  })

  test('When sheets come shuffled, doubled, in several parts at once and before their wave, then the bytes are the same', async () => {
    const first = closedWave()
    await arrive([...first.structure, ...first.sheetEvents, first.handOver])
    await releaseNow(first.waveId)

    const other = await databaseOf('scoring')
    try {
      const backwards = first.sheetEvents.toReversed()
      await arrive([first.handOver, ...backwards.slice(0, 7)], other)
      await arrive(first.structure.toReversed(), other)
      await Promise.all([0, 1, 2].map(part => arrive(backwards.filter((_, i) => i % 3 === part), other)))
      await arrive([...first.sheetEvents, ...first.structure, first.handOver], other)
      await earlySheetJob({ pool: other.pool, log }).run(new AbortController().signal)
      expect(await releaseIfComplete({ pool: other.pool, day: DAY }, first.waveId)).toBe(true)
      const { rows: [again] } = await other.pool.query<{ sha256: string }>('select sha256 from release')
      expect(again?.sha256).toBe(await shaOf(first.waveId))
      expect((await other.pool.query('select from early_sheet')).rowCount).toBe(0)
    } finally {
      await other.drop()
    }
  })

  test('When the hand-over says that some people of a unit are counted above it, then it is hidden, and no reader learns why', async () => {
    const { waveId, sheetEvents, structure, handOver } = closedWave()
    await arrive([...structure, ...sheetEvents, { ...handOver, data: JSON.stringify({ ...JSON.parse(handOver.data as string) as object, merged: ['x'] }) }])
    expect(await releaseNow(waveId)).toBe(true)
    const shown = (await scoresOf(waveId)).filter(score => score.value.kind === 'shown').map(score => score.unitId)
    expect(shown).toContain('all')
    expect(shown).not.toContain('x')
    expect(await rows(`select from outbox where data::json ->> 'waveId' = $1 and data like '%merged%'`, [waveId])).toEqual([])
  })

  test('When it is tried twice, also at the same time, then there is one release', async () => {
    const { waveId, sheetEvents, structure, handOver } = closedWave()
    await arrive([...structure, ...sheetEvents, handOver])
    await Promise.allSettled([releaseNow(waveId), releaseNow(waveId)])
    expect(await releaseNow(waveId)).toBe(true)
    expect(await scoresOf(waveId)).toHaveLength(15)
    expect((await rows('select from release where wave_id = $1', [waveId]))).toHaveLength(1)
  })

  test('When somebody wants to change what was released, then the database refuses, the owner too', async () => {
    await expect(database.pool.query(`update release set sha256 = ''`)).rejects.toThrow('permission denied')
    await expect(database.pool.query(`delete from release_ledger`)).rejects.toThrow('permission denied')
    const owner = new (database.pool.constructor as unknown as new (options: { connectionString: string }) => TestDatabase['pool'])({ connectionString: database.ownerUrl })
    await expect(owner.query(`delete from release_ledger`)).rejects.toThrow('What was released stays as it is')
    await expect(owner.query(`truncate release cascade`)).rejects.toThrow('What was released stays as it is')
    await owner.end()
  })

  test('When the tables are read, then none has a column for a time or a date', async () => {
    const columns = await rows<{ data_type: string }>(`select c.data_type from information_schema.columns c where c.table_schema = 'public' and c.table_name <> 'migration'`)
    expect(columns.length).toBeGreaterThan(30)
    expect(columns.filter(({ data_type }) => /time|date|interval/.test(data_type))).toEqual([])
  })
})

describe('the completeness barrier', () => {
  const missing = async (waveId: string) => (await ask(`/waves/${waveId}/scoring`))['missing']

  test.each(['sheetEvents', 'handOver', 'structure'] as const)('When part of the %s is not there, then nothing is released until it comes', async part => {
    const wave = closedWave()
    const all = [...wave.structure, ...wave.sheetEvents, wave.handOver]
    const late = part === 'handOver' ? wave.handOver : wave[part].at(-1) as OutEvent
    await arrive(all.filter(event => event !== late))
    expect(await releaseNow(wave.waveId)).toBe(false)
    expect(await missing(wave.waveId)).toEqual([{ sheetEvents: 'sheets', handOver: 'hand-over', structure: 'tree' }[part]])
    expect(await scoresOf(wave.waveId)).toEqual([])
    await arrive([late])
    expect(await releaseNow(wave.waveId)).toBe(true)
    expect(await missing(wave.waveId)).toEqual([])
  })

  test('When a sheet was exchanged for another, then the checksum keeps the wave back', async () => {
    const wave = closedWave()
    const [first, ...others] = wave.sheetEvents as [OutEvent, ...OutEvent[]]
    const forged = { ...first, data: (first.data as string).replace(/"A1":\d/, '"A1":5').replace(/"A3":\d/, '"A3":1') }
    expect(forged.data).not.toBe(first.data)
    await arrive([...wave.structure, forged, ...others, wave.handOver])
    expect(await releaseNow(wave.waveId)).toBe(false)
    expect(await missing(wave.waveId)).toEqual(['checksum'])
  })

  test('When a sheet has an answer off its scale, then it is put aside and the wave stays incomplete', async () => {
    const wave = closedWave()
    const odd = eventOf(sheetHandedOver, { id: randomUUID(), key: randomUUID(), time: DAY, data: { waveId: wave.waveId, stratum: { unitId: 'y', bands: {} }, answers: { A1: 9 } } })
    await arrive([...wave.structure, ...wave.sheetEvents.slice(1), odd, wave.handOver])
    expect(await missing(wave.waveId)).toEqual(['sheets'])
    expect(await rows('select from dead_letter where event_id = $1', [odd.id])).toHaveLength(1)
  })

  test('When a wave stays incomplete, then its sheets are asked for again and counted, and the release follows when they come', async () => {
    const wave = closedWave()
    await arrive([...wave.structure, ...wave.sheetEvents.slice(1), wave.handOver])
    const woken: string[] = []
    const job = releaseJob({ ...deps, reEmissionAfterMs: 0, wake: () => { woken.push('relay') } })
    const asked = () => rows(`select from outbox where topic = 'int.scoring.re-emission.v1' and key = $1`, [wave.waveId])
    await job.run(new AbortController().signal)
    expect(await asked()).toHaveLength(0)
    await job.run(new AbortController().signal)
    await job.run(new AbortController().signal)
    expect(await asked()).toHaveLength(2)
    expect((await ask(`/waves/${wave.waveId}/scoring`))).toMatchObject({ state: 'incomplete', reEmissions: 2, sheetsExpected: 28, sheetsReceived: 27, missing: ['sheets'] })
    await arrive([...wave.sheetEvents, wave.handOver])
    await job.run(new AbortController().signal)
    expect(await asked()).toHaveLength(2)
    expect(await shaOf(wave.waveId)).toMatch(/^[0-9a-f]{64}$/)
    expect(woken.length).toBeGreaterThanOrEqual(3)
  })

  test('When sheets came before their instrument and one does not fit, then the others of other waves still go on', async () => {
    const [bad, good] = [closedWave(), closedWave()]
    const instrumentId = `late-${bad.waveId}`
    const renamed = (events: OutEvent[]) => events.map(event => ({ ...event, data: (event.data as string).replaceAll('"two"', `"${instrumentId}"`) }))
    const odd = eventOf(sheetHandedOver, { id: randomUUID(), key: randomUUID(), time: DAY, data: { waveId: bad.waveId, stratum: { unitId: 'y', bands: {} }, answers: { nothing: 1 } } })
    await arrive([odd, ...good.sheetEvents, good.handOver])
    await arrive(renamed([...bad.structure, ...good.structure]))
    await earlySheetJob({ pool: database.pool, log }).run(new AbortController().signal)
    expect(await releaseNow(good.waveId)).toBe(true)
    expect(await rows('select from early_sheet where wave_id = $1', [bad.waveId])).toHaveLength(1)
  })
})

describe('the internal API', () => {
  test('When a released wave is asked for, then it says so, and verification recomputes the same bytes and writes nothing', async () => {
    const wave = closedWave()
    await arrive([...wave.structure, ...wave.sheetEvents, wave.handOver])
    await releaseNow(wave.waveId)
    const sha256 = await shaOf(wave.waveId)
    expect(await ask(`/waves/${wave.waveId}/scoring`)).toMatchObject({ state: 'released', sheetsExpected: 28, sheetsReceived: 28, missing: [], reEmissions: 0, releases: [{ number: 1, scores: 15, sha256 }] })
    expect(await ask(`/waves/${wave.waveId}/release/verification`)).toMatchObject({ released: sha256, recomputed: sha256, same: true })
    await database.pool.query(`update tally set data = jsonb_set(data::jsonb, '{sums,0}', '"1"') where wave_id = $1 and unit_id = 'y'`, [wave.waveId])
    expect(await ask(`/waves/${wave.waveId}/release/verification`)).toMatchObject({ released: sha256, same: false })
  })

  test('When a wave is unknown, not released, or the asker may not, then it is refused with a code', async () => {
    const wave = closedWave()
    await arrive(wave.structure)
    expect(await ask(`/waves/${randomUUID()}/scoring`)).toMatchObject({ status: 404, code: 'no-such-wave' })
    expect(await ask(`/waves/${wave.waveId}/release/verification`)).toMatchObject({ status: 404, code: 'no-release' })
    expect(await ask(`/waves/${wave.waveId}/scoring`, ['employee'])).toMatchObject({ status: 403, code: 'not-yours' })
    expect(await ask('/waves/1/scoring')).toMatchObject({ status: 400 })
    const api = scoringApp(deps, await door.verifierFor('scoring'))
    expect((await api.inject({ url: `/waves/${wave.waveId}/scoring` })).statusCode).toBe(401)
  })
})
