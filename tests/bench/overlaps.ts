import { randomUUID } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openLog } from '@weft/service-kit/log'
import { databaseOf } from '@weft/testkit/database'
import { openDoor } from '@weft/testkit/door'
import { startPostgres } from '@weft/testkit/postgres'
import pg from 'pg'
import { buildApp } from '../../services/program/src/app.ts'
import { findOverlapsJob } from '../../services/program/src/overlap/find-overlaps.job.ts'
import { percentile, type Measured, type Row } from './figure.ts'
import { manyProjects, type Planted } from './many-projects.ts'

const [PROJECTS, PLANTED, READS] = [5_000, 100, 40]
const TRIGRAM_LIKE = 0.6

export const row: Row = { title: `${PROJECTS.toLocaleString('en')} projects are laid side by side, and read`, measure }

async function measure (): Promise<Measured> {
  const postgres = await startPostgres()
  const [database, door] = [await databaseOf('program', { server: postgres.url }), await openDoor()]
  const deps = { pool: database.pool, log: openLog({ name: 'bench', level: 'error', file: '' }), now: () => new Date(), newId: randomUUID, wake: () => {} }
  const app = buildApp(deps, await door.verifierFor('program'))
  const client = new pg.Client({ connectionString: database.superUrl })
  await client.connect()
  try {
    const { projects, pairs } = manyProjects(PROJECTS, PLANTED)
    await client.query(`
      insert into initiative (initiative_id, title, goal, owner, sponsor, unit, disciplines, customers, source_format, created_by, created_at, changed_at)
      select p.id, p.title, p.goal, p.owner, p.sponsor, p.unit, p.disciplines, p.customers, 'by-hand', 'bench', now(), now()
        from jsonb_to_recordset($1::jsonb) as p (id uuid, title text, goal text, owner text, sponsor text, unit text, disciplines text[], customers text)`, [JSON.stringify(projects)])
    await client.query('analyze')
    const waits = monitorEventLoopDelay({ resolution: 5 })
    waits.enable()
    const taken = await timed(() => findOverlapsJob(deps).run(new AbortController().signal))
    waits.disable()
    await client.query('analyze') // as the database does by itself within a minute
    const trigram = await trigrams(client)
    const found = await foundOf(client, pairs, `select a::text, b::text from overlap_finding where kind = 'duplicate'`)
    const { rows: [count] } = await client.query<{ duplicates: number }>(`select count(*) filter (where kind = 'duplicate')::integer as duplicates from overlap_finding`)
    const headers = async () => ({ authorization: await door.tokenFor('program', { subject: 'bench', roles: ['program-office'] }) })
    const pages = async (url: string) => percentile(await times(async () => { const reply = await app.inject({ method: 'GET', url, headers: await headers() }); if (reply.statusCode !== 200) throw new Error(reply.body) }), 0.5)
    return {
      figures: [
        { what: 'all read, compared, told in words and stored', value: taken, unit: 's', target: { below: 60 } },
        { what: 'longest wait of other requests meanwhile', value: waits.max / 1e6, unit: 'ms' },
        { what: `planted pairs found, of ${PLANTED} retold with words left out`, value: found.retold, unit: 'pairs' },
        { what: `planted pairs found, of ${PLANTED} in other words`, value: found.inOtherWords, unit: 'pairs' },
        { what: 'pairs told as duplicates in all, at most 5 a project', value: count?.duplicates ?? Number.NaN, unit: 'pairs' },
        { what: 'list of overlaps, p50', value: await pages('/program/overlaps?kind=duplicate'), unit: 'ms', target: { below: 100 } },
        { what: 'list of projects, p50', value: await pages('/program/initiatives'), unit: 'ms', target: { below: 100 } }
      ],
      beside: [
        { what: `pg_trgm: pairs with similarity ≥ ${TRIGRAM_LIKE}, index, nothing else`, value: trigram.seconds, unit: 's' },
        { what: `pg_trgm: planted found, retold`, value: (await foundOf(client, pairs, trigram.pairs)).retold, unit: 'pairs' },
        { what: `pg_trgm: planted found, in other words`, value: (await foundOf(client, pairs, trigram.pairs)).inOtherWords, unit: 'pairs' },
        { what: `pg_trgm: pairs in all`, value: trigram.count, unit: 'pairs' }
      ],
      ratio: { what: 'finding over pg_trgm', value: taken / trigram.seconds }
    }
  } finally {
    await client.end()
    await app.close()
    await database.drop()
    await postgres.stop()
  }
}

/** What a database does by itself: pairs of texts that share most runs of three letters. */
async function trigrams (client: pg.Client): Promise<{ seconds: number, count: number, pairs: string }> {
  await client.query(`create extension pg_trgm; create temp table said as select initiative_id::text as id, title || '. ' || goal as text from initiative; create index on said using gin (text gin_trgm_ops); analyze said; set pg_trgm.similarity_threshold = ${TRIGRAM_LIKE}`)
  const seconds = await timed(() => client.query(`create temp table trigram as select a.id as a, b.id as b from said a join said b on a.text % b.text and a.id < b.id`))
  const { rows: [{ count } = { count: Number.NaN }] } = await client.query<{ count: number }>(`select count(*)::integer as count from trigram`)
  return { seconds, count, pairs: `select a, b from trigram` }
}

async function foundOf (client: pg.Client, planted: Planted, query: string): Promise<Record<keyof Planted, number>> {
  const { rows } = await client.query<{ a: string, b: string }>(query)
  const found = new Set(rows.map(({ a, b }) => [a, b].sort().join()))
  const of = (pairs: [string, string][]) => pairs.filter(pair => found.has([...pair].sort().join())).length
  return { retold: of(planted.retold), inOtherWords: of(planted.inOtherWords) }
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
