import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INDEX, type Score, type ScoreValue } from '@weft/contracts/scoring/events'
import type { ReleaseReply, ReleasesReply, ScoresReply } from '@weft/contracts/reporting/api'
import type { ScoringReply, VerificationReply } from '@weft/contracts/scoring/api'
import type { PastWaveReply } from '@weft/contracts/survey/api'
import type { Instrument } from '@weft/contracts/survey/instrument'
import { hashOf } from '@weft/service-kit/checksum'
import { until } from '@weft/testkit/driver'
import { planOf } from '../../services/scoring/src/instrument/plan.ts'
import { alphaComplete, alphaPairwise, factorMoments, itemMoments } from '../../services/scoring/src/reliability/reliability.ts'
import { addTally, emptyTally } from '../../services/scoring/src/tally/tally.ts'
import { talliesOf } from '../../services/scoring/src/tally/tally.store.ts'
import { dataSets, mustShow, unitId } from '../data/residual.ts'
import { startThreeServices, type ThreeServices } from './three-services.ts'

type Cell = { n: number, mean: number | null, sd: number | null }
type FromR = { units: { path: string[], people: number, factors: Record<string, Cell> }[] }
/** R's figures of the whole files (tests/data/*.json). */
type Golden = {
  items: string[], item: Record<string, { n: number, mean: number, sd: number }>
  alphaPairwise: { raw: number }, alphaComplete: { raw: number }, score: { n: number, mean: number, sd: number, ci95: [number, number] }
}

const textOf = (name: string) => readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8')
const jsonOf = <T>(name: string) => JSON.parse(textOf(name)) as T
/** Published figures have four decimals: half of the last one, and what a double may add. */
const FOURTH_DECIMAL = 0.000_05 + 1e-9
const isNear = (a: number, b: number, within: number) => expect(Math.abs(a - b), `${a} and ${b}`).toBeLessThanOrEqual(within)

describe.each(['postgres', 'kafka'] as const)('real answers over %s', events => {
  let services: ThreeServices
  beforeAll(async () => { services = await startThreeServices(events) }, 500_000)
  afterAll(async () => { await services?.stop() }, 60_000)

  const json = async <T>(...call: Parameters<ThreeServices['call']>): Promise<T> => {
    const reply = await services.call(...call)
    if (!reply.ok) throw new Error(`${call[1]}: ${reply.status} ${await reply.text()}`)
    return await reply.json() as T
  }

  describe.each(dataSets)('%s', dataSet => {
    let wave: PastWaveReply
    let releaseId: string
    let scores: Score[]

    beforeAll(async () => {
      const form = new FormData()
      form.set('mapping', new Blob([textOf(`${dataSet}.mapping.json`)]), 'mapping.json')
      form.set('answers', new Blob([textOf(`${dataSet}.csv`)]), 'answers.csv')
      wave = await json<PastWaveReply>('survey', '/past-waves', { method: 'POST', body: form })
      releaseId = await released(wave.waveId)
      scores = await allScores(releaseId)
    }, 180_000)

    const released = async (waveId: string): Promise<string> => {
      let found: string | undefined
      await until(`${dataSet} is released`, async () => {
        found = (await json<ReleasesReply>('reporting', '/releases')).releases.find(release => release.waveId === waveId)?.releaseId
        return found !== undefined
      }, 150_000)
      return found as string
    }
    const allScores = async (release: string): Promise<Score[]> => {
      const all: Score[] = []
      for (let after: string | null = ''; after !== null;) {
        const page: ScoresReply = await json<ScoresReply>('reporting', `/releases/${release}/scores?limit=500${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)
        all.push(...page.scores)
        after = page.next
      }
      return all
    }
    const valuesIn = (path: string[]): Map<string, ScoreValue> =>
      new Map(scores.filter(score => score.unitId === unitId(wave.waveId, path)).map(score => [score.factorId, score.value]))
    const fromR = () => jsonOf<FromR>(`expected/${dataSet}.r.json`).units

    it('When the file is released, then it went through scoring whole, and verifying it gives the same bytes', async () => {
      expect(await json<ScoringReply>('scoring', `/waves/${wave.waveId}/scoring`)).toMatchObject({ state: 'released', sheetsExpected: wave.sheets, sheetsReceived: wave.sheets, missing: [], reEmissions: 0 })
      const verification = await json<VerificationReply>('scoring', `/waves/${wave.waveId}/release/verification`)
      expect(verification).toMatchObject({ releaseId, same: true })
      const { release } = await json<ReleaseReply>('reporting', `/releases/${releaseId}`)
      expect(release?.sha256).toBe(verification.recomputed)
    })

    it('When a release is read whole, then there is one score for every unit and factor, and their hash is the released one', async () => {
      const figures = new Set(scores.map(score => score.factorId))
      expect(scores.length).toBe(wave.units * figures.size)
      const { release } = await json<ReleaseReply>('reporting', `/releases/${releaseId}`)
      expect(hashOf(scores.toSorted((a, b) => a.unitId === b.unitId ? (a.factorId < b.factorId ? -1 : 1) : (a.unitId < b.unitId ? -1 : 1)))).toBe(release?.sha256)
    })

    it('When units are released, then exactly those show that the rule allows, and of the others there is not even a number', () => {
      const { shown, hidden } = mustShow(dataSet, wave.waveId)
      const factors = fromR()[0]?.factors ?? {}
      for (const [paths, kind] of [[shown, 'shown'], [hidden, 'hidden']] as const) {
        for (const path of paths) {
          const values = valuesIn(path === '' ? [] : path.split('/'))
          for (const factorId of Object.keys(factors).filter(id => id !== INDEX)) expect([path, factorId, values.get(factorId)?.kind]).toEqual([path, factorId, kind])
        }
      }
      expect(shown.length + hidden.length).toBe(wave.units)
      expect(scores.filter(score => score.value.kind === 'hidden').every(score => Object.keys(score.value).length === 1)).toBe(true)
    })

    it('When a unit is shown, then its n is R\'s and its mean is R\'s to the fourth decimal', () => {
      let compared = 0
      for (const { path, factors } of fromR()) {
        for (const [factorId, { n, mean }] of Object.entries(factors)) {
          const value = valuesIn(path).get(factorId)
          if (value?.kind !== 'shown') continue
          expect([path, factorId, value.n]).toEqual([path, factorId, n])
          isNear(value.mean, mean as number, FOURTH_DECIMAL)
          compared++
        }
      }
      expect(compared).toBeGreaterThanOrEqual(mustShow(dataSet, wave.waveId).shown.length * Object.keys(fromR()[0]?.factors ?? {}).filter(id => id !== INDEX).length)
    })

    it('When a unit has a spread of its own, then its standard error is R\'s sd/√n; units with fewer than ten people borrow one', () => {
      let own = 0
      for (const { path, factors } of fromR()) {
        for (const [factorId, { n, sd }] of Object.entries(factors)) {
          const value = valuesIn(path).get(factorId)
          if (value?.kind !== 'shown' || value.interval.kind !== 'shown') continue
          if (n < 10) expect(value.interval.spread).toBe('pooled')
          if (value.interval.spread === 'pooled') continue
          expect(value.interval.degreesOfFreedom).toBe(n - 1)
          isNear(value.interval.standardError, sd as number / Math.sqrt(n), FOURTH_DECIMAL)
          own++
        }
      }
      expect(own).toBeGreaterThan(0)
    })

    // R's figures of items, scales and reliability are those of the two whole files.
    if (dataSet === 'thinned') return

    it('When the tallies are read, unpublished, then items, scales and both alphas are R\'s to 1e-9', async () => {
      const { rows: [row] } = await services.databases.scoring.pool.query<{ data: Instrument }>(/* sql */ `
        select i.data from instrument i join wave w on w.data ->> 'instrumentId' = i.instrument_id and (w.data ->> 'instrumentVersion')::int = i.version where w.wave_id = $1`, [wave.waveId])
      const plan = planOf(row?.data as Instrument)
      const whole = emptyTally(plan)
      for (const tally of (await talliesOf(services.databases.scoring.pool, plan, wave.waveId)).values()) addTally(whole, tally)
      const golden = jsonOf<Record<string, Golden>>(`${dataSet}.json`)
      expect(plan.factors.length).toBeGreaterThanOrEqual(3)
      for (const [place, factor] of plan.factors.entries()) {
        const expected = golden[factor.factorId] as Golden
        expect(factor.items.map(item => item.itemId)).toEqual(expected.items)
        for (const item of factor.items) {
          const { n, mean, variance } = itemMoments(whole, item)
          const figures = expected.item[item.itemId] as Golden['item'][string]
          expect(n).toBe(figures.n)
          isNear(mean as number, figures.mean, 1e-9)
          isNear(variance as number, figures.sd ** 2, 1e-9)
        }
        const { n, mean, variance } = factorMoments(whole, factor, place)
        expect(n).toBe(expected.score.n)
        isNear(mean as number, expected.score.mean, 1e-9)
        isNear(variance as number, expected.score.sd ** 2, 1e-9)
        expect(alphaPairwise(whole, factor)).toMatchObject({ kind: 'defined', value: expect.closeTo(expected.alphaPairwise.raw, 9) as number })
        expect(alphaComplete(whole, factor)).toMatchObject({ kind: 'defined', value: expect.closeTo(expected.alphaComplete.raw, 9) as number })
      }
    })

    it('When the whole is shown, then its interval is R\'s', () => {
      const golden = jsonOf<Record<string, Golden>>(`${dataSet}.json`)
      const values = [...valuesIn([])].filter(([factorId]) => factorId !== INDEX)
      expect(values.length).toBeGreaterThanOrEqual(3)
      for (const [factorId, value] of values) {
        if (value.kind !== 'shown' || value.interval.kind !== 'shown') throw new Error(`${factorId} has no interval`)
        const [low, high] = golden[factorId]?.score.ci95 as [number, number]
        isNear(value.interval.low, low, FOURTH_DECIMAL)
        isNear(value.interval.high, high, FOURTH_DECIMAL)
      }
    })
  })
})
