import type { TalkKit } from '@weft/contracts/commitments/talk-api'
import { practiceAccepted, practiceAdopted } from '@weft/contracts/program/practice-events'
import { incoming } from '@weft/testkit/delivery'
import { flatTree } from '@weft/testkit/release'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCommitmentsWorld, type CommitmentsWorld } from '../../test/commitments-world.ts'
import { openQuarter, settle, subjects } from '../../test/people.ts'
import { figures, hear, release, rollUp, shownOf } from '../../test/released-world.ts'

let world: CommitmentsWorld
beforeAll(async () => {
  world = await openCommitmentsWorld()
  await settle(world)
})
afterAll(() => world.close())

const ids = ['CI', 'CF', 'EM', 'CC'] as const
const factors = ids.map(factorId => ({ factorId, name: factorId, discipline: factorId, min: 1, max: 5 }))
const wave = (at: number) => `018f0000-0000-7000-8000-0000000000a${at}`
const kit = async (asker = `manager ${subjects.bo}`) => world.get<TalkKit>('/commitments/talk-kit', { as: asker })

test('When nothing is there yet, then the kit says so part by part', async () => {
  expect((await kit()).body).toEqual({ today: '2026-11-02', team: { unitId: 'U-10', name: 'Claims' }, results: null, commitments: null, practices: [], quarter: null, next: null })
})

test('When the team is shown, then its two lowest, its highest, its practices and the next days are there', async () => {
  await release(world, { waveId: wave(1), seed: 21, units: flatTree(2), factors, title: 'Spring 2026', closedOn: '2026-03-31' })
  const after = await release(world, { waveId: wave(2), seed: 22, units: flatTree(2), factors, title: 'Autumn 2026', closedOn: '2026-09-30' })
  await openQuarter(world)
  const ranked = shownOf(after, 'U-10')
  const practiceId = v7()
  await hear(world,
    incoming(practiceAccepted, practiceId, { practiceId, version: 1, discipline: ranked[0]?.discipline ?? '', title: 'Open with a customer', what: 'A meeting begins with a customer.', when: 'Weekly', example: null, on: '2026-08-01' }),
    incoming(practiceAdopted, practiceId, { practiceId, adoptionId: v7(), unitId: 'U-1', discipline: ranked[0]?.discipline ?? '', version: 1, wording: null, on: '2026-10-05' }))
  const { body } = await kit()
  expect(body.results).toMatchObject({ unitId: 'U-10', name: 'Claims', own: true, title: 'Autumn 2026', strength: { discipline: ranked[3]?.discipline } })
  expect(body.results?.lowest.map(({ discipline, score }) => [discipline, score])).toEqual(ranked.slice(0, 2).map(({ discipline, score }) => [discipline, score]))
  expect(body.results?.lowest.every(({ change }) => change !== null)).toBe(true)
  expect(body.practices).toEqual([{ title: 'Open with a customer', what: 'A meeting begins with a customer.', when: 'Weekly' }])
  expect(body.quarter).toMatchObject({ label: 'Q4 2026', reviewFrom: '2026-12-17', finalOn: '2027-01-28' })
  expect(body.next).toMatchObject({ label: 'Q1 2027', startsOn: '2027-01-01', endsOn: '2027-03-31', reviewFrom: '2027-03-17' })
})

test('When the roll-up shows the team, then people are counted; where it does not, then nothing is', async () => {
  const third = { startsOn: '2026-04-01', endsOn: '2026-06-30', label: 'Q2 2026' }
  await rollUp(world, third, [{ unitId: '', parentId: null, figures: null }, { unitId: 'U-10', parentId: '', figures: figures(11, { CI: [7, 80], EM: null }) }])
  expect((await kit()).body.commitments).toEqual({ label: 'Q2 2026', figures: { people: 11, promised: 11, disciplines: [{ discipline: 'CI', people: 7 }] } })
  await rollUp(world, { startsOn: '2026-07-01', endsOn: '2026-09-30', label: 'Q3 2026' }, [{ unitId: '', parentId: null, figures: null }, { unitId: 'U-10', parentId: '', figures: null }])
  expect((await kit()).body.commitments).toEqual({ label: 'Q3 2026', figures: null })
})

test('When the release does not show the team, then the unit above stands in, and says so', async () => {
  await release(world, { waveId: wave(3), seed: 23, units: flatTree(2), factors, hidden: ['U-10'], title: 'Winter 2026', closedOn: '2026-10-31' })
  const { body } = await kit()
  expect(body.results).toMatchObject({ unitId: 'U-1', name: 'Company', own: false })
  expect(body.team).toEqual({ unitId: 'U-10', name: 'Claims' })
})

test('When an employee asks, or somebody whom the directory does not know, then there is none', async () => {
  expect((await kit(`employee ${subjects.ana}`)).status).toBe(403)
  expect((await kit('program-office somebody')).body).toMatchObject({ code: 'not-in-directory' })
})
