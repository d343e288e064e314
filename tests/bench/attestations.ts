import { randomUUID } from 'node:crypto'
import { openLog } from '@weft/service-kit/log'
import { databaseOf } from '@weft/testkit/database'
import { openDoor } from '@weft/testkit/door'
import { startPostgres } from '@weft/testkit/postgres'
import pg from 'pg'
import { buildApp } from '../../services/program/src/app.ts'
import { percentile, type Measured, type Row } from './figure.ts'

const [PEOPLE, UNITS, READS] = [100_000, 14_000, 60]

export const row: Row = { title: `${PEOPLE.toLocaleString('en')} people attest three priorities: counted, shown, read; ${UNITS.toLocaleString('en')} units`, measure }

async function measure (): Promise<Measured> {
  const postgres = await startPostgres()
  const [database, door] = [await databaseOf('program', { server: postgres.url }), await openDoor()]
  const app = buildApp({ pool: database.pool, log: openLog({ name: 'bench', level: 'error', file: '' }), now: () => new Date(), newId: randomUUID, wake: () => {} }, await door.verifierFor('program'))
  try {
    const headers = async () => ({ authorization: await door.tokenFor('program', { subject: 'bench', roles: ['program-office'] }) })
    const send = async (url: string, payload: object) => app.inject({ method: 'POST', url, payload, headers: await headers() })
    const read = async (url: string) => app.inject({ method: 'GET', url, headers: await headers() })
    const priority = (title: string) => ({ priorityId: null, title, why: 'For the bench.', disciplines: ['CI'], measure: 'By the bench' })
    await send('/program/priorities/draft', { edit: 0, content: { priorities: ['One', 'Two', 'Three'].map(priority) } })
    await send('/program/priorities/publication', { edit: 1 })
    const plain = await fill(database.superUrl)
    const counted = await timed(async () => { const reply = await send('/program/same-page/releases', { version: 1 }); if (reply.statusCode !== 201) throw new Error(reply.body) })
    const whole = (await read('/program/same-page')).json<{ whole: { everybody: { n: number, mean: number }[] } }>().whole.everybody
    const wrong = whole.filter(({ n, mean }, place) => n !== plain.means[place]?.n || Math.abs(mean - (plain.means[place]?.mean ?? 0)) > 5e-5).length
    const pages = await times(() => read('/program/same-page?under=u1'))
    const tops = await times(() => read('/program/same-page'))
    return {
      figures: [
        { what: 'everybody counted, pooled, shown, with an event for each group', value: counted, unit: 's', target: { below: 60 } },
        { what: 'the whole with the units at the top, p50', value: percentile(tops, 0.5), unit: 'ms', target: { below: 100 } },
        { what: 'the first hundred units of a division, p50', value: percentile(pages, 0.5), unit: 'ms', target: { below: 100 } },
        { what: 'the same, p95', value: percentile(pages, 0.95), unit: 'ms' },
        { what: 'means of the whole that are not those of plain SQL, of 9', value: wrong, unit: 'means', target: { atMost: 0 } }
      ],
      beside: [{ what: 'plain SQL: n, mean and variance of the same rows by unit, no rule, nothing kept', value: plain.seconds, unit: 's' }],
      ratio: { what: 'counting over plain SQL', value: counted / plain.seconds }
    }
  } finally {
    await app.close()
    await database.drop()
    await postgres.stop()
  }
}

/** Units in three levels of which the widest has 20 below each, people evenly over them, a twentieth leaders, a thirtieth of ratings refused; and the same sums by plain SQL. */
async function fill (url: string): Promise<{ seconds: number, means: { n: number, mean: number }[] }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`insert into unit (unit_id, parent_id, name, since) select 'u' || n, case when n = 0 then null when n <= 30 then 'u0' when n <= 700 then 'u' || (1 + n % 30) else 'u' || (31 + n % 670) end, 'Unit ' || n, '2026-01-01' from generate_series(0, ${UNITS - 1}) n`)
    await client.query(`insert into person (person_id, name, email, unit_id, boss_id, rank, since) select 'p' || n, 'P', 'p@example.org', 'u' || (n * 7919 % ${UNITS}), null, case when n % 20 = 0 then 'leader' else 'staff' end, '2026-01-01' from generate_series(1, ${PEOPLE}) n`)
    await client.query(`insert into account (person_id, subject) select 'p' || n, gen_random_uuid() from generate_series(1, ${PEOPLE}) n`)
    await client.query(`
      insert into attestation (version, subject, ratings)
      select 1, a.subject, (select array_agg(case when abs(hashint4(substr(a.person_id, 2)::integer * 9 + place)) % 30 = 0 then null else (1 + abs(hashint4(substr(a.person_id, 2)::integer * 31 + place)) % 5)::smallint end order by place) from generate_series(0, 8) place)
        from account a`)
    await client.query('analyze')
    const seconds = await timed(() => client.query(`select p.unit_id, r.place, count(r.rating), avg(r.rating), var_samp(r.rating) from attestation t join account a using (subject) join person p using (person_id), unnest(t.ratings) with ordinality as r (rating, place) group by 1, 2`))
    const { rows } = await client.query<{ n: number, mean: number }>(`select count(r.rating)::integer as n, avg(r.rating)::float8 as mean from attestation t, unnest(t.ratings) with ordinality as r (rating, place) group by r.place order by r.place`)
    return { seconds, means: rows }
  } finally {
    await client.end()
  }
}

async function timed (work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

async function times (work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let at = 0; at < READS; at++) taken.push(await timed(work) * 1000)
  return taken
}
