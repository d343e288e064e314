import { randomUUID } from 'node:crypto'
import { databaseOf } from '@weft/testkit/database'
import { startPostgres } from '@weft/testkit/postgres'
import pg from 'pg'
import { turnQuartersJob } from '../../services/commitments/src/review/turn-quarters.job.ts'
import type { Measured, Row } from './figure.ts'

const [PEOPLE, EACH] = [100_000, 3]

export const row: Row = { title: `A quarter opens for ${PEOPLE.toLocaleString('en')} people with ${EACH} commitments each, and its reviews begin`, measure }

/** Beside the job: the plain rows alone, two inserts without rules, history and events. */
async function measure (): Promise<Measured> {
  const postgres = await startPostgres()
  const database = await databaseOf('commitments', { server: postgres.url })
  const client = new pg.Client({ connectionString: database.superUrl })
  await client.connect()
  try {
    await client.query(`insert into person select 'P-' || g, 'N' || g, 'n' || g || '@example.org', 'U-' || (g % 2000), case when g > 1 then 'P-' || (g / 8 + 1) end, 'staff', '2026-01-01' from generate_series(1, ${PEOPLE}) g`)
    await client.query(`
      insert into commitment (commitment_id, person_id, state, version, wording, horizon, starts_on, due_on, benefits, measure, weight, made_on)
      select gen_random_uuid(), 'P-' || (g % ${PEOPLE} + 1), 'open', 1, 'When a claim is late I call', '3-months', '2026-08-01', '2026-12-31', 'customer', 'Calls', 2, '2026-08-01' from generate_series(1, ${PEOPLE * EACH}) g`)
    await client.query('analyze')
    const run = (now: string) => timed(() => turnQuartersJob({ pool: database.pool, now: () => new Date(now), newId: randomUUID, wake: () => {} }).run(new AbortController().signal))
    const [open, idle, begin] = [await run('2026-10-01T09:00:00Z'), await run('2026-10-01T09:01:00Z'), await run('2026-12-17T09:00:00Z')]
    const bare = await timed(() => client.query(`
      create temp table bare_counted as select '2026-10-01'::date as quarter, c.commitment_id, c.person_id, c.weight, c.due_on from commitment c where c.state = 'open';
      create temp table bare_review as select gen_random_uuid() as id, p.person_id, p.boss_id, p.unit_id from person p`))
    return {
      figures: [
        { what: 'opened: counted, reviews, history and events, in one transaction', value: open, unit: 's', target: { below: 60 } },
        { what: 'the job again, with nothing to do', value: idle, unit: 's' },
        { what: 'reviews of everybody begun, with history and events', value: begin, unit: 's' }
      ],
      beside: [{ what: 'the bare rows copied into tables without keys, rules or events', value: bare, unit: 's' }],
      ratio: { what: 'opening over bare rows', value: open / bare }
    }
  } finally {
    await client.end()
    await database.drop()
    await postgres.stop()
  }
}

async function timed (work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}
