import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { IndexReply } from '@weft/contracts/commitments/index-api'
import type { RollUpReply } from '@weft/contracts/commitments/rollup-api'
import { canonical } from '@weft/service-kit/checksum'
import { seeded } from '@weft/testkit/seeded'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCommitmentsWorld, type CommitmentsWorld } from '../../test/commitments-world.ts'
import { quarters, reviewId, subjectOf, writeOrganisation, writeQuarter } from '../../test/final-quarter-world.ts'
import { actingAsHouse } from '../acting-as.ts'
import { rollUpQuartersJob } from './roll-up-quarters.job.ts'

let world: CommitmentsWorld
let people = 0
const [first, second] = [quarters[0]?.startsOn ?? '', quarters[1]?.startsOn ?? '']
const roll = () => rollUpQuartersJob({ pool: world.pool, now: () => world.clock.now, wake: () => {} }).run(new AbortController().signal)
const bySql = readFileSync(resolve(import.meta.dirname, '../../../../tests/commitments/index.sql'), 'utf8')

beforeAll(async () => {
  world = await openCommitmentsWorld()
  people = (await writeOrganisation(world, { departments: 4, teamSize: 14 })).people
  const random = seeded(7)
  await writeQuarter(world, random, 0, people)
  await writeQuarter(world, random, 1, people)
  await roll()
}, 60_000)
afterAll(() => world.close())

async function superQuery (sql: string, values: string[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: world.database.superUrl })
  await client.connect()
  try { await client.query(sql, values) } finally { await client.end() }
}

describe('the index of a final quarter', () => {
  test('When SQL works it out by itself, then everybody has the same three values', async () => {
    for (const quarter of [first, second]) {
      const { stored, again } = await actingAsHouse(world.pool, async tx => ({
        stored: (await tx.query(/* sql */ `select s.person_id as "personId", s.self_value as self, s.boss_value as boss, s.agreed_value as agreed from success_index s where s.quarter = $1 order by s.person_id`, [quarter])).rows,
        again: (await tx.query<{ agreed: number | null }>(bySql, [quarter])).rows
      }))
      expect(stored).toEqual(again)
      expect(again).toHaveLength(people)
      expect(new Set(again.map(({ agreed }) => agreed)).size).toBeGreaterThan(60)
    }
  })

  test('When it is made again from the history, then it is the same; a line that was changed is found', async () => {
    const url = `/commitments/quarters/${first}/index-verification`
    expect((await world.get(url)).body).toEqual({ quarter: first, formulaVersion: 1, people, different: 0, same: true })
    expect((await world.get(url, { as: 'manager' })).status).toBe(403)
    expect((await world.get('/commitments/quarters/2027-04-01/index-verification')).body).toMatchObject({ code: 'no-roll-up' })
    await superQuery(/* sql */ `update success_index set agreed_value = agreed_value - 1 where review_id = (select s.review_id from success_index s where s.quarter = $1 and s.agreed_value > 0 order by s.review_id limit 1)`, [first])
    expect((await world.get(url)).body).toMatchObject({ different: 1, same: false })
    await superQuery(/* sql */ `update success_index set agreed_value = agreed_value + 1 where review_id = (select s.review_id from success_index s where s.quarter = $1 and s.agreed_value is not null order by s.review_id limit 1)`, [first])
  })

  test('When a drop is agreed after the end, then the index stays', async () => {
    await actingAsHouse(world.pool, tx => tx.query(/* sql */ `update commitment set drop_agreed_by = 'P-0' where state = 'dropped'`))
    expect((await world.get(`/commitments/quarters/${second}/index-verification`)).body).toMatchObject({ same: true })
  })
})

describe('who sees an index', () => {
  const index = (n: number, url = '/commitments/index') => world.get<IndexReply>(url, { as: `employee ${subjectOf(n)}` })

  test('When a person asks, then their own is there, item by item, and adds up', async () => {
    const { body: { person, quarters: all, explained } } = await index(20)
    expect(person).toEqual({ name: 'Name P-20', own: true })
    expect(all.map(({ label }) => label)).toEqual(['Q1 2027', 'Q4 2026'])
    expect(explained).toMatchObject({ by: 'agreed', value: all[0]?.agreed })
    expect(explained?.items.reduce((sum, { points }) => sum + (points ?? 0), 0)).toBeCloseTo(explained?.value ?? -1, 2)
    expect((await index(20, `/commitments/index?quarter=${first}`)).body.explained?.label).toBe('Q4 2026')
    expect((await index(20, '/commitments/index?quarter=2020-01-01')).body).toMatchObject({ code: 'no-such-quarter' })
    expect((await world.get<IndexReply>('/commitments/index')).body).toEqual({ person: null, formulaVersion: 1, quarters: [], explained: null })
  })

  test('When the boss, the boss’s boss and a colleague ask for it, then the boss alone gets it', async () => {
    const url = `/commitments/reviews/${reviewId(1, 20)}/index`
    expect((await index(20 % 12, url)).body).toMatchObject({ person: { name: 'Name P-20', own: false }, explained: { label: 'Q1 2027' } })
    expect((await index(0, url)).body).toMatchObject({ code: 'no-such-review' })
    expect((await index(32, url)).body).toMatchObject({ code: 'no-such-review' })
  })
})

describe('the roll-up', () => {
  const rollUp = (query = '', ask = {}) => world.get<RollUpReply>(`/commitments/roll-up${query}`, ask)

  test('When a quarter is final, then it is told once, whole, under ids that follow from it', async () => {
    const told = (await world.told()).filter(({ type }) => type.startsWith('roll-up'))
    await roll()
    expect((await world.told()).filter(({ type }) => type.startsWith('roll-up'))).toEqual(told)
    for (const quarter of [first, second]) {
      const groups = told.filter(({ type, data }) => type === 'roll-up-group-released' && (data as { quarter: string }).quarter === quarter).map(({ data }) => data)
      const manifest = told.find(({ type, key }) => type === 'roll-up-released' && key === quarter)?.data
      expect(manifest).toMatchObject({ quarter, groups: groups.length, sha256: hash('sha256', canonical(groups)) })
    }
    expect(JSON.stringify(told)).not.toMatch(/P-\d|Name /)
  })

  test('When the office looks, then the whole is the mean of agreed indices, and hidden units have nothing', async () => {
    const { body } = await rollUp()
    const { rows: [own] } = await actingAsHouse(world.pool, tx => tx.query<{ n: number, mean: number }>(/* sql */ `select count(*)::int as n, round(avg(s.agreed_value) / 10000, 1)::float8 as mean from success_index s where s.quarter = $1 and s.agreed_value is not null`, [second]))
    expect(body.here?.figures?.index).toEqual(own)
    expect(body.here?.figures?.horizons.filter(({ index }) => index !== null)).toHaveLength(3)
    expect(body.history.map(({ label }) => label)).toEqual(['Q4 2026', 'Q1 2027'])
    expect(body.quarter).toMatchObject({ label: 'Q1 2027', formulaVersion: 1 })
    expect(Math.abs(body.quarter?.kappa ?? 1)).toBeLessThan(0.3)
    const below = await rollUp('?under=D-0')
    expect(below.body.path).toEqual([{ unitId: 'ALL', name: 'Company' }, { unitId: 'D-0', name: 'Department 0' }])
    expect(below.body.units.map(({ unitId }) => unitId)).toEqual(['T-0', 'T-1', 'T-2'])
    const [byAll, byUnit] = [body.help, below.body.help]
    expect(byAll.every(({ share: { percent } }) => percent < 80)).toBe(true)
    expect(byUnit.every(({ unitId }) => ['D-0', 'T-0', 'T-1', 'T-2'].includes(unitId))).toBe(true)
    expect(byAll.length).toBeGreaterThan(0)
    expect((await rollUp('?under=nowhere')).body).toMatchObject({ code: 'no-such-unit' })
  })

  test('When a manager looks, then their own unit is there with those below, and no other', async () => {
    const as = `manager ${subjectOf(1)}`
    expect((await world.get<RollUpReply>('/commitments/roll-up', { as })).body).toMatchObject({ here: null, units: [] })
    expect((await world.get('/commitments/roll-up?under=D-0', { as })).body).toMatchObject({ code: 'no-such-unit' })
    expect((await world.get('/commitments/roll-up', { as: 'employee' })).status).toBe(403)
  })

  test('When it is rolled up while a death comes in between, then nothing is there until all is', async () => {
    await superQuery(/* sql */ `truncate roll_up_group, roll_up, success_index`)
    await superQuery(/* sql */ `create function dies() returns trigger language plpgsql as $$ begin if new.unit_id = 'T-7' then raise 'gone'; end if; return new; end $$`)
    await superQuery(/* sql */ `create trigger dies before insert on roll_up_group for each row execute function dies()`)
    await expect(roll()).rejects.toThrow('gone')
    expect((await rollUp()).body.quarter).toBeNull()
    await superQuery(/* sql */ `drop trigger dies on roll_up_group`)
    await roll()
    expect((await rollUp()).body.quarter?.label).toBe('Q1 2027')
  })
})
