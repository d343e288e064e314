import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openImportWorld, type ImportWorld } from '../../test/import-world.ts'
import { forgetImportsJob } from './forget-imports.job.ts'

let world: ImportWorld
beforeAll(async () => { world = await openImportWorld() })
afterAll(async () => { await world.close() })
beforeEach(async () => { await world.clear() })

const units = 'unit,parent,name\nall,,Company\nclaims,all,Claims\n'
const header = 'person,name,email,unit,boss,rank,role,sign_in\n'
const office = 'ana,Ana,ana@example.org,all,,leader,program-office,ana@localhost\nida,Ida,ida@example.org,all,ana,staff,it,ida@localhost\n'
const crowd = (many: number, from = 0) => Array.from({ length: many }, (_, i) => `p${i + from},Person ${i + from},p${i + from}@example.org,claims,ana,staff,,\n`).join('')
const filled = async (many = 20) => { expect((await world.oneGo(units, header + office + crowd(many))).status).toBe(200) }
/** Uploads, takes the guess, and gives the run after its check. */
const checked = async (files: { units?: string | Buffer, people?: string | Buffer }) => {
  const { body } = await world.upload(files)
  return world.map(body.runId, body.mapping)
}

describe('Columns', () => {
  test('When an HR system calls columns its own way, then they are guessed with samples, and the guess is told as one', async () => {
    const hr = 'Employee ID;First Name;Last Name;E-Mail;Kostenstelle;Manager;Salary\n7;Ana;Ruiz;ana@example.org;all;;100\n8;Ben;Ode;ben@example.org;Claims;ana@example.org;90\n'
    const { status, body } = await world.upload({ people: Buffer.from(hr, 'utf-8'), units })
    expect(status).toBe(201)
    expect(body).toMatchObject({ state: 'matching', mappingFrom: 'guess', missing: [], unused: [{ file: 'people', column: 'Salary' }] })
    expect(body.mapping.people?.fields).toEqual({ person: 'Employee ID', given_name: 'First Name', family_name: 'Last Name', email: 'E-Mail', unit: 'Kostenstelle', boss: 'Manager' })
    expect(body.files.find(file => file.file === 'people')).toMatchObject({ rows: 2, delimiter: ';', columns: expect.arrayContaining([{ column: 'First Name', samples: ['Ana', 'Ben'] }]) as unknown })
    const ready = await world.map(body.runId, body.mapping)
    expect(ready.body).toMatchObject({ state: 'ready', mappingFrom: 'chosen', groups: [], preview: { people: { added: 2 }, units: { added: 2 } } })
    expect((await world.apply(body.runId)).body).toMatchObject({ state: 'applied', version: 1 })
    const { rows } = await world.directory.pool.query(`select name, unit_id, boss_id from person_version where person_id = '8'`)
    expect(rows).toEqual([{ name: 'Ben Ode', unit_id: 'claims', boss_id: '7' }])
  })

  test('When the same columns come again, then the mapping is remembered', async () => {
    const first = await world.upload({ units, people: `Nr,Who,Mail,Dept\n1,Ana,ana@example.org,all\n` })
    expect(first.body.missing).toEqual([{ file: 'people', field: 'person' }, { file: 'people', field: 'name' }])
    const mapping = { units: first.body.mapping.units, people: { fields: { person: 'Nr', name: 'Who', email: 'Mail', unit: 'Dept' }, bands: [] } }
    await world.map(first.body.runId, mapping)
    await world.apply(first.body.runId)
    const second = await world.upload({ people: `Dept,Mail,Who,Nr,More\nall,ana@example.org,Ana,1,x\n` })
    expect(second.body).toMatchObject({ mappingFrom: 'earlier', missing: [], mapping: { people: mapping.people } })
  })

  test.each<[string, object, string]>([
    ['a field is missing', { units: { fields: { unit: 'unit', name: 'name' } } }, 'missing-field'],
    ['a column is not there', { units: { fields: { unit: 'unit', parent: 'parent', name: 'title' } } }, 'no-such-column'],
    ['a column is used twice', { units: { fields: { unit: 'unit', parent: 'unit', name: 'name' } } }, 'column-twice'],
    ['a file was not sent', { units: { fields: { unit: 'unit', parent: 'parent', name: 'name' } }, people: { fields: {}, bands: [] } }, 'no-such-file']
  ])('When %s, then the mapping is refused', async (_, mapping, code) => {
    const { body } = await world.upload({ units })
    const reply = await world.map(body.runId, mapping)
    expect([reply.status, reply.body.code]).toEqual([422, 'bad-mapping'])
    expect(reply.body.problems?.map(problem => problem.code)).toContain(code)
  })

  test.each<[string, (text: string) => Buffer]>([
    ['UTF-8 with a mark', text => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', text => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['Windows-1252', text => Buffer.from(text, 'latin1')],
    ['tabs', text => Buffer.from(text.replaceAll(',', '\t'))]
  ])('When a file is written in %s, then its letters arrive', async (_, written) => {
    const run = await checked({ units, people: written(`${header}ana,Zoë Müller,ana@example.org,all,,leader,,\n`) })
    expect((await world.effects(run.body.runId, 'joins')).body.effects).toEqual([{ id: 'ana', name: 'Zoë Müller', before: null, after: 'Company' }])
  })

  test.each<[string, string | Buffer, string]>([
    ['an open quotation mark', `${header}"a`, 'broken-quotes'], ['nothing', '', 'empty-file'],
    ['UTF-16 without its mark', Buffer.from(header, 'utf16le'), 'wrong-encoding']
  ])('When a file holds %s, then it is refused and nothing is kept of it', async (_, people, code) => {
    const reply = await world.upload({ people })
    expect([reply.status, reply.body.code]).toEqual([422, code])
    expect((await world.directory.pool.query('select from import_run')).rowCount).toBe(0)
    expect((await world.directory.pool.query('select from import_part')).rowCount).toBe(0)
  })
})

describe('Problems', () => {
  test('When rows are bad, then they are grouped with count, examples and rules, and nothing is ready before each is decided', async () => {
    await filled()
    const bad = `p0,Person 0,no address,claims,ana,staff,,\nnew1,New,new@example.org,claims,M-1,staff,,\nnew2,New,new2@example.org,nowhere,ana,staff,,\n`
    const run = await checked({ people: header + office + crowd(19, 1) + bad })
    expect(run.body).toMatchObject({ state: 'fixing', preview: null })
    expect(run.body.groups.map(({ key, count, offered, rule }) => [key, count, offered, rule])).toEqual([
      ['people.bad-email', 1, ['leave-out'], null], ['people.unknown-boss', 1, ['leave-out', 'no-boss'], null], ['people.unknown-unit', 1, ['leave-out', 'old-unit'], null]
    ])
    expect(run.body.groups[1]?.examples).toEqual([{ line: 24, id: 'new1', value: 'M-1' }])
    expect((await world.apply(run.body.runId)).body.code).toBe('run-not-ready')

    const ruled = await world.rules(run.body.runId, { 'people.bad-email': 'leave-out', 'people.unknown-boss': 'no-boss', 'people.unknown-unit': 'leave-out' })
    expect(ruled.body).toMatchObject({ state: 'ready', preview: { leftOut: 2, people: { added: 1, changed: 0, ended: 0, same: 22 } } })
    const file = await world.call<string>('GET', `/organisation/import-runs/${run.body.runId}/left-out.csv`)
    expect(String(file.body).split('\r\n')).toEqual([
      '\uFEFFRow,Reason,person,name,email,unit,boss,rank,role,sign_in',
      '23,"The e-mail is ""no address""; that is no e-mail address.",p0,Person 0,no address,claims,ana,staff,,',
      '25,"The unit ""nowhere"" is not known.",new2,New,new2@example.org,nowhere,ana,staff,,', ''
    ])
    expect((await world.apply(run.body.runId)).body).toMatchObject({ state: 'applied', version: 2 })
    // What is known of a person whose row was left out stays as it is.
    const { rows } = await world.directory.pool.query(`select email, until_version from person_version where person_id = 'p0'`)
    expect(rows).toEqual([{ email: 'p0@example.org', until_version: null }])
  })

  test('When a boss is left out and new, then their reports come up, too; when known, they stay', async () => {
    await filled()
    const run = await checked({ people: `${header}${office}${crowd(20)}chief,Chief,none,claims,ana,staff,,\nr1,R,r1@example.org,claims,chief,staff,,\nr2,R,r2@example.org,claims,r1,staff,,\n` })
    expect(run.body.groups.map(({ key }) => key)).toEqual(['people.bad-email'])
    const next = await world.rules(run.body.runId, { 'people.bad-email': 'leave-out' })
    expect(next.body.groups.map(({ key, count, rule }) => [key, count, rule])).toEqual([['people.bad-email', 1, 'leave-out'], ['people.unknown-boss', 1, null]])
    const last = await world.rules(run.body.runId, { 'people.bad-email': 'leave-out', 'people.unknown-boss': 'leave-out' })
    expect(last.body).toMatchObject({ state: 'ready', preview: { leftOut: 3, people: { added: 0, same: 22 } } })
  })

  test.each<[string, string, string]>([
    ['units in a circle', `${units}a,b,A\nb,a,B\n`, 'units.cyclic-units'], ['two that are the whole', `${units}other,,Other\n`, 'units.second-root']
  ])('When there are %s, then only another file helps', async (_, file, key) => {
    await filled()
    const run = await checked({ units: file })
    expect(run.body).toMatchObject({ state: 'fixing', groups: [{ key, offered: [] }] })
    expect((await world.rules(run.body.runId, { [key]: 'leave-out' })).body.code).toBe('no-such-rule')
  })

  test('When bosses go in a circle, then one of each loses the boss, if somebody says so', async () => {
    await filled()
    const run = await checked({ people: `${header}${office}${crowd(20)}x,X,x@example.org,claims,y,staff,,\ny,Y,y@example.org,claims,x,staff,,\n` })
    expect(run.body).toMatchObject({ state: 'fixing', groups: [{ key: 'people.cyclic-bosses', count: 1 }] })
    expect((await world.rules(run.body.runId, { 'people.cyclic-bosses': 'no-boss' })).body).toMatchObject({ state: 'ready', preview: { people: { added: 2 } } })
  })

  test('When nobody would be left in the office, or the one who imports would lose IT, then it is refused whatever the rules', async () => {
    await filled()
    const { rows: [ida] } = await world.directory.pool.query<{ subject: string }>(`select subject from person where person_id = 'ida'`)
    const without = (role: string) => header + office.replace(`${role},`, ',') + crowd(20)
    const run = await checked({ people: without('program-office') })
    expect(run.body).toMatchObject({ state: 'fixing', groups: [{ key: 'people.nobody-in-office', offered: [] }] })
    const upload = await world.upload({ people: without('it') }, `it ${ida?.subject}`)
    const locked = await world.call('POST', `/organisation/import-runs/${upload.body.runId}/mapping`, { as: `it ${ida?.subject}`, body: upload.body.mapping })
    expect(locked.body).toMatchObject({ state: 'fixing', groups: [{ key: 'people.importer-locked-out' }] })
  })

  test('When cells would run in a spreadsheet, then the file of rows left out makes them text', async () => {
    await filled()
    const run = await checked({ people: `${header}${office}${crowd(20)}=1+1,"=HYPERLINK(""http://x"")",none,claims,ana,staff,,\n` })
    await world.rules(run.body.runId, { 'people.bad-email': 'leave-out' })
    const file = await world.call<string>('GET', `/organisation/import-runs/${run.body.runId}/left-out.csv`)
    expect(String(file.body).split('\r\n')[1]).toMatch(/,'=1\+1,"'=HYPERLINK/)
  })
})

describe('The effect', () => {
  test('When people and units change, then every kind of effect is counted and listed, and applying does exactly that', async () => {
    await filled(6)
    const next = `${header}${office.replace('it,ida@localhost', ',')}${crowd(3)}p3,Person 3,p3@example.org,sales,ana,staff,,\np4,Person 4,p4@example.org,sales,ana,staff,,\nnew,New One,new@example.org,claims,ana,staff,analyst,new@localhost\n`
    const run = await checked({ units: 'unit,parent,name\nall,,The company\nclaims,all,Claims\nsales,claims,Sales\n', people: next })
    expect(run.body.preview).toMatchObject({
      baseVersion: 1, people: { added: 1, changed: 3, ended: 1, same: 4 }, units: { added: 1, changed: 1, ended: 0, same: 1 }, peopleBefore: 8, peopleAfter: 8, needsConfirmation: true,
      effects: { joins: 1, leaves: 1, moves: 2, role: 2, 'loses-sign-in': 1, 'gains-sign-in': 1, 'needs-office': 1, 'unit-added': 1, 'unit-renamed': 1 }
    })
    expect((await world.effects(run.body.runId, 'moves')).body).toMatchObject({ total: 2, effects: [{ id: 'p3', before: 'Claims', after: 'Sales' }, { id: 'p4' }], next: null })
    expect((await world.effects(run.body.runId, 'role')).body.effects).toMatchObject([{ id: 'ida', before: 'it', after: null }, { id: 'new', after: 'analyst' }])
    expect((await world.apply(run.body.runId)).body.code).toBe('too-many-leavers')
    expect((await world.apply(run.body.runId, { confirmLeavers: 2 })).body.code).toBe('wrong-number')
    expect((await world.apply(run.body.runId, { confirmLeavers: 1 }, 'program-office')).body).toMatchObject({ state: 'applied', version: 2 })
    const { rows: [count] } = await world.directory.pool.query<{ added: number, ended: number }>(`
      select count(*) filter (where from_version = 2) as added, count(*) filter (where until_version = 2) as ended from person_version`)
    expect(count).toEqual({ added: 4, ended: 4 })
  })

  test('When a unit falls below the smallest group or reaches it, then it is told with its people', async () => {
    await filled(5)
    const run = await checked({ people: header + office + crowd(4) + 'p4,Person 4,p4@example.org,all,ana,staff,,\n' })
    expect((await world.effects(run.body.runId, 'unit-falls-below')).body.effects).toEqual([{ id: 'claims', name: 'Claims', before: '5 (5 of them directly)', after: '4 (4 of them directly)' }])
    await world.apply(run.body.runId)
    const back = await checked({ people: header + office + crowd(5) })
    expect((await world.effects(back.body.runId, 'unit-reaches')).body.effects).toMatchObject([{ id: 'claims', after: '5 (5 of them directly)' }])
  })

  test('When the organisation has changed since, then the preview is stale, and right again after another check', async () => {
    await filled()
    const run = await checked({ people: header + office + crowd(21) })
    await world.oneGo(units, header + office + crowd(25))
    const before = await world.everything()
    expect((await world.apply(run.body.runId)).body.code).toBe('stale-preview')
    expect(await world.everything()).toEqual(before)
    expect((await world.check(run.body.runId)).body).toMatchObject({ preview: { baseVersion: 2, people: { added: 0, ended: 4 }, needsConfirmation: true } })
    expect((await world.apply(run.body.runId, { confirmLeavers: 4 })).body).toMatchObject({ version: 3 })
  })

  test('When it is applied twice, also at once, then it is done once', async () => {
    await filled()
    const run = await checked({ people: header + office + crowd(21) })
    const replies = await Promise.all([world.apply(run.body.runId), world.apply(run.body.runId), world.apply(run.body.runId)])
    expect(replies.map(({ status, body }) => [status, body.version])).toEqual([[200, 2], [200, 2], [200, 2]])
    expect((await world.directory.pool.query('select from organisation_version')).rowCount).toBe(2)
    expect((await world.directory.pool.query('select from import_part')).rowCount).toBe(0)
  })

  test('When two imports are applied at once, then one is done and the other is stale', async () => {
    await filled()
    const one = await checked({ people: header + office + crowd(21) })
    const { body } = await world.upload({ people: header + office + crowd(22) }, 'it another')
    await world.map(body.runId, body.mapping)
    const replies = await Promise.all([world.apply(one.body.runId), world.apply(body.runId)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(replies.find(({ status }) => status === 409)?.body.code).toBe('stale-preview')
  })

  test('When the same file comes again, then it changes nothing and no event is made', async () => {
    await filled()
    await world.directory.pool.query('delete from outbox')
    const run = await checked({ units, people: header + office + crowd(20) })
    expect(run.body.preview).toMatchObject({ people: { added: 0, changed: 0, ended: 0, same: 22 }, effects: {} })
    expect((await world.apply(run.body.runId)).body).toMatchObject({ state: 'applied', version: 1, undo: { refusal: 'This import changed nothing.' } })
    expect((await world.directory.pool.query('select from outbox')).rowCount).toBe(0)
  })
})

describe('Undo', () => {
  test('When an import is undone, then everything is as before, as a version of its own, and who comes back keeps subject and first day', async () => {
    await filled()
    const before = await world.state()
    const subjects = async () => (await world.directory.pool.query<{ person_id: string, subject: string, since: string }>('select person_id, subject, since from person where person_id like $1 order by 1', ['p%'])).rows
    const subjectsBefore = await subjects()
    world.clock.now = new Date('2026-11-10T09:00:00Z')
    const run = await checked({ units: `${units}sales,all,Sales\n`, people: header + office + crowd(10) })
    await world.apply(run.body.runId, { confirmLeavers: 10 })
    expect(await world.state()).not.toEqual(before)
    await world.directory.pool.query('delete from outbox')
    world.clock.now = new Date('2026-11-20T09:00:00Z')
    const undone = await world.undo(run.body.runId)
    expect(undone.body).toMatchObject({ state: 'undone', undo: null })
    expect(await world.state()).toEqual(before)
    expect(await subjects()).toEqual(subjectsBefore)
    const { rows } = await world.directory.pool.query<{ key: string, data: string | null }>('select key, data from outbox order by position')
    expect(rows.map(({ key, data }) => [key, data === null])).toEqual([['sales', true], ...Array.from({ length: 10 }, (_, i) => [`p${i + 10}`, false]), ['organisation', false]])
    expect(JSON.parse(rows.at(-1)?.data ?? '')).toMatchObject({ version: 3, people: 22, units: 2 })
    expect((await world.undo(run.body.runId)).body).toMatchObject({ state: 'undone' })
    expect((await world.directory.pool.query('select from organisation_version')).rowCount).toBe(3)
  })

  test('When another import is on top, then that one is undone first', async () => {
    await filled()
    const zero = await world.state()
    const one = await checked({ people: header + office + crowd(21) })
    await world.apply(one.body.runId)
    const second = await checked({ people: header + office + crowd(22) })
    await world.apply(second.body.runId)
    expect((await world.undo(one.body.runId)).body).toMatchObject({ code: 'later-import', detail: expect.stringContaining(`Import ${second.body.number} came after`) as string })
    await world.undo(second.body.runId)
    await world.undo(one.body.runId)
    expect(await world.state()).toEqual(zero)
  })

  test('When 30 days have passed, then it is too late', async () => {
    await filled()
    const run = await checked({ people: header + office + crowd(21) })
    await world.apply(run.body.runId)
    world.clock.now = new Date('2026-12-02T09:30:01Z')
    expect((await world.undo(run.body.runId)).body.code).toBe('undo-too-late')
    world.clock.now = new Date('2026-12-02T09:29:00Z')
    expect((await world.undo(run.body.runId)).status).toBe(200)
  })

  test('When the very first import is undone, then the organisation is empty again', async () => {
    await filled()
    const { body } = await world.call<{ runs: { runId: string }[] }>('GET', '/organisation/import-runs')
    expect((await world.undo(body.runs[0]?.runId ?? '')).body).toMatchObject({ state: 'undone' })
    expect(await world.state()).toEqual([[], []])
  })
})

describe('Runs', () => {
  test('When an own import was left open, then the next one takes its place; a dropped one keeps no file', async () => {
    await filled()
    const first = await checked({ people: header + office })
    const second = await world.upload({ people: header + office })
    expect((await world.get(first.body.runId)).body.state).toBe('dropped')
    await world.drop(second.body.runId)
    expect((await world.directory.pool.query('select from import_part')).rowCount).toBe(0)
    expect((await world.check(second.body.runId)).body.code).toBe('run-over')
  })

  test('When ten are open, then another is refused with a sentence', async () => {
    for (let i = 0; i < 10; i++) expect((await world.upload({ units }, `it person${i}`)).status).toBe(201)
    expect((await world.upload({ units }, 'it eleventh')).body.code).toBe('too-many-open')
  })

  test('When time passes, then files nobody applied go after a week, and names after the time for undo; figures stay', async () => {
    await filled()
    const open = await world.upload({ units })
    const forget = () => forgetImportsJob({ pool: world.directory.pool, now: () => world.clock.now }).run(new AbortController().signal)
    world.clock.now = new Date('2026-11-08T09:30:00Z')
    await forget()
    expect((await world.get(open.body.runId)).body.state).toBe('matching')
    world.clock.now = new Date('2026-12-03T09:30:00Z')
    await forget()
    expect((await world.get(open.body.runId)).body.state).toBe('dropped')
    expect((await world.directory.pool.query('select from import_effect')).rowCount).toBe(0)
    const { body } = await world.call<{ runs: { preview: unknown }[] }>('GET', '/organisation/import-runs')
    expect(body.runs.at(-1)?.preview).toMatchObject({ people: { added: 22 } })
  })

  test('When another role asks, then nothing is open to it', async () => {
    for (const role of ['analyst', 'auditor', 'manager', 'employee', 'door']) {
      for (const [method, path] of [['GET', ''], ['GET', '/0197b6b2-0000-7000-8000-000000000000'], ['POST', '/0197b6b2-0000-7000-8000-000000000000/undo'], ['POST', '/0197b6b2-0000-7000-8000-000000000000/apply']] as const) {
        expect((await world.call(method, `/organisation/import-runs${path}`, { as: role, ...(method === 'POST' && { body: {} }) })).status).toBe(403)
      }
    }
  })
})

describe('Data health', () => {
  test('When data is doubtful, then each check counts it, compares with before the latest import, and says who it is', async () => {
    await filled(6)
    world.clock.now = new Date('2026-11-12T10:00:00Z')
    const run = await checked({ units: `${units}empty,all,Empty\n`, people: header + office + crowd(4) + 'p4,P,p0@example.org,claims,,staff,,\n' })
    await world.apply(run.body.runId, { confirmLeavers: 1 })
    world.clock.now = new Date('2026-11-15T10:00:00Z')
    const { body } = await world.health()
    expect(body.lastImport).toMatchObject({ daysAgo: 3 })
    expect(Object.fromEntries(body.checks.map(({ check, count, before }) => [check, [count, before]]))).toEqual({
      'no-boss': [2, 1], 'boss-unknown': [0, 0], 'boss-loop': [0, 0], email: [2, 0], 'empty-unit': [1, 0], 'ended-unit': [0, 0], 'small-unit': [0, 0], 'no-sign-in': [5, 6]
    })
    const list = await world.call<{ found: { id: string }[] }>('GET', '/organisation/health/no-boss')
    expect(list.body.found.map(({ id }) => id)).toEqual(['ana', 'p4'])
    expect((await world.call<{ found: unknown[] }>('GET', '/organisation/health/email?after=p0')).body.found).toEqual([{ id: 'p4', name: 'P', detail: 'p0@example.org' }])
  })

  test('When bosses go in circles all the same, or a unit has ended, then it is found', async () => {
    await filled(2)
    await world.directory.pool.query(`update person_version set boss_id = case person_id when 'p0' then 'p1' else 'p0' end where person_id in ('p0', 'p1')`)
    await world.directory.pool.query(`update person_version set unit_id = 'gone' where person_id = 'p0'`)
    const { body } = await world.health()
    expect(body.checks.filter(({ count }) => count > 0).map(({ check, count }) => [check, count])).toEqual([['no-boss', 1], ['boss-loop', 2], ['ended-unit', 1], ['small-unit', 2], ['no-sign-in', 2]])
  })
})
