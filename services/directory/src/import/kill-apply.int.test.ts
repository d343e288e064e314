import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ImportRunReply } from '@weft/contracts/directory/api'
import { openPool } from '@weft/service-kit/database'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { openDoor, type TestDoor } from '@weft/testkit/door'
import { freePort } from '@weft/testkit/free-port'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** Enough that each step of applying takes long enough to be hit; more by hand. */
const PEOPLE = Number(process.env['IMPORT_PEOPLE'] ?? 8_000)
const main = join(import.meta.dirname, '../main.ts')
let database: TestDatabase
let door: TestDoor
/** Sees what the service's connections are at. */
let watcher: ReturnType<typeof openPool>
let port: number
let child: ChildProcess | undefined

beforeAll(async () => {
  [database, door, port] = await Promise.all([databaseOf('directory'), openDoor(), freePort()])
  watcher = openPool(database.superUrl, { onIdleError: () => {} })
})
afterAll(async () => {
  await kill()
  await watcher.end()
  await database.drop()
})

async function start (): Promise<void> {
  child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PORT: String(port), DATABASE_URL: database.appUrl, MIGRATION_DATABASE_URL: database.ownerUrl, DOOR_PUBLIC_KEY: JSON.stringify(door.publicKey), EVENTS: 'postgres', LOG_LEVEL: 'silent' }
  })
  await until(async () => (await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null))?.ok === true)
}

async function kill (): Promise<void> {
  const victim = child
  child = undefined
  if (victim === undefined || victim.exitCode !== null || victim.signalCode !== null) return
  const gone = once(victim, 'exit')
  victim.kill('SIGKILL')
  await gone
}

async function until (isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !await isSo();) {
    if (Date.now() > end) throw new Error('It did not come to that within 20 s.')
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

const call = async (path: string, body?: object | FormData): Promise<ImportRunReply & { code?: string }> => {
  const { authorization } = await door.as('directory', 'program-office')
  const isForm = body instanceof FormData
  const reply = await fetch(`http://127.0.0.1:${port}/organisation/${path}`, {
    method: body === undefined ? 'GET' : 'POST', headers: { authorization, ...body !== undefined && !isForm && { 'content-type': 'application/json' } },
    ...body !== undefined && { body: isForm ? body : JSON.stringify(body) }
  })
  return reply.json() as Promise<ImportRunReply & { code?: string }>
}
const formOf = (files: Record<string, string>) => {
  const form = new FormData()
  for (const [name, content] of Object.entries(files)) form.set(name, new Blob([content], { type: 'text/csv' }), `${name}.csv`)
  return form
}
const ready = async (people: string) => {
  const { runId, mapping } = await call('import-runs', formOf({ people }))
  const run = await call(`import-runs/${runId}/mapping`, mapping)
  expect(run.state).toBe('ready')
  return run
}

const units = 'unit,parent,name\nall,,Company\neast,all,East\n'
const head = 'person,name,email,unit,boss,rank,role,sign_in\nana,Ana,ana@example.org,all,,leader,program-office,ana@localhost\n'
const crowd = (from: number, to: number, unit: string) => Array.from({ length: to - from }, (_, i) => `p${from + i},Person ${from + i},p${from + i}@example.org,${unit},ana,staff,,\n`).join('')

/** Everything that an import writes, as one line a table; and all its events, sent or not. Accounts are told by a job of their own. */
const everything = async () => {
  const tables = ['organisation_version', 'unit', 'unit_version', 'person', 'person_version']
  const prints = await Promise.all(tables.map(async table => (await database.pool.query<{ print: string }>(`select count(*) || ' ' || coalesce(sum(hashtextextended((to_jsonb(t) - 'account_told')::text, 0)), 0) as print from ${table} t`)).rows[0]?.print))
  return [...prints, await events()]
}
const events = async () => {
  // Each once: an event may be on its way from one to the other. Without p0, who leaves: once told, that takes out what was said of p0 before.
  const { rows: [counted] } = await watcher.query<{ events: number }>('select count(*)::integer as events from (select id::text, key, topic from outbox union select id, key, topic from event_log) as e where key <> $1 and topic <> $2', ['p0', 'int.directory.account.v1'])
  return counted?.events
}

/** Whether the service is at a statement, or has just ended one, that begins so. */
const isAt = (statement: string) => async () => (await watcher.query(
  `select from pg_stat_activity where datname = $1 and usename = 'directory' and state in ('active', 'idle in transaction') and query like $2`, [database.name, `%${statement}%`])).rows.length > 0

/** Kills the service at a point of applying, and starts it again. Gives the answer, if there was one before. */
async function applyAndKill (runId: string, point: () => Promise<boolean>, thenDo: () => Promise<unknown> = async () => undefined): Promise<ImportRunReply | null> {
  const applied = call(`import-runs/${runId}/apply`, {}).catch(() => null)
  await until(point)
  await kill()
  await thenDo()
  const answer = await applied
  await start()
  return answer
}

test(`When the service is killed at any point of applying ${PEOPLE} people, then the organisation is as before or as after, and the import can be applied or dropped`, async () => {
  await start()
  await call('imports', formOf({ units, people: head + crowd(0, 50, 'all') }))
  await until(async () => (await watcher.query('select from outbox')).rows.length === 0)
  const before = await everything()

  const small = await ready(head + crowd(0, 50, 'east'))
  // Few people are quick: their import is held where it stores its events.
  const holder = await watcher.connect()
  await holder.query('begin; lock table outbox in share row exclusive mode')
  expect(await applyAndKill(small.runId, isAt('insert into outbox'), () => holder.query('rollback'))).toBeNull()
  holder.release()
  expect(await everything()).toEqual(before)
  expect(await call(`import-runs/${small.runId}/drop`, {})).toMatchObject({ state: 'dropped' })
  expect((await watcher.query('select from import_part')).rowCount).toBe(0)

  const run = await ready(head + crowd(1, 40, 'east') + crowd(40, PEOPLE, 'all'))
  expect(run.preview).toMatchObject({ people: { added: PEOPLE - 50, changed: 39, ended: 1 } })
  for (const point of ['insert into person_version', 'insert into outbox']) {
    expect(await applyAndKill(run.runId, isAt(point)), point).toBeNull()
    expect(await everything(), point).toEqual(before)
    expect(await call(`import-runs/${run.runId}`), point).toEqual(run)
  }

  await applyAndKill(run.runId, async () => (await watcher.query('select from organisation_version')).rows.length === 2)
  expect(await call(`import-runs/${run.runId}`)).toMatchObject({ state: 'applied', version: 2 })
  // Units, people but p0 and marker of the first import; everybody new or changed, and the marker, of the second.
  expect(await events()).toBe(2 + 50 + 1 + (PEOPLE - 50 + 39) + 1)
  const after = await everything()
  expect(await call(`import-runs/${run.runId}/apply`, {}), 'A second time').toMatchObject({ state: 'applied', version: 2 })
  expect(await everything()).toEqual(after)
  const { rows: [people] } = await watcher.query<{ now: number }>('select count(*)::integer as now from person_version where until_version is null')
  expect(people?.now).toBe(PEOPLE)
}, 180_000)
