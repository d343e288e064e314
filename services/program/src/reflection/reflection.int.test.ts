import { questions, type Answers, type ReflectionsReply } from '@weft/contracts/program/reflection-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStartWorld, type Somebody, type StartWorld } from '../../test/start-world.ts'
import { actingAs } from '../acting-as.ts'

let world: StartWorld
let ana: Somebody
let ben: Somebody
beforeAll(async () => {
  world = await openStartWorld(2)
  ;[ana, ben] = world.leaders as [Somebody, Somebody]
})
afterAll(() => world.stop())

const answersWith = (why: string): Answers => ({ ...Object.fromEntries(questions.map(question => [question, ''])) as Answers, why })
const write = (who: Somebody, why: string, at = '', version = 0) => world.call(who, 'POST', `/program/reflections${at}`, { version, answers: answersWith(why) })
const begin = async (who: Somebody, why: string) => ((await write(who, why)).body as { reflectionId: string }).reflectionId
const share = (who: Somebody, reflectionId: string, version: number | null) => world.call(who, 'POST', `/program/reflections/${reflectionId}/sharing`, { version })
const read = async (who: Somebody) => (await world.call(who, 'GET', '/program/reflections')).body as ReflectionsReply
const readable = async (who: Somebody) => JSON.stringify((await read(who)).shared)

describe('A leader’s reflection', () => {
  test('When it is written, then nobody else reads it, before it is shared, after it is taken back, and in no later version', async () => {
    const reflectionId = await begin(ana, 'A secret thought')
    for (const who of [ben, world.office]) expect(await readable(who)).not.toContain('A secret thought')

    await share(ana, reflectionId, 1)
    for (const who of [ben, world.office]) expect(await readable(who)).toContain('A secret thought')
    expect((await read(world.staff)).shared).toBeNull()

    await write(ana, 'A second thought', `/${reflectionId}`, 1)
    expect(await readable(ben)).toContain('A secret thought')
    expect(await readable(ben)).not.toContain('A second thought')

    await share(ana, reflectionId, null)
    expect(await readable(ben)).not.toContain('thought')
    expect((await read(ana)).own).toMatchObject([{ reflectionId, version: 2, shared: null, earlier: [{ version: 1, answers: { why: 'A secret thought' } }] }])
  })

  test('When the database is read as another leader, with all shared ones open, then what is private is not there', async () => {
    await begin(ana, 'For me alone')
    const reflectionId = await begin(ana, 'Told to all')
    await share(ana, reflectionId, 1)
    await write(ana, 'Not told yet', `/${reflectionId}`, 1)
    const { rows } = await actingAs(world.database.pool, ben, async tx => {
      await tx.query(`select set_config('weft.reads_shared', 'yes', true)`)
      return tx.query<{ answers: Answers }>('select answers from reflection_version')
    })
    expect(JSON.stringify(rows)).toContain('Told to all')
    expect(JSON.stringify(rows)).not.toMatch(/For me alone|Not told yet/)
    expect((await world.database.pool.query('select from reflection_version')).rowCount).toBe(0)
  })

  test('When somebody would write on in, or share, another’s, then there is none', async () => {
    const reflectionId = await begin(ana, 'Hers')
    expect(await write(ben, 'His', `/${reflectionId}`, 1)).toMatchObject({ status: 404, body: { code: 'no-such-reflection' } })
    expect(await share(ben, reflectionId, 1)).toMatchObject({ status: 404 })
  })

  test('When two windows write on at once, then the second is told and nothing is lost; the same words twice are one version', async () => {
    const reflectionId = await begin(ben, 'First')
    const answers = await Promise.all([write(ben, 'Left window', `/${reflectionId}`, 1), write(ben, 'Right window', `/${reflectionId}`, 1)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const [latest] = (await read(ben)).own
    const why = latest?.answers.why ?? ''
    expect(latest?.version).toBe(2)
    expect(await write(ben, why, `/${reflectionId}`, 1)).toMatchObject({ status: 200, body: { version: 2 } })
    expect(await share(ben, reflectionId, 1)).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } })
  })

  test('When somebody who is no leader writes, or nothing is written, then it is refused', async () => {
    expect(await write(world.staff, 'I too')).toMatchObject({ status: 403, body: { code: 'leaders-only' } })
    expect(await write(ana, '  ')).toMatchObject({ status: 422, body: { code: 'nothing-written' } })
  })
})
