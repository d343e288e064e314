import { ratingNames } from '@weft/contracts/program/attestation-api'
import type { SamePageFigure, SamePageReply } from '@weft/contracts/program/samepage-api'
import type { SamePageGroup } from '@weft/contracts/program/same-page-events'
import { inTransaction } from '@weft/service-kit/database'
import { canonical } from '@weft/service-kit/checksum'
import { below, seeded } from '@weft/testkit/seeded'
import { hash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { finds } from '../../test/attackers.ts'
import { onePriority, openCharterWorld, somebody, type CharterWorld, type Somebody } from '../../test/charter-world.ts'

type Answer = (number | null)[]
const units = [['all', null], ...['a', 'b', 'c', 'd'].flatMap(id => [[id, 'all'], ...[1, 2, 3, 4, 5].map(at => [`${id}${at}`, id])])] as [string, string | null][]
const parentOf = new Map(units)
const isIn = (unitId: string, above: string): boolean => unitId === above || (parentOf.get(unitId) != null && isIn(parentOf.get(unitId) as string, above))

let world: CharterWorld
beforeAll(async () => { world = await openCharterWorld() })
afterAll(() => world.close())

const as = ({ subject }: Somebody) => ({ subject, roles: ['employee'] })
async function attest (who: Somebody, version: number, answer: Answer) {
  const { priorities } = (await world.call('GET', '/program/priorities')).json<{ priorities: { priorityId: string }[] }>()
  const ratings = priorities.map(({ priorityId }, at) => ({ priorityId, understand: answer[3 * at] ?? null, agree: answer[3 * at + 1] ?? null, motivated: answer[3 * at + 2] ?? null }))
  return world.call('POST', '/program/attestation', { version, ratings }, as(who))
}
const release = async (version: number) => world.call('POST', '/program/same-page/releases', { version })
const tomorrow = () => { world.clock.now = new Date(world.clock.now.getTime() + 86_400_000) }
const read = async (query = '', who: { subject?: string, roles?: string[], scopes?: string[] } = {}) => (await world.call('GET', `/program/same-page${query}`, undefined, who)).json<SamePageReply>()

/** The figures once more, from the answers, in plain words of the definition; nothing of the product's code. */
function independently (answers: readonly Answer[], place: number) {
  const said = answers.flatMap(answer => answer[place] ?? [])
  const mean = said.reduce((sum, value) => sum + value, 0) / said.length
  const variance = said.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (said.length - 1)
  return { n: said.length, mean, rwg: Math.max(0, 1 - variance / 2), agreeing: 100 * said.filter(value => value >= 4).length / said.length, declined: 100 * (answers.length - said.length) / answers.length }
}

describe('A thousand people attest', () => {
  const random = seeded(11)
  const leaves = units.filter(([id]) => id.length === 2).map(([id]) => id)
  // A unit of its own with three people, and some leaders in every part.
  const people = Array.from({ length: 1000 }, (_, at) => somebody(`P-${at}`, at < 3 ? 'a5' : leaves.filter(id => id !== 'a5')[below(random, 19)] as string, at % 17 === 0 ? 'leader' : 'staff'))
  const said = people.map(() => Array.from({ length: 6 }, () => below(random, 20) === 0 ? null : 1 + below(random, 5)))
  const answersOf = (side: 'all' | 'leader' | 'rest', unitId = 'all') => said.filter((_, at) => {
    const one = people[at] as Somebody
    return isIn(one.unitId, unitId) && (side === 'all' || (one.rank === 'leader') === (side === 'leader'))
  })
  const figuresAgree = (figures: SamePageFigure[] | null, answers: readonly Answer[]) => {
    expect(figures).toHaveLength(6)
    figures?.forEach((figure, place) => {
      const own = independently(answers, place)
      if (figure.kind !== 'shown') throw new Error('It is hidden')
      expect(figure.n).toBe(own.n)
      expect(figure.mean).toBeCloseTo(own.mean, 4)
      if (figure.agreement !== null) expect(figure.agreement).toBeCloseTo(own.rwg, 4)
      if (figure.agreeing.kind === 'shown') expect(figure.agreeing.percent).toBeCloseTo(own.agreeing, 4)
      if (figure.declined.kind === 'shown') expect(figure.declined.percent).toBeCloseTo(own.declined, 4)
    })
  }

  beforeAll(async () => {
    await world.bringIn(units, people)
    await world.publish('priorities', { priorities: [onePriority('One'), onePriority('Two')] })
    await inTransaction(world.database.pool, async tx => {
      for (const [at, { subject }] of people.entries()) {
        await tx.query(`select set_config('weft.subject', $1, true)`, [subject])
        await tx.query(`insert into attestation (version, subject, ratings) values (1, $1, $2::smallint[])`, [subject, said[at]])
      }
    })
  })

  test('When figures are shown, then those of every group equal an independent calculation, and a group that is too small is not there', async () => {
    expect((await release(1)).json()).toEqual({ version: 1, number: 1, people: 1000 })
    const top = await read()
    figuresAgree(top.whole.everybody, answersOf('all'))
    figuresAgree(top.whole.leaders, answersOf('leader'))
    figuresAgree(top.whole.others, answersOf('rest'))
    expect(top.units.map(({ unitId }) => unitId)).toEqual(['all'])
    let shown = 0
    for (const under of ['all', 'a', 'b', 'c', 'd']) {
      for (const unit of (await read(`?under=${under}`)).units) {
        if (unit.others !== null) figuresAgree(unit.others, answersOf('rest', unit.unitId))
        if (unit.leaders !== null) figuresAgree(unit.leaders, answersOf('leader', unit.unitId))
        shown++
      }
    }
    expect(shown).toBeGreaterThan(20)
    expect((await read('?under=a')).units.map(({ unitId }) => unitId)).not.toContain('a5')
  })

  test('When its events are read, then they say the same, under ids that come out alike again, and the manifest proves them whole', async () => {
    const told = await world.events('pub.program.same-page.v1')
    const [groups, manifest] = [told.filter(({ type }) => type === 'same-page-group-released').map(({ data }) => data as SamePageGroup), told.at(-1)]
    expect(manifest).toMatchObject({ key: '1', data: { version: 1, number: 1, people: 1000, groups: groups.length, sha256: hash('sha256', canonical(groups)) } })
    expect(groups.find(({ unitId, side }) => unitId === null && side === 'all')?.figures.map(({ value }) => value)).toEqual((await read()).whole.everybody)
    expect(JSON.stringify(told)).not.toMatch(/P-\d|[0-9a-f-]{36}@/)
    for (const { subject } of people.slice(0, 50)) expect(JSON.stringify(told)).not.toContain(subject)
  })

  test('When somebody reads, then everybody gets the whole, a manager the own units, and a foreign unit is none', async () => {
    expect((await read('', { roles: ['employee'] })).units).toEqual([])
    expect((await read('', { roles: ['employee'] })).whole.everybody).not.toBeNull()
    expect((await read('', { roles: ['manager'], scopes: ['b'] })).units.map(({ unitId }) => unitId)).toEqual(['b'])
    expect((await read('?under=b', { roles: ['manager'], scopes: ['b'] })).units.length).toBeGreaterThan(2)
    for (const [under, roles] of [['c', ['manager']], ['nowhere', ['manager']], ['b', ['employee']], ['nowhere', ['program-office']]] as const) {
      expect((await world.call('GET', `/program/same-page?under=${under}`, undefined, { roles, scopes: ['b'] })).json()).toMatchObject({ status: 404, code: 'no-such-unit' })
    }
  })

  test('When the office asks again on the same day, or fewer than five have come, then it is told why not', async () => {
    expect((await release(1)).json()).toMatchObject({ status: 409, code: 'shown-today' })
    tomorrow()
    expect((await release(1)).json()).toMatchObject({ status: 409, code: 'too-few-new' })
  })

  test('When somebody changes what was counted, then it is kept for them, and what is shown stays', async () => {
    const before = (await read()).whole
    expect((await attest(people[5] as Somebody, 1, [1, 1, 1, 1, 1, 1])).statusCode).toBe(201)
    expect((await world.call('GET', '/program/attestation', undefined, as(people[5] as Somebody))).json()).toMatchObject({ countedOn: '2027-03-01', mine: [{ understand: 1 }, { understand: 1 }] })
    tomorrow()
    await release(1)
    expect((await read()).whole).toEqual(before)
  })

  test('When the priorities change, then what was said of the old ones is of the past, and cannot be said any more', async () => {
    const one = people[7] as Somebody
    expect(await world.publish('priorities', { priorities: [onePriority('One, reworded')] })).toBe(2)
    expect((await world.call('GET', '/program/attestation', undefined, as(one))).json()).toEqual({ version: 2, mayAttest: true, mine: null, countedOn: null, before: 1 })
    const { priorities } = (await world.call('GET', '/program/priorities')).json<{ priorities: { priorityId: string }[] }>()
    const old = await world.call('POST', '/program/attestation', { version: 1, ratings: [{ priorityId: priorities[0]?.priorityId, understand: 5, agree: 5, motivated: 5 }] }, as(one))
    expect(old.json()).toMatchObject({ status: 409, code: 'old-version', detail: expect.stringContaining('version 2 is in force') as string })
    expect((await release(1)).json()).toMatchObject({ status: 409, code: 'old-version' })
    expect(await read('?version=2')).toMatchObject({ version: 2, release: null, whole: { everybody: null } })
    expect((await read()).version).toBe(1)
  })
})

describe('What one person says', () => {
  const who = somebody('Q-1', 'a1')
  beforeAll(() => world.bringIn([], [who]))

  test('When they answer, then they may answer otherwise, or rather not say; a part of an answer is none', async () => {
    expect((await attest(who, 2, [5, 4, null])).statusCode).toBe(201)
    expect((await attest(who, 2, [2, null, 3])).statusCode).toBe(201)
    expect((await world.call('GET', '/program/attestation', undefined, as(who))).json()).toMatchObject({ mine: [{ understand: 2, agree: null, motivated: 3 }], countedOn: null })
    for (const ratings of [[], [{ priorityId: '018f0000-0000-7000-8000-000000000009', understand: 1, agree: 1, motivated: 1 }]]) {
      expect([400, 422]).toContain((await world.call('POST', '/program/attestation', { version: 2, ratings }, as(who))).statusCode)
    }
    expect((await attest(who, 2, [6, 1, 1])).statusCode).toBe(400)
    expect((await attest({ ...who, subject: world.office }, 2, [3, 3, 3])).json()).toMatchObject({ status: 403, code: 'not-in-directory' })
  })

  test('When anybody else reads it, the service itself without a word, or somebody in another’s name, then there is nothing', async () => {
    expect((await world.database.pool.query('select from attestation')).rowCount).toBe(0)
    await inTransaction(world.database.pool, async tx => {
      await tx.query(`select set_config('weft.subject', $1, true)`, [world.office])
      expect((await tx.query('select from attestation')).rowCount).toBe(0)
    })
    await expect(inTransaction(world.database.pool, async tx => {
      await tx.query(`select set_config('weft.subject', $1, true)`, [world.office])
      await tx.query(`insert into attestation (version, subject, ratings) values (2, $1, '{5,5,5}')`, [who.subject])
    })).rejects.toThrow('row-level security')
    for (const forbidden of [`update attestation set counted_in = null`, `delete from attestation`, `insert into attestation_sum values (2, 1, 'all', 0, 5, 25)`, `update same_page_group set figures = '[]'`]) {
      await expect(world.database.pool.query(forbidden), forbidden).rejects.toThrow('permission denied')
    }
  })

  test('When the counting is told to add up fewer than five, then the database undoes all of it', async () => {
    await expect(inTransaction(world.database.pool, async tx => {
      await tx.query(`insert into same_page_release (version, number, released_on, people, priorities) values (2, 1, '2027-03-09', 5, 1)`)
      await tx.query(`select count_attestations(2, 1, '{rest}', '{a1}', '{rest|a1}', '{null}')`)
    })).rejects.toThrow('attestation_sum_n_check')
    expect((await world.database.pool.query(`select from same_page_release where version = 2`)).rowCount).toBe(0)
  })

  test('When many answer while the priorities change, then every answer is of the version it was given for', async () => {
    const crowd = Array.from({ length: 12 }, (_, at) => somebody(`R-${at}`, 'a1'))
    await world.bringIn([], crowd)
    const [codes] = await Promise.all([
      Promise.all(crowd.map(async one => (await attest(one, 2, [4, 4, 4])).statusCode)),
      world.publish('priorities', { priorities: [onePriority('Three')] })
    ])
    const { rows } = await world.database.pool.query<{ n: number }>(`select count(*)::integer as n from attestation_counts(2)`)
    expect(codes.every(code => [201, 409, 422].includes(code))).toBe(true)
    // Whoever was let in before the change was counted with it, five or more; nobody came in after.
    expect(rows[0]?.n === 0 || codes.filter(code => code === 201).length < 5).toBe(true)
  })
})

describe('Two leaders who add what they said themselves', () => {
  test('When they have everything of three releases, with people who came in between, then they know nobody’s rating', { timeout: 60_000 }, async () => {
    const random = seeded(5)
    const version = await world.publish('priorities', { priorities: [onePriority('Four')] })
    const small = [['s', 'all'], ...[1, 2, 3, 4].map(at => [`s${at}`, 's'])] as [string, string | null][]
    const crowd = Array.from({ length: 110 }, (_, at) => somebody(`S-${at}`, at % 30 === 7 ? 's' : `s${1 + below(random, 4)}`, at % 5 === 0 ? 'leader' : 'staff'))
    await world.bringIn(small, crowd)
    const known: Set<number>[][] = [[], [], []]
    let answered = 0
    for (const upTo of [50, 80, 110]) {
      const before = answered
      for (; answered < upTo; answered++) await attest(crowd[answered] as Somebody, version, [0, 1, 2].map(() => below(random, 25) === 0 ? null : 1 + below(random, 5)))
      tomorrow()
      const done = await release(version)
      if (done.statusCode === 201) await learn(version, done.json<{ number: number }>().number, before, upTo, crowd, known)
    }
    expect(known.flat().length).toBeGreaterThan(40)
    const leaders = crowd.flatMap(({ rank }, at) => rank === 'leader' ? [at] : [])
    const coalitions = leaders.flatMap((one, at) => leaders.slice(at + 1).map(other => [one, other] as const))
    for (const sets of known) expect(finds(crowd.length, sets, coalitions, most => below(random, most))).toEqual([])
  })

  /** Whom each shown group's mean is about, as n says it: of its people those who answered by then and said something. */
  async function learn (version: number, number: number, from: number, upTo: number, crowd: readonly Somebody[], known: Set<number>[][]) {
    const { rows: sheets } = await superQuery<{ subject: string, ratings: Answer }>(`select subject, ratings from attestation where version = ${version} and counted_in = ${number}`)
    const { rows: groups } = await world.database.pool.query<{ side: string, unit_id: string, n: number[], before: (number | null)[] }>(`
      select g.side, g.unit_id, array(select (f ->> 'n')::integer from jsonb_array_elements(g.sums) f) as n,
             array(select coalesce((f ->> 'n')::integer, 0) from same_page_group o, jsonb_array_elements(o.sums) f where o.version = g.version and o.number = g.number - 1 and o.side = g.side and o.unit_id = g.unit_id) as before
        from same_page_group g where g.version = $1 and g.number = $2`, [version, number])
    expect(sheets.length).toBeGreaterThanOrEqual(5)
    expect(from).toBeLessThan(upTo)
    const bySubject = new Map(sheets.map(({ subject, ratings }) => [subject, ratings]))
    for (const { side, unit_id: unitId, n, before } of groups) {
      for (const place of ratingNames.keys()) {
        // What a release adds to a group is the difference of two published sums.
        const added = (n[place] ?? 0) - (before[place] ?? 0)
        if (added === 0) continue
        const set = new Set(crowd.flatMap((one, at) => {
          const isHere = (side === 'all' || (one.rank === 'leader') === (side === 'leader')) && (unitId === '' || isInSmall(one.unitId, unitId))
          return isHere && bySubject.get(one.subject)?.[place] != null ? [at] : []
        }))
        expect(set.size).toBe(added)
        known[place]?.push(set)
      }
    }
  }
  const isInSmall = (unitId: string, above: string) => above === 'all' || above === unitId || (above === 's' && unitId.startsWith('s'))
  const superQuery = async <Row extends object>(text: string) => {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: world.database.superUrl })
    await client.connect()
    try {
      return await client.query<Row>(text)
    } finally {
      await client.end()
    }
  }
})
