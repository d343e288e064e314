import type { OpportunitiesReply, UnitPairsReply } from '@weft/contracts/program/opportunity-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emil, office, openSegmentWorld, sales, service, vera, type As, type SegmentWorld } from '../../test/segment-world.ts'

let world: SegmentWorld
let segmentId: string
beforeAll(async () => {
  world = await openSegmentWorld()
  segmentId = await world.segment('Young families')
  await world.view('sales', segmentId, { needs: ['Quick answers'] })
  await world.view('service', segmentId, { needs: ['Clear bills'] })
})
afterAll(() => world.close())

const asked = (change: object = {}) => ({ segmentId, first: 'service', second: 'sales', question: 'loyalty', what: 'One welcome call for mortgage and savings', owner: '', ...change })
const open = (change: object = {}, as = sales) => world.call('POST', '/opportunities', asked(change), as)
const opened = async (change: object = {}) => (await open(change)).json<{ opportunityId: string }>().opportunityId
const post = (id: string, what: string, body: object, as: As = sales) => world.call('POST', `/opportunities/${id}${what}`, body, as)
const found = async (id: string, as = office) => (await world.get<OpportunitiesReply>('/opportunities', as)).opportunities.find(({ opportunityId }) => opportunityId === id) ?? expect.fail('not there')

describe('opportunities between units that serve the same customers', () => {
  test('When two units share a segment, then they are a pair, and an opportunity of theirs counts with it', async () => {
    expect((await world.get<UnitPairsReply>('/unit-pairs')).pairs).toEqual([{ first: { unitId: 'sales', name: 'Sales' }, second: { unitId: 'service', name: 'Service' }, segments: [{ segmentId, name: 'Young families' }], shared: 1, opportunities: 0 }])
    const id = await opened()
    expect(await found(id)).toMatchObject({ first: { unitId: 'sales' }, second: { unitId: 'service' }, question: 'loyalty', state: 'open', owner: null, history: [{ what: 'Opened', by: 'Sam Sales' }] })
    expect((await world.get<UnitPairsReply>('/unit-pairs')).pairs[0]?.opportunities).toBe(1)
    expect((await world.events()).at(-1)).toMatchObject({ type: 'opportunity-changed', data: { opportunityId: id, state: 'open', disputed: false } })
  })

  test.each([
    ['one unit alone', { first: 'sales' }, sales, 'same-unit'], ['a unit without a view of it', { first: 'claims' }, sales, 'segment-not-shared'],
    ['by whoever is of neither unit', {}, emil, 'not-your-opportunity'], ['nobody known as owner', { owner: 'Who Ever' }, sales, 'no-such-person']
  ])('When it would be about %s, then it is refused', async (_what, change, as, code) => {
    expect((await open(change, as)).json()).toMatchObject({ code })
  })

  test('When it goes from open to done, then each step stands with who and when; without owner or outcome it does not go on', async () => {
    const id = await opened()
    const change = (body: object, as: As = sales) => post(id, '', { version: 1, what: 'One welcome call', owner: '', outcome: '', state: 'open', ...body }, as)
    expect((await change({ state: 'agreed' })).json()).toMatchObject({ code: 'agreed-needs-owner' })
    expect((await change({ owner: 'Emil Klein', state: 'done' })).json()).toMatchObject({ code: 'done-needs-outcome' })
    expect((await change({ owner: 'Emil Klein', state: 'agreed' })).statusCode).toBe(200)
    expect((await change({ owner: 'Emil Klein' })).json()).toMatchObject({ status: 409, code: 'changed-meanwhile' })
    expect((await change({ version: 2, owner: 'p-emil', state: 'done', outcome: 'Half of the calls saved' }, emil)).statusCode).toBe(200)
    expect(await found(id)).toMatchObject({ state: 'done', owner: { name: 'Emil Klein' }, outcome: 'Half of the calls saved', version: 3 })
    expect((await found(id)).history.map(({ what, by }) => [what, by])).toContainEqual(['From open to agreed', 'Sam Sales'])
  })

  test('When its ownership is disputed, then only the voice of the segment decides it', async () => {
    const id = await opened({ owner: 'Sam Sales' })
    expect((await post(id, '/owner', { version: 1, owner: 'Sue Service', why: 'Hers' }, vera)).json()).toMatchObject({ code: 'not-disputed' })
    expect((await post(id, '/dispute', { version: 1, why: 'Service makes these calls' }, service)).statusCode).toBe(200)
    expect((await post(id, '', { version: 2, what: 'One welcome call', owner: 'Sue Service', outcome: '', state: 'open' }, service)).json()).toMatchObject({ code: 'ownership-disputed' })
    expect((await post(id, '/owner', { version: 2, owner: 'Sue Service', why: 'Ours' }, service)).json()).toMatchObject({ status: 403, code: 'not-its-voice' })
    expect((await post(id, '/owner', { version: 2, owner: 'Sue Service', why: 'They talk to them' }, vera)).statusCode).toBe(200)
    expect(await found(id)).toMatchObject({ dispute: null, owner: { name: 'Sue Service' }, history: [{ what: 'Decided: Sue Service owns it. They talk to them', by: 'Vera Voice' }, { what: 'Ownership disputed: Service makes these calls', by: 'Sue Service' }, { what: 'Opened' }] })
  })
})
