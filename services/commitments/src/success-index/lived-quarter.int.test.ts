import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { IndexReply } from '@weft/contracts/commitments/index-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openQuarterWorld, say, type QuarterWorld } from '../../test/quarter-world.ts'
import { actingAsHouse } from '../acting-as.ts'
import { rollUpQuartersJob } from '../roll-up/roll-up-quarters.job.ts'

let world: QuarterWorld
const Q4 = '2026-10-01'
const idOf = async (personId: string) => (await world.reviewIn(Q4, personId))?.id ?? ''
const indexOf = async (personId: string, url = '/commitments/index') => (await world.get<IndexReply>(url, world.ask(personId))).body
const bySql = readFileSync(resolve(import.meta.dirname, '../../../../tests/commitments/index.sql'), 'utf8')

// A's reports: A1 agrees, A2 disputes until it lapses, A3 hears nothing of A.
beforeAll(async () => {
  world = await openQuarterWorld('2026-10-05')
  await world.unit('U-1')
  for (const [personId, bossId] of [['T', null], ['A', 'T'], ['A1', 'A'], ['A2', 'A'], ['A3', 'A']] as const) await world.tell(personId, bossId)
  for (const [n, of, dueOn] of [[1, 'A1', '2026-12-31'], [2, 'A1', '2027-02-28'], [3, 'A2', '2026-12-31'], [4, 'A3', '2026-12-31']] as const) await world.promise({ n, of, startsOn: '2026-10-01', dueOn, progress: 50 })
  await world.turn()
}, 60_000)
afterAll(() => world.close())

test('When a quarter is lived through, then the index follows each step, and its end can be made again', async () => {
  // Half done where all of 92 days, and 92 of 151, will have run: (50 + 50 · 151 / 92) / 2.
  expect((await indexOf('A1')).explained).toMatchObject({ by: 'now', value: 66.0326 })
  await world.turn('2026-12-17')
  await world.act(await idOf('A1'), 'self', 'A1', { items: [say(1, 75), say(2, 75)] })
  await world.act(await idOf('A2'), 'self', 'A2', { items: [say(3, 100, { next: 'done' })] })
  expect((await indexOf('A1')).explained).toMatchObject({ by: 'self', value: 87.5 })
  await world.act(await idOf('A1'), 'boss', 'A', { items: [say(1, 75), say(2, 25)] })
  await world.act(await idOf('A2'), 'boss', 'A', { items: [say(3, 50)] })
  expect((await indexOf('A1')).quarters[0]).toMatchObject({ self: 87.5, boss: 58.0163, agreed: null })
  await world.act(await idOf('A1'), 'agree', 'A1')
  await world.act(await idOf('A2'), 'dispute', 'A2', { reason: 'It was done in November' })
  expect((await indexOf('A', `/commitments/reviews/${await idOf('A1')}/index`)).explained).toMatchObject({ by: 'agreed', value: 58.0163 })
  await world.turn('2027-01-29')
  expect((await indexOf('A2')).quarters.find(({ quarter }) => quarter === Q4)).toMatchObject({ review: 'closed', settled: 'by-lapse', self: 100, boss: 50, agreed: 50 })
  expect((await indexOf('A3')).quarters.find(({ quarter }) => quarter === Q4)).toMatchObject({ review: 'missed', agreed: null })

  await rollUpQuartersJob({ pool: world.pool, now: () => world.clock.now, wake: () => {} }).run(new AbortController().signal)
  expect((await world.get(`/commitments/quarters/${Q4}/index-verification`)).body).toMatchObject({ people: 5, different: 0, same: true })
  const { again, stored } = await actingAsHouse(world.pool, async tx => ({
    again: (await tx.query(bySql, [Q4])).rows,
    stored: (await tx.query(/* sql */ `select s.person_id as "personId", s.self_value as self, s.boss_value as boss, s.agreed_value as agreed from success_index s where s.quarter = $1 order by s.person_id`, [Q4])).rows
  }))
  expect(again).toEqual(stored)
  expect(again).toContainEqual({ personId: 'A1', self: 875_000, boss: 580_163, agreed: 580_163 })
})
