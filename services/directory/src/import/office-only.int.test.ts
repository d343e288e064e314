import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openImportWorld, type ImportWorld } from '../../test/import-world.ts'

let world: ImportWorld
beforeAll(async () => { world = await openImportWorld() })
afterAll(async () => { await world.close() })

const units = 'unit,parent,name\nall,,Company\n'
const rows = {
  head: 'person,name,email,unit,boss,rank,role,sign_in', ana: 'ana,Ana,ana@example.org,all,,leader,program-office,ana@localhost', ida: 'ida,Ida,ida@example.org,all,ana,staff,it,ida@localhost',
  abe: 'abe,Abe,abe@example.org,all,ana,staff,auditor,abe@localhost', ben: 'ben,Ben,ben@example.org,all,ana,staff,,ben@localhost'
}
const fileOf = (changed: Partial<typeof rows> & { more?: string } = {}) => `${Object.values({ ...rows, ...changed }).join('\n')}\n`
/** As the door would ask for the person of the directory. */
const as = async (role: string, personId: string) => {
  const { rows: [person] } = await world.directory.pool.query<{ subject: string }>('select subject from person where person_id = $1', [personId])
  return `${role} ${person?.subject ?? ''}`
}
const ready = async (people: string, who: string) => {
  const { body } = await world.upload({ people }, who)
  return (await world.call('POST', `/organisation/import-runs/${body.runId}/mapping`, { body: body.mapping, as: who })).body
}
beforeEach(async () => {
  await world.clear()
  expect((await world.oneGo(units, fileOf())).status).toBe(200)
})

test.each<[string, Parameters<typeof fileOf>[0], string, string | null, string | null]>([
  ['make itself the office', { ida: rows.ida.replace(',it,', ',program-office,') }, 'ida', 'it', 'program-office'],
  ['give up its own role for another', { ida: rows.ida.replace(',it,', ',manager,') }, 'ida', 'it', 'manager'],
  ['make somebody the office', { ben: rows.ben.replace(',,ben@', ',program-office,ben@') }, 'ben', null, 'program-office'],
  ['make somebody an analyst', { ben: rows.ben.replace(',,ben@', ',analyst,ben@') }, 'ben', null, 'analyst'],
  ['make somebody IT', { ben: rows.ben.replace(',,ben@', ',it,ben@') }, 'ben', null, 'it'],
  ['make an auditor of somebody new', { more: 'new,New,new@example.org,all,ana,staff,auditor,new@localhost' }, 'new', null, 'auditor'],
  ["take the office's sign-in name", { ana: rows.ana.replace('ana@localhost', 'mine@localhost') }, 'ana', 'ana@localhost', 'mine@localhost']
])('When IT would %s by a file, then it is named, and only the program office may apply that run', async (_, change, id, before, after) => {
  const people = fileOf({ ...change, abe: rows.abe.replace('Abe,', 'Abe Two,') })
  // Somebody else keeps IT, so that nobody is locked out.
  const withIt = `${people}eve,Eve,eve@example.org,all,ana,staff,it,eve@localhost\n`
  expect((await world.oneGo(units, `${fileOf()}eve,Eve,eve@example.org,all,ana,staff,it,eve@localhost\n`, '', 'program-office')).status).toBe(200)
  const it = await as('it', 'ida')
  const run = await ready(withIt, it)
  expect(run).toMatchObject({ state: 'ready', preview: { effects: { 'needs-office': 1 } } })
  expect((await world.effects(run.runId, 'needs-office')).body).toMatchObject({ total: 1, effects: [{ id, before, after }] })
  const everything = await world.everything()
  const refused = await world.apply(run.runId, {}, it)
  expect([refused.status, refused.body.code]).toEqual([403, 'needs-program-office'])
  expect(refused.body.detail).toContain('Ask the program office to open this import and apply it.')
  expect((await world.oneGo(units, withIt, '', it)).body['code']).toBe('needs-program-office')
  expect(await world.everything()).toEqual(everything)
  expect((await world.get(run.runId)).body.state).toBe('ready')
  expect((await world.apply(run.runId, {}, await as('program-office', 'ana'))).body).toMatchObject({ state: 'applied', version: 3 })
})

test('When IT takes a role away from others, or makes managers, then it needs nobody', async () => {
  const it = await as('it', 'ida')
  const run = await ready(fileOf({ abe: rows.abe.replace('auditor', ''), ben: rows.ben.replace(',,ben@', ',manager,ben@') }), it)
  expect(run.preview?.effects).toEqual({ role: 2 })
  expect((await world.apply(run.runId, {}, it)).body).toMatchObject({ state: 'applied', version: 2 })
})

test('When undoing would give a role back, then only the program office may undo', async () => {
  const it = await as('it', 'ida')
  const run = await ready(fileOf({ abe: rows.abe.replace('auditor', '') }), it)
  await world.apply(run.runId, {}, it)
  const everything = await world.everything()
  expect((await world.undo(run.runId, it)).body.code).toBe('needs-program-office')
  expect(await world.everything()).toEqual(everything)
  expect((await world.undo(run.runId, 'program-office')).body).toMatchObject({ state: 'undone' })
})

test('When somebody holds a role for a time, then their sign-in name is for the program office to move', async () => {
  const given = { signIn: 'ben@localhost', role: 'auditor', unitId: null, fromDay: '2026-11-02', untilDay: '2026-11-30', reason: 'Stands in' }
  expect((await world.call('POST', '/grants', { as: await as('program-office', 'ana'), body: given })).status).toBe(201)
  const moved = fileOf({ ben: rows.ben.replace('ben@localhost', 'mine@localhost') })
  const it = await as('it', 'ida')
  const run = await ready(moved, it)
  expect((await world.effects(run.runId, 'needs-office')).body.effects).toMatchObject([{ id: 'ben', before: 'ben@localhost', after: 'mine@localhost' }])
  expect((await world.apply(run.runId, {}, it)).body.code).toBe('needs-program-office')
})
