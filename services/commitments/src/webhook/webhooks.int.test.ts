import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WebhooksReply } from '@weft/contracts/commitments/webhook-api'
import { openLog } from '@weft/service-kit/log'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCommitmentsWorld, type CommitmentsWorld } from '../../test/commitments-world.ts'
import { postNoticesJob } from './post-notices.job.ts'

let world: CommitmentsWorld
let chat: Server
let origin: string
const got: { path: string, body: string }[] = []
let status = 200

beforeAll(async () => {
  chat = createServer((request, reply) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => { got.push({ path: request.url ?? '', body: Buffer.concat(chunks).toString() }); reply.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end('ok') })
  })
  await new Promise<void>(resolve => { chat.listen(0, '127.0.0.1', resolve) })
  const { port } = chat.address() as AddressInfo
  origin = `http://127.0.0.1:${port}`
  world = await openCommitmentsWorld({ webhookHosts: [`127.0.0.1:${port}`] })
  await world.pool.query(/* sql */ `insert into quarter (starts_on, ends_on, label, review_from, boss_by, final_on, state) values ('2026-10-01', '2026-12-31', 'Q4 2026', '2026-12-18', '2027-01-14', '2027-01-28', 'reviewing')`)
})
afterAll(async () => {
  await world.close()
  await new Promise(resolve => { chat.close(resolve) })
})

const run = (now: string) => postNoticesJob({ ...world.deps, log: openLog({ name: 'commitments', level: 'silent', file: '' }), now: () => new Date(now) }).run(new AbortController().signal)
const list = async () => (await world.get<WebhooksReply>('/commitments/webhooks')).body

describe('the organisation\'s chat', () => {
  test('When its day has come, then the chat is told once in its own form, without a name or a score, and the address is not shown again', async () => {
    expect((await world.post('/commitments/webhooks', { kind: 'slack', address: `${origin}/secret-slack` })).status).toBe(201)
    expect((await world.post('/commitments/webhooks', { kind: 'teams', address: `${origin}/secret-teams` })).status).toBe(201)
    await run('2026-12-18T06:00:00Z')
    expect(got).toEqual([])
    await run('2026-12-18T09:00:00Z')
    await run('2026-12-18T10:00:00Z')
    expect(got.map(({ path }) => path).sort()).toEqual(['/secret-slack', '/secret-teams'])
    expect(got.find(({ path }) => path === '/secret-slack')?.body).toBe('{"text":"Time to look back on Q4 2026: one line for each commitment, ten minutes, until Thursday 31 December. <http://localhost:9/commitments/quarter|Open Weft>"}')
    expect((await list()).webhooks).toMatchObject([{ sent: 1, host: origin.slice(7) }, { sent: 1 }])
    expect(JSON.stringify(await list())).not.toContain('secret')
  })

  test('When the chat refuses or sends elsewhere, then it is tried again and nothing follows it there', async () => {
    got.length = 0
    status = 302
    await run('2026-12-28T09:00:00Z')
    status = 500
    await run('2026-12-28T10:00:00Z')
    status = 200
    await run('2026-12-28T11:00:00Z')
    await run('2026-12-28T12:00:00Z')
    expect(got.filter(({ path }) => path === '/secret-slack')).toHaveLength(3)
    expect((await list()).webhooks).toMatchObject([{ sent: 2, refused: 0 }, { sent: 2, refused: 0 }])
  })

  test('When the address is of a host that is not listed, or there are five, then it is refused with a sentence', async () => {
    expect((await world.post('/commitments/webhooks', { kind: 'slack', address: 'https://169.254.169.254/latest' })).body).toMatchObject({ status: 422, code: 'host-not-listed' })
    for (let i = 0; i < 3; i += 1) await world.post('/commitments/webhooks', { kind: 'slack', address: `${origin}/${i}` })
    expect((await world.post('/commitments/webhooks', { kind: 'slack', address: `${origin}/6` })).body).toMatchObject({ status: 409, code: 'too-many-webhooks' })
    const { webhooks: [first] } = await list()
    expect((await world.post(`/commitments/webhooks/${first?.webhookId}/end`)).status).toBe(200)
    expect((await world.post(`/commitments/webhooks/${first?.webhookId}/end`)).status).toBe(404)
    expect((await world.get('/commitments/webhooks', { as: 'manager' })).status).toBe(403)
  })
})
