import type { EffectReply } from '@weft/contracts/commitments/effect-api'
import { seeded } from '@weft/testkit/seeded'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCommitmentsWorld, type CommitmentsWorld } from '../../test/commitments-world.ts'
import { plantedUnits } from '../../test/effect-world.ts'
import { figures, rollUp } from '../../test/released-world.ts'
import { effectsOf, type Measured, type Unit } from './effect.ts'

let world: CommitmentsWorld
beforeAll(async () => { world = await openCommitmentsWorld() })
afterAll(() => world.close())

const [first, second] = [randomUUID(), randomUUID()]
const quarters = [{ startsOn: '2026-10-01', endsOn: '2026-12-31', label: 'Q4 2026' }, { startsOn: '2027-01-01', endsOn: '2027-03-31', label: 'Q1 2027' }] as const
const effect = (asker = 'program-office', query = '') => world.get<EffectReply>(`/commitments/effect${query}`, { as: asker })
const units = plantedUnits(seeded(11), { kept: 8, others: 10, effect: 0.4, between: 0.05, people: [30, 60] })

/** A release of one discipline, as taken in. */
async function taken (waveId: string, title: string, closedOn: string, means: readonly { unitId: string, of: Measured }[], instrument = 'full-8'): Promise<void> {
  const releaseId = randomUUID()
  await world.pool.query(/* sql */ `insert into released (release_id, wave_id, number, title, closed_on, instrument_id) values ($1, $2, 1, $3, $4, $5)`, [releaseId, waveId, title, closedOn, instrument])
  await world.pool.query(/* sql */ `
    insert into released_mean (release_id, unit_id, discipline, n, mean, score, standard_error, scale_min, scale_max)
    select $1, m.unit, 'CI', 30, m.mean, 25 * (m.mean - 1), m.error, 1, 5 from jsonb_to_recordset($2::jsonb) as m (unit text, mean numeric, error numeric)`,
    [releaseId, JSON.stringify(means.map(({ unitId, of }) => ({ unit: unitId, mean: of.mean, error: of.standardError })))])
}
const of = (wave: 'before' | 'after') => [...units, ...left].map(unit => ({ unitId: unit.unitId, of: unit[wave] }))

/** Units that take no side, whatever moved there: of a hidden breakdown, of an index below the bound, of a quarter in which they are not shown. */
const left: readonly Unit[] = ['hidden', 'missed', 'away'].map((unitId, at) => ({ ...(units[at] as Unit), unitId, after: { mean: 5, standardError: 0.01 } }))
const groupsOf = (quarter: number) => [
  { unitId: '', parentId: null, figures: null }, { unitId: 'ALL', parentId: '', figures: null },
  // Kept: 60 of 5 people and 90 of 20 are 84; in the second quarter nobody has anything on it.
  ...units.map(({ unitId, kept }) => ({ unitId, parentId: 'ALL', figures: figures(25, kept ? quarter === 0 ? { CI: [5, 60] } : { CI: [20, 90] } : { EM: [6, 50] }) })),
  { unitId: 'hidden', parentId: 'ALL', figures: figures(25, { CI: null }) }, { unitId: 'missed', parentId: 'ALL', figures: figures(25, { CI: [20, 69.9] }) },
  { unitId: 'away', parentId: 'ALL', figures: quarter === 0 ? null : figures(25, {}) }
]

describe('whether kept commitments move scores', () => {
  test('When fewer than two waves are released, then there is nothing to compare', async () => {
    expect((await effect()).body).toMatchObject({ waves: [], before: null, after: null, reason: 'one-wave', disciplines: [] })
    await taken(first, 'Autumn 2026', '2026-09-15', of('before'))
    expect((await effect()).body).toMatchObject({ after: { waveId: first }, before: null, reason: 'one-wave' })
  })

  test('When no quarter between two waves is rolled up, then it says so', async () => {
    await taken(second, 'Spring 2027', '2027-03-31', of('after'))
    expect((await effect()).body).toMatchObject({ before: { waveId: first }, after: { waveId: second }, reason: 'no-quarter-between', disciplines: [] })
  })

  test('When quarters are rolled up, then units that kept theirs are compared with units that had none, and nobody else takes a side', async () => {
    for (const [at, quarter] of quarters.entries()) await rollUp(world, quarter, groupsOf(at))
    const { body } = await effect()
    expect(body.quarters.map(({ label }) => label)).toEqual(['Q4 2026', 'Q1 2027'])
    const expected = effectsOf(new Map([['CI', units]])).get('CI')
    expect(body.disciplines).toHaveLength(1)
    expect(expected?.kind).toBe('told')
    const found = body.disciplines[0]?.effect
    expect(found).toMatchObject({ kind: 'told', level: 2, kept: { units: 8 }, others: { units: 10 }, clear: true, drawn: null })
    for (const key of ['difference', 'low', 'high', 'findable'] as const) expect(found?.kind === 'told' && expected?.kind === 'told' ? found[key] - expected[key] : NaN).toBeCloseTo(0, 3)
  })

  test('When waves are named, then those are compared, the earlier one first; a wave that is not there is refused', async () => {
    expect((await effect('analyst', `?before=${first}&after=${second}`)).body.reason).toBeNull()
    expect((await effect('auditor', `?before=${second}&after=${first}`)).body).toMatchObject({ code: 'waves-out-of-order' })
    expect((await effect('analyst', `?before=${randomUUID()}`)).body).toMatchObject({ code: 'no-such-wave' })
  })

  test('When the waves asked with two instruments, then nothing is compared', async () => {
    await taken(randomUUID(), 'Autumn 2027', '2027-09-30', of('after'), 'short-4')
    expect((await effect()).body).toMatchObject({ after: { title: 'Autumn 2027' }, reason: 'not-comparable', disciplines: [] })
  })

  test('When a manager or an employee asks, then they may not', async () => {
    for (const role of ['manager', 'employee']) expect((await effect(role)).status).toBe(403)
  })
})
