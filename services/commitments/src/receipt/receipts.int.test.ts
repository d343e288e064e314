import type { Receipts } from '@weft/contracts/commitments/receipt-api'
import { practiceAccepted, practiceAdopted, practiceAdoptionEnded } from '@weft/contracts/program/practice-events'
import { quickWinAdopted, quickWinGone, quickWinShared } from '@weft/contracts/program/win-events'
import { incoming } from '@weft/testkit/delivery'
import { flatTree } from '@weft/testkit/release'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCommitmentsWorld, type CommitmentsWorld } from '../../test/commitments-world.ts'
import { as, settle, subjects } from '../../test/people.ts'
import { figures, hear, release, rollUp, shownOf } from '../../test/released-world.ts'

let world: CommitmentsWorld
beforeAll(async () => {
  world = await openCommitmentsWorld()
  await settle(world)
})
afterAll(() => world.close())

const [first, second] = ['018f0000-0000-7000-8000-00000000000a', '018f0000-0000-7000-8000-00000000000b']
const units = flatTree(2)
const receipts = (asker: Parameters<typeof world.get>[1] = as('ana'), unit?: string) => world.get<Receipts>(`/commitments/receipts${unit === undefined ? '' : `?unit=${unit}`}`, asker)
const [practiceId, adoptionId, winId, otherWin] = [v7(), v7(), v7(), v7()]

describe('receipts of a unit', () => {
  test('When nothing is released, then there is none', async () => {
    expect((await receipts()).body).toEqual({ unit: null, chapters: [] })
  })

  test('When one wave is released, then its two lowest disciplines stand there, not measured again yet', async () => {
    const before = await release(world, { waveId: first, seed: 4, units, title: 'Autumn 2026', closedOn: '2026-09-15' })
    const [lowest, next] = shownOf(before, 'U-10')
    expect((await receipts()).body).toEqual({
      unit: { unitId: 'U-10', name: 'Claims', asked: 'Claims', own: true },
      chapters: [{
        heard: { waveId: first, title: 'Autumn 2026', closedOn: '2026-09-15' }, until: null,
        disciplines: [lowest, next].map(one => ({ discipline: one?.discipline, mean: one?.mean, score: one?.score, commitments: [], practices: [], wins: { shared: 0, here: 0 }, movement: { kind: 'not-yet' } }))
      }]
    })
  })

  test('When commitments, a practice and wins followed, then each is told from its first day on, and counts of people only where the roll-up shows them', async () => {
    const lowest = (await receipts()).body.chapters[0]?.disciplines.map(({ discipline }) => discipline) ?? []
    const [low = '', other = ''] = lowest
    await rollUp(world, { startsOn: '2026-07-01', endsOn: '2026-09-30', label: 'Q3 2026' }, [{ unitId: '', parentId: null, figures: null }, { unitId: 'U-10', parentId: 'U-1', figures: figures(12, { [low]: [9, 60] }) }])
    await rollUp(world, { startsOn: '2026-10-01', endsOn: '2026-12-31', label: 'Q4 2026' }, [{ unitId: '', parentId: null, figures: null }, { unitId: 'U-10', parentId: 'U-1', figures: figures(12, { [low]: [7, 82.5], [other]: null }) }])
    const practice = { practiceId, version: 1, discipline: low, title: 'Open with a customer', what: 'A meeting begins with a customer.', when: 'Weekly', example: null, on: '2026-08-01' }
    const adopted = { practiceId, adoptionId, unitId: 'U-1', discipline: low, version: 1, wording: null }
    const win = { winId, prompt: 'insight', discipline: low, kind: 'win' as const, practiceId: null, priorityId: null }
    await hear(world,
      incoming(practiceAccepted, practiceId, practice), incoming(practiceAdopted, practiceId, { ...adopted, on: '2026-10-05' }), incoming(practiceAdopted, practiceId, { ...adopted, wording: 'As we say it', on: '2026-11-05' }),
      incoming(quickWinShared, winId, { ...win, on: '2026-10-20' }), incoming(quickWinShared, winId, { ...win, on: '2027-02-20' }), incoming(quickWinAdopted, winId, { winId, unitId: 'U-10', on: '2026-10-22' }),
      incoming(quickWinShared, otherWin, { ...win, winId: otherWin, on: '2026-10-21' }), incoming(quickWinAdopted, otherWin, { winId: otherWin, unitId: 'U-11', on: '2026-10-23' }))
    const { disciplines } = (await receipts()).body.chapters[0] ?? { disciplines: [] }
    expect(disciplines[0]).toMatchObject({
      commitments: [{ quarter: '2026-10-01', label: 'Q4 2026', people: 7, index: 82.5 }], practices: [{ practiceId, title: 'Open with a customer', unitName: 'Company', on: '2026-10-05' }], wins: { shared: 2, here: 1 }
    })
    expect(disciplines[1]).toMatchObject({ commitments: [], practices: [], wins: { shared: 0, here: 0 } })
    await hear(world, incoming(quickWinGone, otherWin, { winId: otherWin, why: 'withdrawn', on: '2026-11-01' }), incoming(practiceAdoptionEnded, practiceId, { practiceId, adoptionId, unitId: 'U-1', reason: '', on: '2026-12-01' }))
    expect((await receipts()).body.chapters[0]?.disciplines[0]).toMatchObject({ practices: [{ practiceId }], wins: { shared: 1, here: 1 } })
  })

  test('When the next wave is released, then the first tells how it moved, with its interval, and ends there', async () => {
    const [was] = (await receipts()).body.chapters[0]?.disciplines ?? []
    const after = await release(world, { waveId: second, seed: 9, units, title: 'Spring 2027', closedOn: '2027-03-31' })
    const { chapters } = (await receipts()).body
    expect(chapters.map(({ heard, until }) => [heard.title, until?.title])).toEqual([['Spring 2027', undefined], ['Autumn 2026', 'Spring 2027']])
    const mean = shownOf(after, 'U-10').find(({ discipline }) => discipline === was?.discipline)?.mean ?? NaN
    const movement = chapters[1]?.disciplines[0]?.movement
    expect(movement?.kind === 'moved' ? movement.change : NaN).toBeCloseTo(mean - (was?.mean ?? NaN), 4)
    expect(movement?.kind === 'moved' && movement.low !== null && movement.high !== null && movement.low < movement.change && movement.change < movement.high).toBe(true)
    expect(chapters[0]?.disciplines[0]).toMatchObject({ commitments: [], practices: [], wins: { shared: 0, here: 0 }, movement: { kind: 'not-yet' } })
  })

  test('When the latest wave does not show the unit, then the unit above is told of, and said so; when only an earlier one hides it, then that one is left out', async () => {
    const third = await release(world, { waveId: '018f0000-0000-7000-8000-00000000000c', seed: 5, units, hidden: ['U-10'], title: 'Autumn 2027', closedOn: '2027-09-15' })
    expect((await receipts()).body.unit).toEqual({ unitId: 'U-1', name: 'Company', asked: 'Claims', own: false })
    expect(JSON.stringify((await receipts()).body)).not.toContain('"unitId":"U-10"')
    expect(shownOf(third, 'U-10')).toEqual([])
    await release(world, { waveId: '018f0000-0000-7000-8000-00000000000d', seed: 6, units, title: 'Spring 2028', closedOn: '2028-03-31' })
    const { unit, chapters } = (await receipts()).body
    expect(unit).toMatchObject({ unitId: 'U-10', own: true })
    expect(chapters.map(({ heard, disciplines }) => [heard.title, disciplines.map(({ movement }) => movement.kind)])).toEqual([
      ['Spring 2028', ['not-yet', 'not-yet']], ['Spring 2027', ['not-shown', 'not-shown']], ['Autumn 2026', ['moved', 'moved']]
    ])
  })

  test('When the next wave asks on another scale, then nothing is said to have moved', async () => {
    const factors = [{ factorId: 'CI', name: 'Know customers now', discipline: 'CI', min: 1, max: 7 }, { factorId: 'EM', name: 'Free to act', discipline: 'EM', min: 1, max: 7 }]
    await release(world, { waveId: '018f0000-0000-7000-8000-00000000000e', seed: 7, units, factors, title: 'Autumn 2028', closedOn: '2028-09-15' })
    expect((await receipts()).body.chapters[1]?.disciplines.map(({ movement }) => movement.kind)).toEqual(['not-comparable', 'not-comparable'])
  })
})

describe('whose receipts somebody reads', () => {
  test('When a unit is neither one’s own nor above it, then it is as if there were none', async () => {
    expect((await receipts(as('ana'), 'U-1')).status).toBe(200)
    expect((await receipts(as('ana'), 'U-11')).body).toMatchObject({ code: 'no-such-unit' })
    expect((await receipts(as('ana'), 'U-99')).body).toMatchObject({ code: 'no-such-unit' })
    expect((await receipts({ as: `program-office ${subjects.ana}` }, 'U-11')).status).toBe(200)
  })

  test('When the office has no place in the directory, then it begins at the top; an employee without one is told why not', async () => {
    expect((await receipts({ as: 'program-office somebody' })).body.unit).toMatchObject({ unitId: 'U-1' })
    expect((await receipts({ as: 'employee somebody' })).body).toMatchObject({ code: 'not-in-directory' })
  })
})
