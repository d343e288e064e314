import type { InitiativeFields, InitiativeReply, InitiativesReply, PortfolioReply } from '@weft/contracts/program/initiative-api'
import { personChanged, unitChanged } from '@weft/contracts/directory/events'
import { deliver, incoming } from '@weft/testkit/delivery'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openProgramWorld, type ProgramWorld } from '../../test/program-world.ts'
import { reactionsOf } from '../app.ts'

const nothing: Omit<InitiativeFields, 'title'> = {
  goal: null, owner: null, ownerId: null, sponsor: null, sponsorId: null, unit: null, unitId: null, disciplines: [], segments: [], customers: null,
  budget: null, budgetCurrency: null, budgetText: null, startsOn: null, startsText: null, endsOn: null, endsText: null, status: null
}
const named = (title: string, more: Partial<InitiativeFields> = {}): InitiativeFields => ({ ...nothing, title, ...more })
const list = '/program/initiatives'

let world: ProgramWorld
const add = async (title: string, more: Partial<InitiativeFields> = {}) => (await world.post<{ initiativeId: string }>(list, named(title, more))).body.initiativeId
const one = async (id: string) => (await world.get<InitiativeReply>(`${list}/${id}`)).body
const figures = async (asOf = '') => (await world.get<PortfolioReply>(`/program/portfolio${asOf === '' ? '' : `?asOf=${asOf}`}`)).body

beforeAll(async () => {
  world = await openProgramWorld()
  await deliver(world.pool, reactionsOf(), [
    incoming(unitChanged, 'U-1', { unitId: 'U-1', parentId: null, name: 'Claims', since: '2026-01-05', version: 1 }),
    incoming(personChanged, 'P-1', { personId: 'P-1', name: 'Eva Svensson', email: 'eva@example.org', unitId: 'U-1', bossId: null, rank: 'staff', bands: {}, since: '2026-01-05', version: 1 })
  ])
})
afterAll(() => world.close())

describe('a project by hand', () => {
  test('When it is added, then it is there with what is missing, its first version and its event', async () => {
    const id = await add('Exit interviews', { ownerId: 'P-1', owner: 'E. Svensson', unitId: 'U-1', budget: 85_000.5, budgetCurrency: 'EUR', disciplines: ['CI'], startsOn: '2027-02-03', goal: 'Ask them.\nAll.' })
    expect(await one(id)).toMatchObject({
      title: 'Exit interviews', ownerName: 'Eva Svensson', unitName: 'Claims', budget: 85_000.5, startsOn: '2027-02-03', disciplines: ['CI'], state: 'undecided', version: 1,
      missing: ['sponsor', 'customers'], source: { format: 'by-hand' }, history: [{ version: 1, what: 'registered', changes: [] }], takenIn: [], combined: null
    })
    expect((await world.told()).at(-1)).toMatchObject({ type: 'initiative-registered', key: id, data: { title: 'Exit interviews', ownerId: 'P-1', budget: 85_000.5 } })
  })

  test('When it is changed, then the change is told field by field; a second change of the same version is refused and nothing is lost', async () => {
    const id = await add('Rate watch')
    expect((await world.post(`${list}/${id}/changes`, { version: 1, fields: named('Rate watch', { goal: 'Watch rates.' }) })).body).toEqual({ initiativeId: id, version: 2 })
    const late = await world.post(`${list}/${id}/changes`, { version: 1, fields: named('Other name') })
    expect([late.status, late.body.code]).toEqual([409, 'changed-meanwhile'])
    expect(await one(id)).toMatchObject({ title: 'Rate watch', goal: 'Watch rates.', history: [{ version: 2, what: 'changed', changes: [{ field: 'goal', before: null, after: 'Watch rates.' }] }, { version: 1 }] })
    expect((await world.post(`${list}/${id}/changes`, { version: 2, fields: named('Rate watch', { goal: 'Watch rates.' }) })).body).toEqual({ initiativeId: id, version: 2 })
  })

  test.each<[string, Partial<InitiativeFields>, string]>([
    ['ends before it starts', { startsOn: '2027-02-03', endsOn: '2027-02-02' }, 'ends-before-start'],
    ['has an owner nobody knows', { ownerId: 'P-9' }, 'no-such-person'],
    ['has a unit nobody knows', { unitId: 'U-9' }, 'no-such-unit'],
    ['has a currency alone', { budgetCurrency: 'EUR' }, 'currency-without-budget']
  ])('When it %s, then it is refused', async (_, fields, code) => {
    const reply = await world.post(list, named('Refused', fields))
    expect([reply.status, reply.body.code]).toEqual([422, code])
    expect((await world.get<InitiativesReply>(`${list}?like=Refused`)).body.total).toBe(0)
  })

  test('When the list is narrowed, then only what fits is there', async () => {
    await add('Whole', { owner: 'Ana', sponsor: 'Ben', customers: 'all', goal: 'g', unit: 'Cust. Service', disciplines: ['EM'] })
    const titles = async (query: string) => (await world.get<InitiativesReply>(`${list}?${query}`)).body.initiatives.map(({ title }) => title)
    expect(await titles('missing=any')).not.toContain('Whole')
    expect(await titles('unit=cust')).toEqual(['Whole'])
    expect(await titles('discipline=EM')).toEqual(['Whole'])
    expect(await titles('owner=svensson')).toEqual(['Exit interviews'])
    expect(await titles('unit=claims&missing=sponsor')).toEqual(['Exit interviews'])
    expect(await titles('state=kept')).toEqual([])
  })

  test('When a day before is asked for, then the figures are those of that day', async () => {
    expect(await figures('2026-11-01')).toMatchObject({ asOf: '2026-11-01', all: 0 })
    const now = await figures()
    expect(now).toMatchObject({ asOf: '2026-11-02', undecided: { own: now.all, merged: 0, all: now.all }, inProgram: { all: 0 }, goesOn: now.all })
  })
})
