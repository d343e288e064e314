import type { MineReply } from '@weft/contracts/commitments/commitment-api'
import type { HandoversReply } from '@weft/contracts/commitments/handover-api'
import type { GoalImportReply } from '@weft/contracts/commitments/import-api'
import { chunksOf } from '@weft/service-kit/chunk'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openQuarterWorld, say, subjectOf, type QuarterWorld } from '../test/quarter-world.ts'
import { actingAsHouse } from './acting-as.ts'

let world: QuarterWorld
type Ask = { url: string, body: object, as: string }
/** A body that each route would take, by its path. */
let asks: Record<string, Ask>

const bad: readonly unknown[] = [
  null, ' ', 'a\u0000@example.org', '\uD83D', '👩‍👩‍👧', 'x'.repeat(20_000), -1, 0, 1.5, 2 ** 31, Number.MAX_SAFE_INTEGER, [], {}, { '\u0000': 'wording' },
  randomUUID(), 'P', 'B', '0000-01-01', '9999-12-31', '2026-02-30', 'https://hooks.slack.com/\u0000', "'; drop table commitment --"
]
// Read by every route in the same way: fewer are enough.
const badVersions = [null, 0, 2 ** 31, Number.MAX_SAFE_INTEGER, '1']
/** Every body that differs from a good one in one place, and some that are none. */
const worsened = (body: object): unknown[] => [
  {}, [], 'text', 17, { ...body, more: 1 },
  ...Object.entries(body).flatMap(([key, value]: [string, unknown]) => [
    ...(key === 'version' ? badVersions : bad).map(one => ({ ...body, [key]: one })),
    ...Array.isArray(value) && typeof value[0] === 'object' ? worsened(value[0] as object).slice(4).map(one => ({ ...body, [key]: [one] })) : [],
    ...Array.isArray(value) ? bad.map(one => ({ ...body, [key]: [one] })) : [],
    ...Array.isArray(value) ? [{ ...body, [key]: [value[0], value[0]] }, { ...body, [key]: Array.from({ length: 200 }, () => value[0] as unknown) }] : []
  ])
]

const of = (personId: string) => `employee ${subjectOf(personId)}`
const written = { wording: 'When it rains, I will', horizon: '3-months', dueOn: null, discipline: 'EM', priorityId: null, practiceId: null, benefits: 'customer', measure: 'Calls', weight: 2, milestone: null }

beforeAll(async () => {
  world = await openQuarterWorld('2026-10-05')
  await world.unit('U-1')
  for (const [id, boss] of [['B', null], ['P', 'B'], ['Q', 'B']] as const) await world.tell(id, boss)
  await world.tell('X', null, { unitId: 'U-2' })
  for (const n of [1, 2, 3]) await world.promise({ n, of: 'P', startsOn: '2026-08-01', dueOn: '2026-12-31' })
  await world.turn()
  await world.turn('2026-12-18')
  const reviewId = (await world.reviewIn('2026-10-01', 'P'))?.id ?? ''
  await world.post('/commitments/mine', { commitmentId: randomUUID(), make: true, ...written, horizon: 'beyond', milestone: { milestoneId: randomUUID(), wording: 'First', dueOn: '2027-06-01' } }, world.ask('P'))
  await world.post('/commitments/people/P/handover', { to: 'Q', commitments: [world.idOf(3)], why: 'x' }, world.ask('B'))
  const { body: { waiting: [handover] } } = await world.get<HandoversReply>('/commitments/handovers', world.ask('Q'))
  const { body: { commitments } } = await world.get<MineReply>('/commitments/mine', world.ask('P'))
  const beyond = commitments.find(({ horizon }) => horizon === 'beyond')
  const { body: run } = await world.upload<GoalImportReply>('/commitments/imports', [{ content: 'Goal,Measure\nCall first,Calls\n', name: 'g.csv' }], world.ask('P'))
  const [own, version] = [`/commitments/commitment/${world.idOf(1)}`, { version: 1 }]
  const [ofBeyond, milestone] = [`/commitments/commitment/${beyond?.commitmentId}`, `/commitments/commitment/${beyond?.commitmentId}/milestones/${beyond?.milestones[0]?.milestoneId}`]
  const review = (step: string, as: string, body: object = {}): Record<string, Ask> => ({ [`/commitments/reviews/:reviewId/${step}`]: { url: `/commitments/reviews/${reviewId}/${step}`, as: of(as), body: { version: 2, ...body } } })
  const items = [say(1, 50, { links: ['https://example.org/a'] })]
  asks = {
    '/commitments/calendar': { url: '/commitments/calendar', as: 'program-office', body: { version: 0, fiscalMonth: 1, timeZone: 'Europe/Madrid', selfDays: 14, bossDays: 14, disputeDays: 14 } },
    '/commitments/commitment/:commitmentId/change': { url: `${own}/change`, as: of('P'), body: { ...version, make: false, ...written } },
    '/commitments/commitment/:commitmentId/drop': { url: `${own}/drop`, as: of('P'), body: { ...version, reason: 'No' } },
    '/commitments/commitment/:commitmentId/partners': { url: `${own}/partners`, as: of('P'), body: { ...version, partners: ['Q'] } },
    '/commitments/commitment/:commitmentId/progress': { url: `${own}/progress`, as: of('P'), body: { ...version, progress: 50 } },
    '/commitments/commitment/:commitmentId/split': { url: `${own}/split`, as: of('P'), body: { ...version, parts: [1, 2].map(() => ({ commitmentId: randomUUID(), wording: 'Part', measure: 'x' })) } },
    '/commitments/commitment/:commitmentId/weight': { url: `${own}/weight`, as: of('B'), body: { ...version, weight: 3 } },
    ...Object.fromEntries(['completion', 'discard', 'opening'].map(act => [`/commitments/commitment/:commitmentId/${act}`, { url: `${own}/${act}`, as: of('P'), body: version }])),
    '/commitments/commitment/:commitmentId/drop-agreement': { url: `${own}/drop-agreement`, as: of('B'), body: version },
    '/commitments/commitment/:commitmentId/milestones': { url: `${ofBeyond}/milestones`, as: of('P'), body: { version: beyond?.version, milestoneId: randomUUID(), wording: 'Next', dueOn: '2027-08-01' } },
    '/commitments/commitment/:commitmentId/milestones/:milestoneId/change': { url: `${milestone}/change`, as: of('P'), body: { version: beyond?.version, wording: 'Other', dueOn: '2027-08-01' } },
    ...Object.fromEntries(['reached', 'removal'].map(act => [`/commitments/commitment/:commitmentId/milestones/:milestoneId/${act}`, { url: `${milestone}/${act}`, as: of('P'), body: { version: beyond?.version } }])),
    '/commitments/erasures': { url: '/commitments/erasures', as: 'program-office', body: { person: 'nobody', reason: 'x' } },
    '/commitments/feed': { url: '/commitments/feed', as: of('P'), body: { withWords: true } },
    '/commitments/handovers/:handoverId/answer': { url: `/commitments/handovers/${handover?.handoverId}/answer`, as: of('Q'), body: { accept: false } },
    '/commitments/imports/:importId/columns': { url: `/commitments/imports/${run.importId}/columns`, as: of('P'), body: { version: run.version, fields: { Goal: 'wording' }, dates: 'day-first', benefits: 'customer', measure: 'x' } },
    ...Object.fromEntries(['application', 'drop'].map(act => [`/commitments/imports/:importId/${act}`, { url: `/commitments/imports/${run.importId}/${act}`, as: of('P'), body: { version: run.version + 7 } }])),
    '/commitments/mine': { url: '/commitments/mine', as: of('P'), body: { commitmentId: randomUUID(), make: false, ...written, horizon: 'beyond', milestone: { milestoneId: randomUUID(), wording: 'First', dueOn: '2027-06-01' } } },
    '/commitments/people/:personId/absences': { url: '/commitments/people/P/absences', as: of('B'), body: { absenceId: randomUUID(), from: '2026-12-01', to: '2026-12-03' } },
    '/commitments/people/:personId/handover': { url: '/commitments/people/P/handover', as: of('B'), body: { to: 'nobody', commitments: [world.idOf(2)], why: 'x' } },
    '/commitments/reminders/mine': { url: '/commitments/reminders/mine', as: of('P'), body: { wanted: false } },
    '/commitments/reminders/rules': { url: '/commitments/reminders/rules', as: 'program-office', body: { weeklyCap: 2, fromHour: 8, toHour: 18 } },
    ...review('agree', 'P'), ...review('reopening', 'P'), ...review('reopening/consent', 'P'), ...review('hand-over/end', 'B'), ...review('skip-self', 'B'),
    ...review('dispute', 'P', { reason: 'No' }), ...review('boss', 'B', { items }), ...review('settle', 'B', { values: [{ commitmentId: world.idOf(1), value: 50 }] }), ...review('self', 'P', { items }),
    ...review('hand-over', 'B', { email: 'nobody@example.org', until: '2026-12-30', why: 'delegation' }),
    '/commitments/reviews/:reviewId/reviewer': { url: `/commitments/reviews/${reviewId}/reviewer`, as: 'program-office', body: { version: 2, email: 'nobody@example.org' } },
    '/commitments/reviews/:reviewId/draft': { url: `/commitments/reviews/${reviewId}/draft`, as: of('P'), body: { items } },
    '/commitments/webhooks': { url: '/commitments/webhooks', as: 'program-office', body: { kind: 'slack', address: 'https://hooks.slack.com/x' } }
  }
})
afterAll(() => world.close())

/** Everything that the service keeps, as hashes; drafts of reviews are their authors' alone. */
const everything = () => actingAsHouse(world.pool, async tx => {
  const { rows } = await tx.query<{ name: string }>(/* sql */ `select c.relname as name from pg_class c join pg_namespace s on s.oid = c.relnamespace where s.nspname = 'public' and c.relkind = 'r' and has_table_privilege(c.oid, 'select') order by 1`)
  const { rows: [all] } = await tx.query<Record<string, string | null>>(`select ${rows.map(({ name }) => `(select md5(string_agg(t::text, '' order by t::text)) from "${name}" t) as "${name}"`).join()}`)
  return all
})

describe('bad input at the doors', () => {
  test('When a body differs from a good one anywhere, then it is taken or refused with a code, never a fault of ours, and what is refused changes nothing', async () => {
    const faults: string[] = []
    for (const [path, { url, body, as }] of Object.entries(asks)) {
      let before = await everything()
      for (const some of chunksOf(worsened(body), 20)) {
        const answers = await Promise.all(some.map(async one => ({ one, ...await world.post<object>(url, one as object, { as }) })))
        for (const { one, status, body: answer } of answers) if (status >= 500 || (status >= 400 && answer.code === undefined)) faults.push(`${path} ${status} ${JSON.stringify(one).slice(0, 300)}`)
        if (answers.some(({ status }) => status < 400)) before = await everything()
      }
      const after = await everything()
      for (const [table, hash] of Object.entries(after ?? {})) if (hash !== before?.[table]) faults.push(`${path}: refused, and ${table} changed`)
    }
    expect(faults).toEqual([])
  }, 60_000)

  test('No route that writes is left out', () => {
    const bodiless = ['/commitments/feed/end', '/commitments/handovers/:handoverId/withdrawal', '/commitments/people/:personId/absences/:absenceId/withdrawal', '/commitments/webhooks/:webhookId/end', '/commitments/imports']
    expect(world.app.routeList.flatMap(({ method, url }) => method === 'POST' ? [url] : []).toSorted()).toEqual([...Object.keys(asks), ...bodiless].toSorted())
  })

  test('When a stranger asks for what is somebody’s, with all that is right, then there is no such thing, and nothing changes', async () => {
    const before = await everything()
    for (const [path, { url, body }] of Object.entries(asks).filter(([one]) => one.includes(':'))) {
      const { status } = await world.post(url, body, { as: of('X') })
      expect([path, [403, 404].includes(status)]).toEqual([path, true])
    }
    expect(await everything()).toEqual(before)
  })

  test.each(['%00', 'x', '..%2F..', 'nobody', '%F0%9F%98%80', randomUUID(), '0'.repeat(5_000)])('When an address names %s, then nothing is found there', async id => {
    for (const { method, url } of world.app.routeList.filter(route => route.url.includes(':'))) {
      const { status } = method === 'GET' ? await world.get(url.replaceAll(/:\w+/g, id)) : await world.post(url.replaceAll(/:\w+/g, id), {})
      expect([url, status >= 400 && status < 500]).toEqual([url, true])
    }
  })
})
