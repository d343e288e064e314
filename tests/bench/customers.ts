import { randomUUID } from 'node:crypto'
import { openLog } from '@weft/service-kit/log'
import { databaseOf } from '@weft/testkit/database'
import { openDoor } from '@weft/testkit/door'
import { startPostgres } from '@weft/testkit/postgres'
import { below, seeded } from '@weft/testkit/seeded'
import pg from 'pg'
import { buildApp } from '../../services/program/src/app.ts'
import { compareViewsJob } from '../../services/program/src/conflict/compare-views.job.ts'
import { percentile, type Measured, type Row } from './figure.ts'

const [SEGMENTS, DEPARTMENTS, READS] = [200, 6, 40]

export const row: Row = { title: `${SEGMENTS} segments as ${DEPARTMENTS} departments see each: compared, and read`, measure }

async function measure (): Promise<Measured> {
  const postgres = await startPostgres()
  const [database, door] = [await databaseOf('program', { server: postgres.url }), await openDoor()]
  const deps = { pool: database.pool, log: openLog({ name: 'bench', level: 'error', file: '' }), now: () => new Date(), newId: randomUUID, wake: () => {} }
  const app = buildApp(deps, await door.verifierFor('program'))
  const client = new pg.Client({ connectionString: database.superUrl })
  await client.connect()
  try {
    await fill(client)
    const taken = await timed(() => compareViewsJob(deps).run(new AbortController().signal))
    const { rows: [counted] } = await client.query<{ compared: number, contradictions: number }>(`select count(*)::integer as compared, sum(contradictions)::integer as contradictions from segment_divergence`)
    const shared = await timed(() => client.query(`create extension pg_trgm; select count(*) from customer_view a join customer_view b on a.segment_id = b.segment_id and a.view_id < b.view_id, jsonb_array_elements_text(a.content -> 'needs') x, jsonb_array_elements_text(b.content -> 'needs') y where similarity(x, y) > 0.3`))
    const headers = async () => ({ authorization: await door.tokenFor('program', { subject: 'bench', roles: ['program-office'] }) })
    const segmentId = (await client.query<{ id: string }>(`select segment_id as id from segment order by 1 limit 1`)).rows[0]!.id
    const pages = async (url: string) => percentile(await times(async () => { const reply = await app.inject({ method: 'GET', url, headers: await headers() }); if (reply.statusCode !== 200) throw new Error(reply.body) }), 0.5)
    return {
      figures: [
        { what: `all ${SEGMENTS * DEPARTMENTS * (DEPARTMENTS - 1) / 2} pairs of views compared and stored`, value: taken, unit: 's', target: { below: 60 } },
        { what: 'segments compared', value: counted?.compared ?? 0, unit: 'segments', target: { atLeast: SEGMENTS } },
        { what: 'contradictions told', value: counted?.contradictions ?? 0, unit: 'pairs' },
        { what: 'list of segments, p50', value: await pages('/program/segments'), unit: 'ms', target: { below: 100 } },
        { what: 'one segment with what its departments say, p50', value: await pages(`/program/segments/${segmentId}`), unit: 'ms', target: { below: 100 } },
        { what: 'queue of contradictions, p50', value: await pages('/program/conflicts'), unit: 'ms', target: { below: 100 } }
      ],
      beside: [{ what: 'pg_trgm: needs of the same pairs with similarity over 0.3, nothing kept', value: shared, unit: 's' }],
      ratio: { what: 'comparing over pg_trgm', value: taken / shared }
    }
  } finally {
    await client.end()
    await app.close()
    await database.drop()
    await postgres.stop()
  }
}

const wishes = ['to be called before a visit', 'no calls in the evening', 'a bill on paper', 'everything in the app', 'somebody at the counter', 'never to talk to anybody', 'an answer on the same day', 'the lowest price', 'quality that lasts', 'a fixed price for the year', 'to pay by use', 'the same person each time', 'to book weeks ahead', 'to drop in without booking', 'advice on what to choose', 'to find out alone', 'delivery to the door', 'to fetch it in the shop', 'spare parts for ten years', 'the newest model', 'quiet rooms', 'a place to meet others', 'forms in plain words', 'a contract that can be ended any month']
const who = ['for the family', 'in winter', 'at work', 'on the road', 'with small children', 'after an accident', 'for the club', 'before the season']

async function fill (client: pg.Client): Promise<void> {
  const next = seeded(11)
  const of = (list: readonly string[]) => list[below(next, list.length)]!
  const some = (count: number) => Array.from({ length: count }, () => `${of(wishes)} ${of(who)}`.replace(/^./, letter => letter.toUpperCase()))
  const views = Array.from({ length: SEGMENTS * DEPARTMENTS }, (_, at) => ({ segment: at % SEGMENTS + 1, unit: `u${Math.floor(at / SEGMENTS)}`, content: { needs: some(4), pains: some(2), goals: some(2), life: '', contribution: '' } }))
  await client.query(`insert into unit (unit_id, parent_id, name, since) select 'u' || n, null, 'Unit ' || n, '2026-01-01' from generate_series(0, ${DEPARTMENTS - 1}) n`)
  await client.query(`insert into segment (segment_id, name, description, customers, state, version, views_version) select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Segment ' || n, '', 'external', 'active', 1, 1 from generate_series(1, ${SEGMENTS}) n`)
  await client.query(`
    insert into customer_view (view_id, unit_id, segment_id, called, version, content, written_on)
    select gen_random_uuid(), v.unit, ('00000000-0000-4000-8000-' || lpad(v.segment::text, 12, '0'))::uuid, 'Segment ' || v.segment, 1, v.content, '2026-11-01' from jsonb_to_recordset($1::jsonb) as v (segment integer, unit text, content jsonb)`, [JSON.stringify(views)])
  await client.query('analyze')
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
