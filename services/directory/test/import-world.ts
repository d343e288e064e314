// For tests of imports: the real service on a real database, driven through its routes as the door does.
import { randomUUID } from 'node:crypto'
import type { EffectsReply, HealthReply, ImportMapping, ImportRules, ImportRunReply } from '@weft/contracts/directory/api'
import { openLog } from '@weft/service-kit/log'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { v7 } from 'uuid'
import { buildApp } from '../src/app.ts'

type File = { field: string, content: string | Buffer, name?: string }
export type Answer<T = ImportRunReply> = { status: number, body: T & { code?: string, detail?: string, problems?: { at: string, code: string }[] } }
export type ImportWorld = Awaited<ReturnType<typeof openImportWorld>>

const tables = ['import_run', 'outbox', 'unit_version', 'person_version', 'unit', 'person', 'organisation_version']

export async function openImportWorld () {
  const directory: TestDatabase = await databaseOf('directory')
  const clock = { now: new Date('2026-11-02T09:30:00Z') }
  const app = buildApp({
    pool: directory.pool, log: openLog({ name: 'directory', level: 'silent', file: '' }), now: () => clock.now, newId: () => v7(), wake: () => {}, firstOfficeSignIn: 'office@localhost'
  }, async header => {
    const [role = '', subject = 'somebody'] = (header ?? '').split(' ')
    return { subject, roles: [role], scopes: [] }
  })
  const call = async <T = ImportRunReply>(method: 'GET' | 'POST', url: string, { as = 'it', body, payload, headers = {} }: { as?: string, body?: object, payload?: Buffer, headers?: Record<string, string> } = {}): Promise<Answer<T>> => {
    const reply = await app.inject({ method, url, headers: { authorization: as, ...headers }, ...(body !== undefined && { body }), ...(payload !== undefined && { payload }) })
    return { status: reply.statusCode, body: reply.headers['content-type']?.includes('json') === true ? reply.json() : reply.body as never }
  }
  const runs = '/organisation/import-runs'
  return {
    directory, clock, app, call,
    upload: (files: { units?: string | Buffer, people?: string | Buffer }, as = 'it') => call('POST', runs, { as, ...formOf(Object.entries(files).map(([field, content]) => ({ field, content }))) }),
    oneGo: (units: string, people: string, query = '', as = 'it') => call<Record<string, unknown>>('POST', `/organisation/imports${query}`, { as, ...formOf([{ field: 'units', content: units }, { field: 'people', content: people }]) }),
    map: (runId: string, mapping: ImportMapping) => call('POST', `${runs}/${runId}/mapping`, { body: mapping }),
    rules: (runId: string, rules: ImportRules) => call('POST', `${runs}/${runId}/rules`, { body: { rules } }),
    check: (runId: string) => call('POST', `${runs}/${runId}/check`),
    apply: (runId: string, body: object = {}, as = 'it') => call('POST', `${runs}/${runId}/apply`, { body, as }),
    undo: (runId: string, as = 'it') => call('POST', `${runs}/${runId}/undo`, { as }),
    drop: (runId: string) => call('POST', `${runs}/${runId}/drop`),
    get: (runId: string) => call('GET', `${runs}/${runId}`),
    effects: (runId: string, kind: string) => call<EffectsReply>('GET', `${runs}/${runId}/effects?kind=${kind}`),
    health: () => call<HealthReply>('GET', '/organisation/health'),
    /** People and units as they stand, without versions: what an undo must bring back. */
    state: async () => Promise.all(['person_version', 'unit_version'].map(async table =>
      (await directory.pool.query<{ row: string }>(`select (to_jsonb(t) - 'from_version' - 'from_day' - 'until_version' - 'until_day')::text as row from ${table} t where until_version is null order by 1`)).rows.map(({ row }) => row))),
    everything: async () => Promise.all(tables.slice(1).map(async table => (await directory.pool.query<{ row: string }>(`select t::text as row from ${table} t order by 1`)).rows)),
    clear: async () => {
      clock.now = new Date('2026-11-02T09:30:00Z')
      for (const table of tables) await directory.pool.query(`delete from ${table}`)
    },
    close: async () => { await app.close(); await directory.drop() }
  }
}

function formOf (files: readonly File[]) {
  const boundary = `--weft${randomUUID()}`
  const parts = files.flatMap(({ field, content, name = `${field}.csv` }) => [
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n')
  ])
  return { payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}
