import { accountChanged, personChanged } from '@weft/contracts/directory/events'
import type { ErasuresReply } from '@weft/contracts/commitments/erasure-api'
import type { OwnDataReply } from '@weft/contracts/commitments/owndata-api'
import type { TreeUnit } from '@weft/contracts/vocabulary'
import { openPool } from '@weft/service-kit/database'
import { tombstoneOf } from '@weft/service-kit/event'
import { deliver } from '@weft/testkit/delivery'
import { seeded } from '@weft/testkit/seeded'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCommitmentsWorld, type CommitmentsWorld } from '../../test/commitments-world.ts'
import { reviewId, subjectOf, writeOrganisation, writeQuarter } from '../../test/final-quarter-world.ts'
import { release } from '../../test/released-world.ts'
import { actingAs, actingAsHouse, actingAsSubject } from '../acting-as.ts'
import { reactionsOf } from '../app.ts'
import { rollUpQuartersJob } from '../roll-up/roll-up-quarters.job.ts'
import { forgetPeopleJob } from './forget-people.job.ts'
import { KEPT_DAYS } from './kept.ts'

/** P-4 leads a team and goes; P-5 stays and asks. */
const [GONE, ASKS] = [4, 5]
let world: CommitmentsWorld
/** The same people and quarters, where nobody is forgotten. */
let other: CommitmentsWorld

const today = new Date()
const later = (days: number) => new Date(today.getTime() + days * 86_400_000)
const signal = new AbortController().signal
const forget = (days: number) => forgetPeopleJob({ pool: world.pool, now: () => later(days) }).run(signal)
const rollUp = (on: CommitmentsWorld) => rollUpQuartersJob(on.deps).run(signal)
const employee = (n: number) => ({ as: `employee ${subjectOf(n)}` })

/** Lines of every table, as text, that name somebody or their subject. What waits to be sent is not kept by the service, and who is whose boss the directory says anew. */
async function linesNaming (n: number): Promise<Record<string, number>> {
  return actingAsHouse(world.pool, async tx => {
    const { rows: tables } = await tx.query<{ name: string }>(/* sql */ `select c.relname as name from pg_class c join pg_namespace s on s.oid = c.relnamespace where s.nspname = 'public' and c.relkind = 'r' and c.relname not in ('outbox', 'inbox', 'person') and has_table_privilege(c.oid, 'select')`)
    const found: [string, number][] = []
    for (const { name } of tables) {
      const drafts = name === 'review_draft'
      const { rowCount } = drafts ? { rowCount: 0 } : await tx.query(`select from "${name}" t where t::text ~ $1`, [`(^|[^0-9A-Za-z-])P-${n}([^0-9]|$)|${subjectOf(n)}`])
      if ((rowCount ?? 0) > 0) found.push([name, rowCount ?? 0])
    }
    return Object.fromEntries(found)
  })
}
/** What pages say of what was published: what followed in a unit, whether it works, roll-ups. */
const pages = () => Promise.all(['/commitments/receipts?unit=ALL', '/commitments/receipts?unit=T-4', '/commitments/effect', '/commitments/roll-up'].map(async url => (await world.get<Record<string, unknown>>(url)).body))
const published = async (on: CommitmentsWorld) => (await on.pool.query<{ line: string }>(/* sql */ `select to_jsonb(u.*)::text as line from roll_up u union all select to_jsonb(g.*)::text from roll_up_group g order by 1`)).rows
const shas = async (on: CommitmentsWorld) => (await on.pool.query<{ sha256: string }>(/* sql */ `select u.sha256 from roll_up u order by u.quarter`)).rows.map(({ sha256 }) => sha256)

async function write (on: CommitmentsWorld, at: number): Promise<void> {
  await writeQuarter(on, seeded(41 + at), at, 36)
}

/** One of each, of one person. */
async function say (n: number): Promise<void> {
  const [me, own, theirs] = [`P-${n}`, randomUUID(), randomUUID()]
  await actingAsHouse(world.pool, async tx => {
    const draft = `insert into commitment (commitment_id, person_id, state, version, wording, horizon, starts_on, due_on, benefits, measure, weight, weight_agreed_by, made_on) values`
    await tx.query(`${draft} ($1, $2, 'open', 2, $3, 'beyond', '2026-11-01', '2027-11-01', 'customer', '=cmd()', 2, null, '2026-11-01')`, [own, me, `Own words of ${me}`])
    await tx.query(`${draft} ($1, 'P-9', 'open', 2, 'Words of nine', '3-months', '2026-11-01', '2027-01-01', 'customer', 'x', 2, $2, '2026-11-01')`, [theirs, me])
    await tx.query(/* sql */ `insert into commitment_milestone values ($1, $2, 'First', '2027-06-01')`, [own, randomUUID()])
    await tx.query(/* sql */ `insert into commitment_partner values ($1, $3, 'P-9'), ($2, 'P-9', $3)`, [theirs, own, me])
    await tx.query(/* sql */ `insert into commitment_change values ($1, 2, '2026-11-01', $3, 'made', null, '{}', null), ($2, 2, '2026-11-02', $3, 'weight-agreed', '{"weightAgreedBy":null}', jsonb_build_object('weightAgreedBy', $3::text, 'partners', jsonb_build_array($3::text, 'P-8')), 'good')`, [own, theirs, me])
    await tx.query(/* sql */ `insert into review_event values ($1, - $3::int, '2027-01-01', $2, 'handed-over', jsonb_build_object('to', $2::text))`, [reviewId(0, 10), me, n])
    await tx.query(/* sql */ `update review set boss_id = $2, handed_by = 'P-0', handed_why = 'delegation' where review_id = $1`, [reviewId(0, 11 + n), me])
    await tx.query(/* sql */ `insert into absence values ($1, $2, '2026-02-01', '2026-02-20', 'P-0', '2026-02-01'), ($3, 'P-9', '2026-02-01', '2026-02-20', $2, '2026-02-01')`, [randomUUID(), me, randomUUID()])
    const digest = randomUUID()
    await tx.query(/* sql */ `insert into digest values ($1, $2, '2026-11-02', 'sent')`, [digest, me])
    await tx.query(/* sql */ `insert into asked values ($1, $2, 1, $3)`, [me, `due ${own}`, digest])
    await tx.query(/* sql */ `insert into digest_refusal values ($1, 1, '2026-11-02')`, [me])
    await tx.query(/* sql */ `insert into digest_unwanted values ($1)`, [me])
    await tx.query(/* sql */ `insert into calendar_feed values ($1, $2, true, '2026-11-02')`, [me, `hash ${me === 'P-4' ? 'a' : 'b'}`])
    await tx.query(/* sql */ `insert into commitment_handover values ($1, $2, 'P-9', $3, 'P-0', '2026-11-02', 'x', 'declined', '2026-11-03'), ($4, $2, 'P-9', 'P-8', $3, '2026-11-02', 'y', 'withdrawn', '2026-11-03')`, [randomUUID(), theirs, me, randomUUID()])
  })
  await actingAs(world.pool, me, tx => tx.query(/* sql */ `insert into review_draft values ($1, $2, '[{"note":"unsent"}]', '2027-01-01')`, [reviewId(0, n), me]))
  await actingAsSubject(world.pool, subjectOf(n), async tx => {
    const id = randomUUID()
    await tx.query(/* sql */ `insert into commitment_import (import_id, by_subject, whose, name, state, begun_on, content) values ($1, $2, 'mine', 'g.csv', 'checking', '2026-11-02', 'Goal')`, [id, subjectOf(n)])
    await tx.query(/* sql */ `insert into commitment_imported values ($1, $2, $3, 'f')`, [id, randomUUID(), me])
  })
}

beforeAll(async () => {
  [world, other] = await Promise.all([openCommitmentsWorld(), openCommitmentsWorld()])
  for (const on of [world, other]) {
    await writeOrganisation(on, { departments: 2, teamSize: 6 })
    await write(on, 0)
    await rollUp(on)
  }
  await say(GONE)
  await say(ASKS)
  const { rows: units } = await world.pool.query<TreeUnit>(/* sql */ `select u.unit_id as "unitId", u.parent_id as "parentId", u.name from unit u order by u.parent_id nulls first, u.unit_id`)
  for (const [at, closedOn] of ['2026-09-15', '2027-02-15'].entries()) await release(world, { waveId: `018f0000-0000-7000-8000-00000000000${at + 1}`, seed: 4, units, closedOn })
  // A house as small as this shows no discipline of itself; one that did shows it still.
  const owner = openPool(world.database.ownerUrl, { onIdleError: () => {} })
  await owner.query(/* sql */ `update roll_up_group set figures = jsonb_set(figures, '{disciplines}', '[{"discipline":"EM","index":{"n":12,"mean":60}}]') where unit_id = 'ALL'`)
  await owner.end()
})
afterAll(() => Promise.all([world.close(), other.close()]))

describe('one\'s own data', () => {
  test('When somebody takes their own data, then everything is there, of nobody else, and no cell runs', async () => {
    const { status, body } = await world.get<OwnDataReply>('/commitments/own-data', employee(GONE))
    expect([status, body.complete]).toEqual([200, true])
    const { person } = body
    expect(Object.entries(body).filter(([, records]) => Array.isArray(records) && records.length === 0).map(([name]) => name)).toEqual([])
    expect(person).toMatchObject({ person_id: 'P-4' })
    expect(body.drafts).toEqual([expect.objectContaining({ items: [{ note: 'unsent' }] })])
    expect(body.values[0]).toMatchObject({ review_id: reviewId(0, GONE) })
    expect(JSON.stringify(body)).not.toMatch(/Own words of P-5|"P-[1-35-9]"|secret_hash/)
    const csv = String((await world.get<string>('/commitments/own-data.csv', employee(GONE))).body)
    expect(csv).toContain('commitments,')
    expect(csv).toContain(',measure,\'=cmd()')
    expect(csv).not.toMatch(/^[^,]*,[^,]*,[^,]*,=/m)
    expect((await world.get('/commitments/own-data', { as: 'employee 00000000-0000-4000-8000-000000000999' })).status).toBe(403)
  })
})

describe('who left, and who asks to be forgotten', () => {
  test('When somebody left, then their things stay for those who may come back, and after that no line of any table names them; what was published is the same, byte for byte', async () => {
    const before = [await published(world), await world.told()]
    const hear = (id: string) => deliver(world.pool, reactionsOf({ now: () => today, newId: randomUUID }), [tombstoneOf(personChanged, { id: randomUUID(), key: id, time: today.toISOString() }), tombstoneOf(accountChanged, { id: randomUUID(), key: id, time: today.toISOString() })])
    await hear(`P-${GONE}`)
    // A quarter that has no roll-up yet still needs them.
    await write(other, 1)
    await actingAsHouse(world.pool, tx => tx.query(/* sql */ `insert into person (person_id, name, email, unit_id, boss_id, rank, since) values ('P-4', 'x', 'x', 'T-4', 'P-0', 'staff', '2026-01-01')`))
    await write(world, 1)
    await forget(KEPT_DAYS + 1)
    expect((await linesNaming(GONE))['commitment']).toBeGreaterThan(1) // somebody known loses nothing
    await world.pool.query(/* sql */ `delete from person where person_id = 'P-4'`)

    await forget(KEPT_DAYS - 1)
    expect((await linesNaming(GONE))['calendar_feed']).toBe(1)
    await forget(KEPT_DAYS + 2)
    const waits = await linesNaming(GONE)
    expect([waits['calendar_feed'], waits['success_index'], (waits['review'] ?? 0) > 0]).toEqual([undefined, undefined, true])
    expect([await published(world), await world.told()]).toEqual(before)

    await rollUp(other)
    await rollUp(world)
    expect(await shas(world)).toEqual(await shas(other))
    const figures = [await published(world), await pages()]
    expect(JSON.stringify(figures)).toContain('"commitments":[{"quarter":"2026-10-01","label":"Q4 2026","people":12,"index":60}]')
    await forget(KEPT_DAYS + 3)
    expect(await linesNaming(GONE)).toEqual({})
    expect([await published(world), await pages()]).toEqual(figures)
    expect((await world.get<{ different: number }>('/commitments/quarters/2026-10-01/index-verification')).body.different).toBe(0)
  })

  test('When history of others named them, then the step stands, and a name that leads to nobody', async () => {
    const steps = await actingAsHouse(world.pool, async tx => (await tx.query<{ by: string, partners: string[] }>(/* sql */ `select h.by_person as by, array(select jsonb_array_elements_text(h.after->'partners')) as partners from commitment_change h where h.act = 'weight-agreed' order by h.by_person`)).rows)
    expect(steps[1]?.by).toMatch(/^left-/)
    expect(steps[1]?.partners).toEqual([steps[1]?.by, 'P-8'])
    expect(steps[0]?.by).toBe('P-5')
  })

  test('When somebody who is here asks, then the office says so with a reason; what they wrote goes, and what they do from now on stays', async () => {
    expect((await world.post('/commitments/erasures', { person: 'P-5', reason: 'Asked by mail' }, employee(0))).status).toBe(403)
    expect((await world.post('/commitments/erasures', { person: 'nobody', reason: 'x' })).body.code).toBe('no-such-person')
    expect((await world.post('/commitments/erasures', { person: 'p-5@EXAMPLE.org', reason: 'Asked by mail' })).status).toBe(201)
    expect((await world.post('/commitments/erasures', { person: 'P-5', reason: 'Again' })).body.code).toBe('erasure-under-way')
    world.clock.now = new Date('2028-01-01T09:00:00Z')
    await actingAsHouse(world.pool, tx => tx.query(/* sql */ `insert into commitment (commitment_id, person_id, state, version, wording, horizon, starts_on, due_on, benefits, measure, weight, made_on) values ($1, 'P-5', 'open', 1, 'After', '3-months', '2028-01-01', '2028-03-01', 'customer', 'x', 2, '2028-01-01')`, [randomUUID()]))
    const figures = [await published(world), await pages()]
    await forget(KEPT_DAYS + 4)
    const { body: { erasures } } = await world.get<ErasuresReply>('/commitments/erasures')
    expect(erasures).toMatchObject([{ personId: null, name: null, reason: 'Asked by mail' }])
    expect(erasures[0]?.doneOn).not.toBeNull()
    const { body } = await world.get<OwnDataReply>('/commitments/own-data', employee(ASKS))
    expect([body.commitments.map(one => one['wording']), body.reviews, body.index, body.history, body.handovers, body.imports]).toEqual([['After'], [], [], [], [expect.objectContaining({ part: 'asked by me' })], []])
    expect([await published(world), await pages()]).toEqual(figures)
  })
})
