import { randomUUID } from 'node:crypto'
import { accountChanged, personChanged, unitChanged } from '@weft/contracts/directory/events'
import { tombstoneOf } from '@weft/service-kit/event'
import { deliver, incoming } from '@weft/testkit/delivery'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actingAs } from '../acting-as.ts'
import { reactionsOf } from '../app.ts'
import { seeingBuyIn } from '../buy-in/buy-in.store.ts'
import { forgetLeaversJob, KEPT_DAYS } from './forget-leavers.job.ts'

let database: TestDatabase
const forumId = randomUUID()
const winId = randomUUID()
const people = ['ana', 'ben', 'cem', 'dee', 'eli', 'flo'].map(id => ({ id, subject: randomUUID() }))
const subjectOf = (id: string) => people.find(one => one.id === id)?.subject ?? ''
const daysOn = (days: number) => new Date(Date.now() + days * 86_400_000)
const hear = (...events: Parameters<typeof deliver>[2]) => deliver(database.pool, reactionsOf(), events)
const ended = (contract: typeof personChanged | typeof accountChanged, id: string) => tombstoneOf(contract, { id: randomUUID(), key: id, time: '2026-11-24T00:00:00Z' })
const comes = (id: string) => hear(incoming(personChanged, id, { personId: id, name: `Person ${id}`, email: `${id}@example.org`, unitId: 'all', bossId: null, rank: 'leader', bands: {}, since: '2026-01-05', version: 1 }))
const comesByAccount = (id: string) => hear(incoming(accountChanged, id, { personId: id, subject: subjectOf(id) }))
const run = (days: number) => forgetLeaversJob({ pool: database.pool, now: () => daysOn(days) }).run(new AbortController().signal)

/** What is somebody's own, by table; each is read as they read it themselves. */
const own = ['attestation', 'acknowledgement', 'role_statement', 'practice_commitment', 'exposure', 'quick_win_thanks', 'quick_win_author', 'reflection', 'reflection_version', 'customer_view_draft', 'forum_vote'] as const
/** What is kept by the person's id. */
const kept = ['debrief', 'reminder_last', 'reminder_unwanted', 'reminder_recipient'] as const

async function left (id: string): Promise<Record<string, number>> {
  const counts = await actingAs(database.pool, { subject: subjectOf(id) }, async tx => {
    const found: [string, number][] = []
    for (const table of own) {
      const by = table === 'reflection_version' ? '$1::text is not null' : 'subject::text = $1'
      found.push([table, (await tx.query(`select from ${table} where ${by}`, [subjectOf(id)])).rowCount ?? 0])
    }
    return found
  })
  for (const table of kept) counts.push([table, (await database.pool.query(`select from ${table} where person_id = $1`, [id])).rowCount ?? 0])
  await seeingBuyIn(database.pool, async tx => {
    for (const table of ['buy_in', 'buy_in_before']) counts.push([table, (await tx.query(`select from ${table} where person_id = $1`, [id])).rowCount ?? 0])
  })
  return Object.fromEntries(counts)
}
const everything = { ...Object.fromEntries([...own, ...kept, 'buy_in', 'buy_in_before'].map(table => [table, 1])), forum_vote: 2 }
const nothing = Object.fromEntries(Object.keys(everything).map(table => [table, 0]))

/** One of each, of one person. */
async function say (id: string, subject: string, shared: { practiceId: string, viewId: string, waveId: string, reminderId: string }): Promise<void> {
  await actingAs(database.pool, { subject }, async tx => {
    const [exposureId, reflectionId] = [randomUUID(), randomUUID()]
    await tx.query(`insert into attestation (version, subject, ratings) values (1, $1, '{5,4,3}')`, [subject])
    await tx.query(`insert into acknowledgement (version, subject) values (1, $1)`, [subject])
    await tx.query(`insert into role_statement (subject, version, beneficiary, text, unit_id, rank, written_on, due_on, shared) values ($1, 1, 'customers', 'By calling back', 'all', 'leader', '2026-11-01', '2027-11-01', true)`, [subject])
    await tx.query(`insert into practice_commitment (practice_id, subject, from_day) values ($1, $2, '2026-11-01')`, [shared.practiceId, subject])
    await tx.query(`insert into exposure (exposure_id, subject, kind, day, aha) values ($1, $2, 'call', '2026-11-01', $3)`, [exposureId, subject, `Heard by ${id}`])
    await tx.query(`insert into exposure_note (note_id, kind, text) values ($1, 'call', $2)`, [exposureId, `Heard by ${id}`])
    await tx.query(`insert into quick_win_thanks (win_id, subject) values ($1, $2)`, [winId, subject])
    const own = randomUUID()
    await tx.query(`insert into quick_win (win_id, shared_on, prompt, discipline, kind, headline, story, named_subject, unit_id, may_feature) values ($1, '2026-11-01', 'insight', 'CI', 'story', $2, 'x', $3, 'all', true)`, [own, `Win of ${id}`, subject])
    await tx.query(`insert into quick_win_author (win_id, subject, shared_on) values ($1, $2, '2026-11-01')`, [own, subject])
    await tx.query(`insert into reflection (reflection_id, subject, begun_at, shared_version) values ($1, $2, '2026-11-01', 1)`, [reflectionId, subject])
    await tx.query(`insert into reflection_version (reflection_id, version, answers, at) values ($1, 1, '{}', '2026-11-01')`, [reflectionId])
    await tx.query(`insert into customer_view_draft (view_id, subject, base_version, called, content, saved_at) values ($1, $2, 0, 'x', '{}', '2026-11-01')`, [shared.viewId, subject])
  })
  await database.pool.query(`insert into debrief (wave_id, person_id, version, action, at) values ($1, $2, 1, 'I listen', '2026-11-01')`, [shared.waveId, id])
  await database.pool.query(`insert into reminder_last (person_id, reminder_id, day) values ($1, $2, '2026-11-01')`, [id, shared.reminderId])
  await database.pool.query(`insert into reminder_unwanted (person_id) values ($1)`, [id])
  await database.pool.query(`insert into reminder_recipient (reminder_id, person_id, state) values ($1, $2, 'sent')`, [shared.reminderId, id])
  await seeingBuyIn(database.pool, async tx => {
    for (const table of ['buy_in', 'buy_in_before']) await tx.query(`insert into ${table} (person_id, in_it_for_them, stance, version, noted_on, noted_by) values ($1, 'Fewer complaints', 'for', 1, '2026-11-01', 'x')`, [id])
  })
}

async function vote (round: 'before' | 'after'): Promise<void> {
  await database.pool.query(`update forum set state = $1`, [round])
  for (const [i, { subject }] of people.entries()) await actingAs(database.pool, { subject }, tx => tx.query(`insert into forum_vote (forum_id, subject, round, value) values ($1, $2, $3, $4)`, [forumId, subject, round, round === 'after' ? 5 : (i % 5) + 1]))
}
const figures = async () => (await database.pool.query<Record<string, unknown>>(`select * from forum_votes_counted($1)`, [forumId])).rows

beforeAll(async () => {
  database = await databaseOf('program')
  await hear(incoming(unitChanged, 'all', { unitId: 'all', parentId: null, name: 'All', since: '2026-01-05', version: 1 }))
  for (const { id } of people) {
    await comes(id)
    await comesByAccount(id)
  }
  const shared = { practiceId: randomUUID(), viewId: randomUUID(), waveId: randomUUID(), reminderId: randomUUID() }
  await database.pool.query(`insert into practice (practice_id, state, version, discipline, proposed_by, proposed_on) values ($1, 'accepted', 1, 'CI', 'x', '2026-11-01')`, [shared.practiceId])
  await database.pool.query(`insert into customer_view (view_id, unit_id, called, version) values ($1, 'all', 'x', 0)`, [shared.viewId])
  await database.pool.query(`insert into start_wave (wave_id, title, linked_by, linked_at) values ($1, 'x', 'x', '2026-11-01')`, [shared.waveId])
  await database.pool.query(`insert into reminder (reminder_id, subject, text, audience, day, state, made_by) values ($1, 'x', 'x', '{}', '2026-11-01', 'sent', 'x')`, [shared.reminderId])
  await database.pool.query(`insert into forum (forum_id, title, day, statement, state) values ($1, 'x', '2026-11-01', 'x', 'planned')`, [forumId])
  await database.pool.query(`insert into quick_win (win_id, shared_on, prompt, discipline, kind, headline, story, unit_id, may_feature, thanks) values ($1, '2026-11-01', 'insight', 'CI', 'story', 'Of somebody', 'x', 'all', true, 2)`, [winId])
  for (const id of ['ana', 'ben']) await say(id, subjectOf(id), shared)
  for (const round of ['before', 'after'] as const) await vote(round)
  await database.pool.query(`update forum set state = 'ended'`)
})
afterAll(() => database.drop())

test('When somebody leaves and comes back within 31 days, then everything is theirs as it was', async () => {
  await hear(ended(personChanged, 'ana'), ended(accountChanged, 'ana'))
  await run(KEPT_DAYS - 1)
  await comes('ana')
  await comesByAccount('ana')
  await run(KEPT_DAYS + 1)
  expect(await left('ana')).toEqual(everything)
})

test('When 31 days have passed, then what was personal is gone, whichever end was told first, and what others did and what was shown stays', async () => {
  const shown = await figures()
  expect(shown).toMatchObject([{ people: 6, sum_before: 16, sum_after: 30 }])
  await hear(ended(accountChanged, 'ana'), ended(personChanged, 'ana'))
  await run(KEPT_DAYS)
  expect(await left('ana')).toEqual(nothing)
  expect(await left('ben')).toEqual(everything)
  expect(await figures()).toEqual(shown)
  const { rows: wins } = await database.pool.query(`select headline, named_subject is null as unnamed, thanks from quick_win order by headline`)
  expect(wins).toEqual([{ headline: 'Of somebody', unnamed: true, thanks: 2 }, { headline: 'Win of ana', unnamed: true, thanks: 0 }, { headline: 'Win of ben', unnamed: false, thanks: 0 }])
  expect((await database.pool.query<{ text: string }>(`select text from exposure_note`)).rows).toEqual([{ text: 'Heard by ben' }])
  expect((await database.pool.query(`select from reminder_recipient where state = 'sent'`)).rowCount).toBe(2)
  expect((await database.pool.query(`select from leaver`)).rowCount).toBe(0)
})

test('When the database is asked to forget somebody who is here, then it does not', async () => {
  await database.pool.query(`insert into leaver (person_id, subject, left_on) values ('nobody', $1, '2026-01-01'), ('ben', null, '2026-01-01')`, [subjectOf('ben')])
  expect((await database.pool.query(`select forget_leavers('2026-06-01', 100) as done`)).rows).toEqual([{ done: 0 }])
  expect(await left('ben')).toEqual(everything)
})
