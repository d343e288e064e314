import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actingAsHouse } from '../acting-as.ts'
import { openCommitmentsWorld, type CommitmentsWorld } from '../../test/commitments-world.ts'

let world: CommitmentsWorld
const [ana, bea] = [randomUUID(), randomUUID()]
const as = `employee ${ana}`
const read = (secret: string) => world.get<string>(`/commitments/feeds/${secret}`, { as: 'door' })

beforeAll(async () => {
  world = await openCommitmentsWorld()
  await actingAsHouse(world.pool, async tx => {
    await tx.query(/* sql */ `insert into person (person_id, name, email, unit_id, rank, since) values ('ana', 'Ana', 'ana@x.org', 'u', 'staff', '2026-01-01'), ('bea', 'Bea', 'bea@x.org', 'u', 'staff', '2026-01-01')`)
    await tx.query(/* sql */ `insert into account (person_id, subject) values ('ana', $1), ('bea', $2)`, [ana, bea])
    await tx.query(/* sql */ `insert into quarter (starts_on, ends_on, label, review_from, boss_by, final_on, state) values ('2026-10-01', '2026-12-31', 'Q4 2026', '2026-12-18', '2027-01-14', '2027-01-28', 'open')`)
    await tx.query(/* sql */ `
      insert into commitment (commitment_id, person_id, state, version, wording, horizon, starts_on, due_on, benefits, measure, weight, made_on)
      values ($1, 'ana', 'open', 1, 'When a claim is late, I will call first; always', '3-months', '2026-10-01', '2026-12-20', 'customer', 'Calls', 2, '2026-10-01'),
             ($2, 'bea', 'open', 1, 'Call Bea back', '3-months', '2026-10-01', '2026-12-21', 'customer', 'Calls', 2, '2026-10-01')`, [randomUUID(), randomUUID()])
  })
})
afterAll(() => world.close())

describe('A calendar feed', () => {
  test('When somebody makes an address, then a calendar program finds the days there, and without words no promise', async () => {
    const { status, body: { secret } } = await world.post<{ secret: string }>('/commitments/feed', { withWords: false }, { as })
    expect(status).toBe(201)
    const { body } = await read(secret)
    expect(body).toContain('DTSTART;VALUE=DATE:20261218')
    expect(body).toContain('DTEND;VALUE=DATE:20270101')
    expect(body).toContain('SUMMARY:A commitment is due')
    expect(body).not.toContain('claim')
    expect((await world.get<{ feed: object }>('/commitments/feed', { as })).body.feed).toEqual({ withWords: false, madeOn: '2026-11-02' })
  })

  test('When a new one is made with words, then the old one leads nowhere, and the words are escaped as the format wants', async () => {
    const { body: { secret: before } } = await world.post<{ secret: string }>('/commitments/feed', { withWords: false }, { as })
    const { body: { secret } } = await world.post<{ secret: string }>('/commitments/feed', { withWords: true }, { as })
    expect((await read(before)).body).toMatchObject({ code: 'no-such-feed' })
    expect((await read(secret)).body.replaceAll('\r\n ', '')).toContain('SUMMARY:Due: When a claim is late\\, I will call first\\; always')
    expect((await world.pool.query(/* sql */ `select from calendar_feed f where position($1 in f::text) > 0`, [secret])).rowCount).toBe(0)
    await world.post('/commitments/feed/end', undefined, { as })
    expect((await read(secret)).status).toBe(404)
  })

  test('When two people have one, then each shows the days of its owner and of nobody else', async () => {
    const secretOf = async (who: string) => (await world.post<{ secret: string }>('/commitments/feed', { withWords: true }, { as: who })).body.secret
    const [mine, other] = [await secretOf(as), await secretOf(`employee ${bea}`)]
    expect((await read(mine)).body).toContain('When a claim')
    expect((await read(mine)).body).not.toContain('Call Bea')
    expect((await read(other)).body).toContain('Call Bea')
    expect((await read(other)).body).not.toContain('When a claim')
  })

  test('When its owner leaves, then the address leads nowhere at once', async () => {
    const { body: { secret } } = await world.post<{ secret: string }>('/commitments/feed', { withWords: true }, { as: `employee ${bea}` })
    expect((await read(secret)).status).toBe(200)
    await world.pool.query(/* sql */ `delete from person where person_id = 'bea'`)
    expect((await read(secret)).body).toMatchObject({ code: 'no-such-feed' })
  })

  test('When somebody without a place, or anybody but the door, asks, then they are refused', async () => {
    expect((await world.post('/commitments/feed', { withWords: true }, { as: `employee ${randomUUID()}` })).body).toMatchObject({ code: 'not-in-directory' })
    expect((await world.get('/commitments/feeds/' + 'a'.repeat(43), { as })).status).toBe(403)
    expect((await world.get('/commitments/feeds/short', { as: 'door' })).status).toBe(400)
  })
})
