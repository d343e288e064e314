// For tests at the doors of commitments: the real service on a real database, asked as the door asks.
import { openLog } from '@weft/service-kit/log'
import { databaseOf } from '@weft/testkit/database'
import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { buildApp } from '../src/app.ts'

export type Answer<T> = { status: number, body: T & { code?: string, detail?: string, problems?: { at: string, code: string, sentence: string }[] } }
type Ask = { as?: string, body?: object, payload?: Buffer, headers?: Record<string, string> }
type UploadedFile = { content: string | Buffer, /** '': a plain field of the form. */ name: string, field?: string }

/** `as`: a role, and after a space a subject. */
export async function openCommitmentsWorld ({ webhookHosts = [] }: { webhookHosts?: readonly string[] } = {}) {
  const database = await databaseOf('commitments')
  const clock = { now: new Date('2026-11-02T09:30:00Z') }
  const deps = { pool: database.pool, log: openLog({ name: 'commitments', level: 'silent', file: '' }), now: () => clock.now, newId: () => v7(), wake: () => {}, doorOrigin: 'http://localhost:9', webhookHosts }
  const app = buildApp(deps, async header => {
    const [role = '', subject = 'somebody'] = (header ?? '').split(' ')
    return { subject, roles: [role], scopes: [] }
  })
  const call = async <T>(method: 'GET' | 'POST', url: string, { as = 'program-office', body, payload, headers = {} }: Ask = {}): Promise<Answer<T>> => {
    const reply = await app.inject({ method, url, headers: { authorization: as, ...headers }, ...(body !== undefined && { body }), ...(payload !== undefined && { payload }) })
    return { status: reply.statusCode, body: reply.headers['content-type']?.includes('json') === true ? reply.json() : reply.body as never }
  }
  return {
    database, pool: database.pool, clock, app, deps,
    get: <T>(url: string, ask: Ask = {}) => call<T>('GET', url, ask),
    post: <T>(url: string, body?: object, ask: Ask = {}) => call<T>('POST', url, { ...ask, ...(body !== undefined && { body }) }),
    upload: <T>(url: string, files: readonly UploadedFile[], ask: Ask = {}) => call<T>('POST', url, { ...ask, ...formOf(files) }),
    /** What has been told so far, oldest first. */
    told: async () => (await database.pool.query<{ type: string, key: string, data: unknown }>(/* sql */ `select o.type, o.key, o.data::jsonb as data from outbox o order by o.position`)).rows,
    close: async () => { await app.close(); await database.drop() }
  }
}
export type CommitmentsWorld = Awaited<ReturnType<typeof openCommitmentsWorld>>

function formOf (files: readonly UploadedFile[]) {
  const boundary = `--weft${randomUUID()}`
  const parts = files.flatMap(({ content, name, field = 'files' }) => [
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${field}"${name === '' ? '' : `; filename="${name}"\r\ncontent-type: text/csv`}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n')
  ])
  return { payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}
