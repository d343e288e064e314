import type { InitiativeFields } from '@weft/contracts/program/initiative-api'
import type { OverlapsReply } from '@weft/contracts/program/overlap-api'
import { silentLog } from '@weft/service-kit/log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openProgramWorld, type ProgramWorld } from '../../test/program-world.ts'
import { findOverlapsJob } from './find-overlaps.job.ts'

const nothing: Omit<InitiativeFields, 'title'> = {
  goal: null, owner: 'Ana Berg', ownerId: null, sponsor: 'Ben Costa', sponsorId: null, unit: 'Service', unitId: null, disciplines: [], segments: [], customers: 'guests',
  budget: null, budgetCurrency: null, budgetText: null, startsOn: null, startsText: null, endsOn: null, endsText: null, status: null
}
let world: ProgramWorld
const add = async (title: string, goal: string) => (await world.post<{ initiativeId: string }>('/program/initiatives', { ...nothing, title, goal })).body.initiativeId
const look = () => findOverlapsJob({ pool: world.pool, log: silentLog(), now: () => new Date('2026-11-24T12:00:00Z') }).run(new AbortController().signal)
const list = async (query = '') => (await world.get<OverlapsReply>(`/program/overlaps?kind=duplicate${query}`)).body
let a: string, b: string
beforeAll(async () => {
  world = await openProgramWorld()
  a = await add('Why regulars stay away', 'Call lost guests and ask what made them leave.')
  b = await add('Exit interviews', 'Ring former customers and find the reasons why they left.')
})
afterAll(() => world.close())

test('When projects were laid side by side, then the same undertaking under two names is told once, with reasons; before that the page says that it is behind', async () => {
  expect(await list()).toMatchObject({ lookedAt: null, upToDate: false, findings: [] })
  await look()
  const told = await list()
  expect(told).toMatchObject({ upToDate: true, projects: 2, counts: { duplicate: 1, dismissed: 0 } })
  expect(told.findings[0]?.reasons.join(' ')).toContain('Both find out why customers leave')
})

test('When somebody says that they are not the same, then it leaves the list, can be listed with who and why, and comes back when a text changes or it is taken back', async () => {
  const { a: one, b: other } = (await list()).findings[0]!
  const pair = { kind: 'duplicate', a: one.initiativeId, b: other!.initiativeId }
  expect((await world.post('/program/overlaps/dismissals', { ...pair, reason: 'Other guests.' })).status).toBe(200)
  expect(await list()).toMatchObject({ counts: { duplicate: 0, dismissed: 1 }, findings: [] })
  expect((await list('&dismissed=yes')).findings).toMatchObject([{ dismissed: { reason: 'Other guests.' } }])
  await world.post('/program/overlaps/dismissals/taken-back', pair)
  expect((await list()).counts.duplicate).toBe(1)
  await world.post('/program/overlaps/dismissals', { ...pair, reason: 'Again.' })
  await world.post(`/program/initiatives/${a}/changes`, { version: 1, fields: { ...nothing, title: 'Why regulars stay away', goal: 'Call lost guests and ask what made them leave us.' } })
  await look()
  expect((await list()).counts).toMatchObject({ duplicate: 1, dismissed: 0 }) // the dismissal was of another text
})

test('When one is merged into the other, then the finding is gone at once; dismissing it is refused', async () => {
  await look()
  expect((await list()).findings).toHaveLength(1)
  expect((await world.post(`/program/initiatives/${b}/decisions`, { kind: 'merge', version: 1, reason: 'The same.', into: a })).status).toBe(200)
  expect((await list()).findings).toEqual([])
  const late = await world.post('/program/overlaps/dismissals', { kind: 'duplicate', a, b, reason: 'Late.' })
  expect([late.status, late.body.code]).toEqual([404, 'no-such-overlap'])
})
