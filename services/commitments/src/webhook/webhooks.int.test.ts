import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WebhooksReply } from '@weft/contracts/commitments/webhook-api'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
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
    request.on('end', () => { got.push({ path: request.url ?? '', body: Buffer.concat(chunks).toString() }); reply.writeHead(status, status === 302 ? { location: `${origin}/elsewhere` } : {}).end('ok') })
  })
  await new Promise<void>(resolve => { chat.listen(0, '127.0.0.1', resolve) })
  const { port } = chat.address() as AddressInfo
  origin = `http://127.0.0.1:${port}`
  world = await openCommitmentsWorld({ webhookHosts: [`127.0.0.1:${port}`] })
  await world.pool.query(/* sql */ `insert into quarter (starts_on, ends_on, label, review_from, boss_by, final_on, state) values ('2026-10-01', '2026-12-31', 'Q4 2026', '2026-12-18', '2027-01-14', '2027-01-28', 'reviewing')`)
  for (const kind of ['slack', 'teams']) expect((await world.post('/commitments/webhooks', { kind, address: `${origin}/secret-${kind}` })).status).toBe(201)
})
beforeEach(async () => {
  await world.pool.query(/* sql */ `delete from notice`)
  got.length = 0
  status = 200
})
afterAll(async () => {
  await world.close()
  await new Promise(resolve => { chat.close(resolve) })
})

const run = (now: string) => postNoticesJob({ ...world.deps, now: () => new Date(now) }).run(new AbortController().signal)
const list = async () => (await world.get<WebhooksReply>('/commitments/webhooks')).body

describe('the organisation\'s chat', () => {
  test('When its day has come, then the chat is told once in its own form, without a name or a score, and the address is not shown again', async () => {
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
    status = 302
    await run('2026-12-28T09:00:00Z')
    status = 500
    await run('2026-12-28T10:00:00Z')
    status = 200
    await run('2026-12-28T11:00:00Z')
    await run('2026-12-28T12:00:00Z')
    expect(got.map(({ path }) => path)).toEqual(Array.from({ length: 3 }, () => ['/secret-slack', '/secret-teams']).flat())
    expect((await list()).webhooks).toMatchObject([{ sent: 1, refused: 0 }, { sent: 1, refused: 0 }])
  })

  test('When a sender died with a message in hand, then nobody knows whether it went out, and it is not sent again', async () => {
    await world.pool.query(/* sql */ `insert into notice (webhook_id, matter, state, day) select w.webhook_id, '2026-10-01:bosses', 'sending', '2027-01-11' from webhook w where w.kind = 'slack'`)
    await run('2027-01-11T09:00:00Z')
    await run('2027-01-12T09:00:00Z')
    expect(got.map(({ path }) => path)).toEqual(['/secret-teams'])
  })

  test('Over a whole quarter, no message holds a name, a unit or a figure but days', async () => {
    await world.pool.query(/* sql */ `insert into person (person_id, name, email, unit_id, rank, since) values ('P-1', 'Ada Lovelace', 'ada@x.org', 'U-1', 'staff', '2026-01-01')`)
    await world.pool.query(/* sql */ `insert into unit (unit_id, name, since) values ('U-1', 'Claims', '2026-01-01')`)
    for (const day of ['2026-10-01', '2026-12-18', '2026-12-28', '2027-01-11', '2027-01-28']) await run(`${day}T09:00:00Z`)
    const texts = got.filter(({ path }) => path === '/secret-slack').map(({ body }) => (JSON.parse(body) as { text: string }).text)
    expect(texts).toHaveLength(5)
    for (const text of texts) {
      expect(text).not.toMatch(/Ada|Lovelace|ada@|P-1|Claims|U-1/)
      expect(text.replace(/<.*>/, '').replaceAll('Q4 2026', '').replace(/\b(Monday|Thursday) \d+ (December|January)\b/g, '')).not.toMatch(/\d/)
    }
  })

  test('When a host is taken off the list, then nothing goes there any more', async () => {
    await postNoticesJob({ ...world.deps, webhookHosts: ['hooks.slack.com'], now: () => new Date('2026-12-18T09:00:00Z') }).run(new AbortController().signal)
    expect(got).toEqual([])
  })

  test('When the address is of a host that is not listed, or there are five, then it is refused with a sentence', async () => {
    expect((await world.post('/commitments/webhooks', { kind: 'slack', address: 'https://169.254.169.254/latest' })).body).toMatchObject({ status: 422, code: 'host-not-listed' })
    for (let i = 0; i < 3; i += 1) await world.post('/commitments/webhooks', { kind: 'slack', address: `${origin}/${i}` })
    expect((await world.post('/commitments/webhooks', { kind: 'slack', address: `${origin}/6` })).body).toMatchObject({ status: 409, code: 'too-many-webhooks' })
    const { webhooks: [first] } = await list()
    expect((await world.post('/commitments/webhooks', { kind: 'slack', address: `${origin}/secret-slack` })).body).toEqual({ webhookId: first?.webhookId })
    expect((await list()).webhooks).toHaveLength(5)
    expect((await world.post(`/commitments/webhooks/${first?.webhookId}/end`)).status).toBe(200)
    expect((await world.post(`/commitments/webhooks/${first?.webhookId}/end`)).status).toBe(404)
    expect((await world.get('/commitments/webhooks', { as: 'manager' })).status).toBe(403)
  })
})
