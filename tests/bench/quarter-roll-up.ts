import { randomUUID } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { startPostgres } from '@weft/testkit/postgres'
import { below, seeded, shuffled } from '@weft/testkit/seeded'
import pg from 'pg'
import { buildApp } from '../../services/commitments/src/app.ts'
import { rollUpQuartersJob } from '../../services/commitments/src/roll-up/roll-up-quarters.job.ts'
import { Browser, openDoorWorld } from '../../services/web/test/door-world.ts'
import { sampleScript } from '../../services/web/test/sample-answers.ts'
import { percentile, type Measured, type Row } from './figure.ts'

const [PEOPLE, EACH, TEAM, DEPARTMENT, DIVISION, PAGES] = [100_000, 3, 9, 25, 20, 100]
const [TEAMS, DEPARTMENTS, DIVISIONS] = [Math.ceil(PEOPLE / TEAM), Math.ceil(PEOPLE / TEAM / DEPARTMENT), Math.ceil(PEOPLE / TEAM / DEPARTMENT / DIVISION)]

export const row: Row = { title: `The roll-up of ${PEOPLE.toLocaleString('en')} people with ${EACH} commitments each, in ${TEAMS.toLocaleString('en')} teams, and its page`, measure }

/** Beside the job: the same means in one statement of SQL, over indices that are there already and without any rule of what may be shown. Beside the page: one that asks no service. */
async function measure (): Promise<Measured> {
  const postgres = await startPostgres()
  const [database, ofDoor] = [await databaseOf('commitments', { server: postgres.url }), await databaseOf('web', { server: postgres.url })]
  const client = new pg.Client({ connectionString: database.superUrl })
  await client.connect()
  try {
    await writeQuarter(client)
    const deps = { pool: database.pool, log: openLog({ name: 'commitments', level: 'silent', file: '' }), now: () => new Date('2027-02-01T09:00:00Z'), newId: randomUUID, wake: () => {}, doorOrigin: 'http://localhost:9', webhookHosts: [] }
    const job = rollUpQuartersJob(deps)
    const waits = monitorEventLoopDelay({ resolution: 5 })
    waits.enable()
    const made = await timed(() => job.run(new AbortController().signal))
    waits.disable()
    const idle = await timed(() => job.run(new AbortController().signal))
    await client.query('analyze')
    const bare = await timed(() => client.query(/* sql */ `
      select substr(u.unit_id, 3)::int as team, substr(u.unit_id, 3)::int / ${DEPARTMENT} as department, substr(u.unit_id, 3)::int / ${DEPARTMENT * DIVISION} as division, count(*), avg((s.items > 0)::int), count(s.agreed_value), avg(s.agreed_value),
             avg(s.self_value - s.boss_value), avg(abs(s.self_value - s.boss_value)), avg((s.by_horizon->>'3-months')::int), avg((s.by_horizon->>'6-months')::int), avg((s.by_horizon->>'beyond')::int), avg((s.by_discipline->>'CI')::int), avg((s.by_discipline->>'EM')::int)
        from success_index s join review r using (review_id) join unit u on u.unit_id = r.unit_id where s.quarter = '2026-10-01' group by rollup (3, 2, 1)`))
    const { rows: [shown] } = await client.query<{ all: number, shown: number, index: number }>(/* sql */ `select count(*)::int as all, count(g.figures)::int as shown, count(*) filter (where g.figures->>'index' is not null)::int as index from roll_up_group g`)
    const pages = await pagesOf(ofDoor, deps)
    return {
      figures: [
        { what: 'made: everybody’s index, what may be shown, kept and told', value: made, unit: 's' },
        { what: 'longest wait of other requests meanwhile', value: waits.max / 1e6, unit: 'ms' },
        { what: 'the job again, with nothing to do', value: idle * 1_000, unit: 'ms' },
        { what: 'the route, the first visit of all', value: pages.first, unit: 'ms' },
        ...(['route, units that nobody saw before', 'route, seen before', 'whole page at the door, units that nobody saw before', 'whole page at the door, seen before'] as const).flatMap(what => [0.5, 0.95].map(share => (
          { what: `the ${what}, p${100 * share}`, value: percentile(pages.times[what], share), unit: 'ms', target: { below: 50 } })))
      ],
      beside: [{ what: 'the same means by one SQL statement, without any rule', value: bare, unit: 's' }, { what: 'a page of the door that asks no service, p50', value: percentile(pages.bare, 0.5), unit: 'ms' }],
      ratio: { what: 'making over bare means', value: made / bare },
      notes: [`${shown?.all.toLocaleString('en')} units, ${shown?.shown.toLocaleString('en')} with coverage and ${shown?.index.toLocaleString('en')} with an index shown. The service and the door share a process here.`]
    }
  } finally {
    await client.end()
    await ofDoor.drop()
    await database.drop()
    await postgres.stop()
  }
}

/** A final quarter as reviews leave it: 85 % end with values, by the boss of the team; bosses of teams are reviewed by their department's. */
async function writeQuarter (client: pg.Client): Promise<void> {
  const team = `(g / ${TEAM})`
  const boss = `case when g % ${TEAM} > 0 then 'P-' || ${team} * ${TEAM} when ${team} % ${DEPARTMENT} > 0 then 'P-' || ${team} / ${DEPARTMENT} * ${DEPARTMENT * TEAM} when g > 0 then 'P-0' end`
  const state = `case when g % 20 < 17 then 'closed' else 'missed' end`
  const item = `from generate_series(0, ${PEOPLE * EACH - 1}) i, lateral (select i / ${EACH} as g) p`
  const progress = (salt: number) => `25 * ((hashint4(i + ${salt}) & 7) % 5)`
  await client.query(/* sql */ `
    insert into unit select 'C', null, 'Company', '2026-01-01';
    insert into unit select 'V-' || v, 'C', 'Division ' || v, '2026-01-01' from generate_series(0, ${DIVISIONS - 1}) v;
    insert into unit select 'D-' || d, 'V-' || d / ${DIVISION}, 'Department ' || d, '2026-01-01' from generate_series(0, ${DEPARTMENTS - 1}) d;
    insert into unit select 'T-' || t, 'D-' || t / ${DEPARTMENT}, 'Team ' || t, '2026-01-01' from generate_series(0, ${TEAMS - 1}) t;
    insert into person select 'P-' || g, 'N' || g, 'n' || g || '@example.org', 'T-' || ${team}, ${boss}, 'staff', '2026-01-01' from generate_series(0, ${PEOPLE - 1}) g;
    insert into quarter (starts_on, ends_on, label, review_from, boss_by, final_on, state) values ('2026-10-01', '2026-12-31', 'Q4 2026', '2026-12-17', '2027-01-14', '2027-01-28', 'final');
    insert into commitment (commitment_id, person_id, state, version, wording, horizon, starts_on, due_on, discipline, benefits, measure, weight, made_on)
      select ('018f0000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'P-' || g, 'open', 1, 'When a claim is late I call', (array['3-months', '6-months', 'beyond'])[1 + (hashint4(i) & 15) % 3], '2026-08-01', '2027-03-31',
             (array['CI', 'CF', 'KI', 'KF', 'PV', 'EM', 'CC', 'SA', null])[1 + (hashint4(i + 7) & 255) % 9], 'customer', 'Calls', 1 + (hashint4(i + 11) & 7) % 3, '2026-08-01' ${item};
    insert into counted (quarter, commitment_id, person_id, weight, parts, horizon, discipline, starts_on, due_on, since)
      select '2026-10-01', c.commitment_id, c.person_id, c.weight, c.parts, c.horizon, c.discipline, c.starts_on, c.due_on, 'opening' from commitment c;
    insert into review (review_id, quarter, person_id, unit_id, frozen_boss_id, boss_id, line_boss_id, state, version, settled, state_since)
      select ('018f0000-0000-7000-9000-' || lpad(to_hex(g), 12, '0'))::uuid, '2026-10-01', 'P-' || g, 'T-' || ${team}, ${boss}, ${boss}, ${boss}, ${state}, 6, case ${state} when 'closed' then 'agreed' end, '2027-01-28' from generate_series(0, ${PEOPLE - 1}) g;
    insert into review_item (review_id, commitment_id, self_value, boss_value, agreed_value)
      select ('018f0000-0000-7000-9000-' || lpad(to_hex(g), 12, '0'))::uuid, ('018f0000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, ${progress(1)}, case ${state} when 'closed' then ${progress(2)} end, case ${state} when 'closed' then ${progress(2)} end ${item};
    insert into review_event (review_id, seq, at, by_person, command, data)
      select r.review_id, e.seq, '2027-01-10', case e.seq when 3 then r.person_id when 4 then r.boss_id end, e.command, '{}' from review r, (values (1, 'frozen'), (2, 'opened'), (3, 'self-submitted'), (4, 'boss-submitted'), (5, 'agreed'), (6, 'closed')) e (seq, command) where r.state = 'closed' or e.seq < 4`)
  await client.query('analyze')
}

type Deps = Parameters<typeof buildApp>[0]

/** The route as the service gives it over HTTP, and the page as a browser gets it. */
async function pagesOf (ofDoor: TestDatabase, deps: Deps) {
  const app = buildApp(deps, async () => ({ subject: 'bench', roles: ['program-office'], scopes: [] }))
  const service = await app.listen({ host: '127.0.0.1', port: 0 })
  const door = await openDoorWorld({
    appUrl: ofDoor.appUrl, ownerUrl: ofDoor.ownerUrl, env: { LIMIT_PAGES_PER_MINUTE: '0' },
    script: { ...sampleScript(), 'GET /commitments/roll-up': async (request, reply) => reply.type('application/json').send(await (await fetch(`${service}${request.url}`)).text()) }
  })
  try {
    const browser = new Browser()
    await browser.signIn(door.origin, 'office@localhost')
    const get = async (origin: string, path: string) => {
      const answer = await browser.go(`${origin}${path}`)
      await answer.text()
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`)
    }
    const random = seeded(5)
    const units = shuffled(random, [...Array.from({ length: DEPARTMENTS }, (_, at) => `D-${at}`), ...Array.from({ length: DIVISIONS }, (_, at) => `V-${at}`)])
    const unseen = (origin: string, from: number) => times(PAGES, at => get(origin, `/commitments/roll-up?under=${units[from + at]}`))
    const seen = (origin: string) => times(PAGES, () => get(origin, below(random, 2) === 0 ? '/commitments/roll-up' : `/commitments/roll-up?under=${units[0]}`))
    const first = await timed(() => get(service, '/commitments/roll-up'))
    return {
      first: first * 1_000,
      times: {
        'route, units that nobody saw before': await unseen(service, 1), 'route, seen before': await seen(service),
        'whole page at the door, units that nobody saw before': await unseen(door.origin, PAGES + 1), 'whole page at the door, seen before': await seen(door.origin)
      },
      bare: await times(PAGES, () => get(door.origin, '/who-sees-what'))
    }
  } finally {
    await door.stop()
    await app.close()
  }
}

/** Milliseconds of each. */
async function times (count: number, work: (at: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let at = 0; at < count; at++) taken.push(1_000 * await timed(() => work(at)))
  return taken
}

async function timed (work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1_000
}
