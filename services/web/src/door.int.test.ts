import { createHash, randomUUID } from 'node:crypto'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { participationReply } from '@weft/contracts/participation/api'
import { releasesReply } from '@weft/contracts/reporting/api'
import { pastWaveMapping } from '@weft/contracts/survey/mapping'
import { Refusal } from '@weft/service-kit/refusal'
import { sentenceOf } from '@weft/service-kit/sentence'
import { Browser, openDoorWorld, type DoorWorld } from '../test/door-world.ts'
import { ids, sampleScript } from '../test/sample-answers.ts'

let database: TestDatabase
let world: DoorWorld
const at = (path: string) => `${world.origin}${path}`
const own = () => ({ origin: world.origin, 'sec-fetch-site': 'same-origin' })
const form = (fields: Record<string, string>) => ({ method: 'POST', headers: { ...own(), 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() })
const signedIn = async (name = 'office@localhost') => {
  const browser = new Browser()
  expect((await browser.signIn(world.origin, name)).status).toBe(303)
  return browser
}
const sessionOf = (browser: Browser) => browser.jar.get(new URL(world.origin).host)?.get('__Host-weft')
const sessions = async () => (await database.pool.query<{ count: number }>('select count(*) from session')).rows[0]?.count

beforeAll(async () => {
  database = await databaseOf('web')
  world = await openDoorWorld({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, script: sampleScript() })
})
afterAll(async () => {
  await world.stop()
  await database.drop()
})

describe('Signing in', () => {
  it('When somebody with a role signs in, then they land where they wanted to go, with a cookie bound to this host', async () => {
    const browser = new Browser()
    const landed = await browser.signIn(world.origin, 'office@localhost', '/waves?after=x')
    expect(landed.headers.get('location')).toBe(at('/waves?after=x'))
    const cookie = landed.headers.getSetCookie().find(line => line.startsWith('__Host-weft='))
    expect(cookie).toMatch(/^__Host-weft=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(await (await browser.go(at('/'))).text()).toContain('Ana Reyes')
  })

  it('When a session is kept, then the database holds its hash and not the cookie', async () => {
    const browser = await signedIn()
    const { rows } = await database.pool.query<{ id: string }>(`select encode(id_hash, 'hex') as id from session`)
    const stored = rows.map(({ id }) => id)
    expect(stored).toContain(createHash('sha256').update(sessionOf(browser) ?? '').digest('hex'))
  })

  it('When the directory has no role for the name, then a page says who can give one, and there is no session', async () => {
    const browser = new Browser()
    const before = await sessions()
    const landed = await browser.signIn(world.origin, 'stranger@example.org')
    expect(landed.status).toBe(403)
    expect(await landed.text()).toContain('stranger@example.org')
    expect(sessionOf(browser)).toBeUndefined()
    expect(await sessions()).toBe(before)
  })

  it('When somebody signs in with one name after another in the same browser, then each time they are who they typed', async () => {
    const browser = new Browser()
    expect((await browser.signIn(world.origin, 'stranger@example.org')).status).toBe(403)
    expect((await browser.signIn(world.origin, 'ravi@example.org')).status).toBe(303)
    expect(await (await browser.go(at('/'))).text()).toContain('Ravi Patel')
    expect((await browser.signIn(world.origin, 'office@localhost')).status).toBe(303)
    expect(await (await browser.go(at('/'))).text()).toContain('Ana Reyes')
  })

  it('When the state is not the one that was sent out, then nobody is signed in', async () => {
    const browser = new Browser()
    const back = new URL(await browser.signInAtProvider(at('/sign-in/start'), 'office@localhost'))
    back.searchParams.set('state', 'a-state-of-somebody-else')
    expect((await browser.go(back.href)).status).toBe(401)
    expect(sessionOf(browser)).toBeUndefined()
  })

  it('When the way back is walked twice, then the second time leads nowhere', async () => {
    const browser = new Browser()
    const back = await browser.signInAtProvider(at('/sign-in/start'), 'office@localhost')
    expect((await browser.go(back)).status).toBe(303)
    const again = await browser.go(back)
    expect(again.status).toBe(401)
    expect(await again.text()).toContain('sign-in-failed')
  })

  it('When somebody else’s way back is opened in another browser, then that browser is not signed in', async () => {
    const [attacker, victim] = [new Browser(), new Browser()]
    const back = await attacker.signInAtProvider(at('/sign-in/start'), 'office@localhost')
    expect((await victim.go(back)).status).toBe(401)
    expect(sessionOf(victim)).toBeUndefined()
  })

  it('When a stolen code is put into one’s own sign-in, then it is refused', async () => {
    const [attacker, victim] = [new Browser(), new Browser()]
    const stolen = new URL(await victim.signInAtProvider(at('/sign-in/start'), 'office@localhost'))
    const mine = new URL(await attacker.signInAtProvider(at('/sign-in/start'), 'ravi@example.org'))
    mine.searchParams.set('code', stolen.searchParams.get('code') ?? '')
    expect((await attacker.go(mine.href)).status).toBe(401)
  })

  it.each(['https://evil.example/x', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/sign-in/start'])('When the way leads on to %s, then it leads home instead', async to => {
    const landed = await new Browser().signIn(world.origin, 'office@localhost', to)
    expect(landed.headers.get('location')).toBe(at('/'))
  })

  it('When a session was planted before sign-in, then sign-in ends it and starts another', async () => {
    const attacker = await signedIn('ravi@example.org')
    const planted = sessionOf(attacker) ?? ''
    const victim = new Browser()
    victim.jar.set(new URL(world.origin).host, new Map([['__Host-weft', planted]]))
    await victim.signIn(world.origin, 'office@localhost')
    expect(sessionOf(victim)).not.toBe(planted)
    expect((await attacker.go(at('/'))).status).toBe(303)
  })

  it.each([['unused for an hour', 'seen_at'], ['twelve hours old', 'started_at']])('When a session is %s, then it is over', async (_why, column) => {
    const browser = await signedIn()
    const id = createHash('sha256').update(sessionOf(browser) ?? '').digest()
    await database.pool.query(`update session set ${column} = now() - interval '12 hours 1 second' where id_hash = $1`, [id])
    const answer = await browser.go(at('/waves'))
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(at('/sign-in?to=%2Fwaves'))
  })

  it('When somebody signs out, then the cookie opens nothing any more', async () => {
    const browser = await signedIn()
    const cookie = sessionOf(browser) ?? ''
    expect((await browser.go(at('/sign-out'), form({}))).status).toBe(303)
    expect((await browser.go(at('/'), { headers: { cookie: `__Host-weft=${cookie}` } })).status).toBe(303)
  })

  it('When a forged Host header arrives, then the browser is still sent to the configured address', async () => {
    const { request } = await import('node:http')
    const location = await new Promise<string | undefined>((resolve, reject) => {
      request(at('/waves'), { headers: { host: 'evil.example' } }, response => { response.resume(); resolve(response.headers.location) }).on('error', reject).end()
    })
    expect(location).toBe(at('/sign-in?to=%2Fwaves'))
  })

  it('When the sign-in page is opened, then it says that the development provider believes anybody, and names nobody', async () => {
    const text = await (await fetch(at('/sign-in'))).text()
    expect(text).toContain('Anybody on this machine can be anybody')
    const { response } = await new Browser().follow(at('/sign-in/start'))
    const provider = await response.text()
    expect(provider).toContain('Anybody on this machine can be anybody')
    expect(provider).not.toMatch(/office@localhost|Ana/)
  })
})

describe('The development provider', () => {
  it('When it sets cookies, then none is sent to another address of its host, where surveys live', async () => {
    const browser = new Browser()
    const { url } = await browser.follow(at('/sign-in/start'))
    const answer = await fetch(new URL(url).origin + new URL(url).pathname.replace(/sign-in\/.*$/, `auth?client_id=weft&redirect_uri=${encodeURIComponent(at('/sign-in/done'))}&response_type=code&scope=openid&code_challenge=${'a'.repeat(43)}&code_challenge_method=S256`), { redirect: 'manual' })
    const cookies = answer.headers.getSetCookie()
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies) expect(cookie.toLowerCase()).toMatch(/path=\/development-provider/)
  })
})

describe('Requests from elsewhere', () => {
  const launch = () => at(`/waves/${ids.planned}/launch`)
  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port of the same host', { origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' }],
    ['an old browser on another site', { origin: 'https://evil.example' }],
    ['something that does not say where it comes from', {}]
  ])('When %s posts with the cookie, then nothing is done', async (_from, headers) => {
    const browser = await signedIn()
    const before = world.heard.length
    const answer = await browser.go(launch(), { method: 'POST', headers: { ...headers as Record<string, string>, 'content-type': 'application/x-www-form-urlencoded' }, body: '' })
    expect(answer.status).toBe(403)
    expect(world.heard.slice(before).filter(({ url }) => url.endsWith('/launch'))).toEqual([])
  })

  it('When our own page posts, then it is done, in the name of the opaque subject', async () => {
    const browser = await signedIn()
    expect((await browser.go(launch(), form({}))).headers.get('location')).toBe(`/waves/${ids.planned}?done=launched`)
    const call = world.heard.findLast(({ url }) => url.endsWith('/launch'))
    expect(call).toMatchObject({ service: 'survey', subject: 'subject of program-office', roles: ['program-office'] })
    expect(call?.headers.cookie).toBeUndefined()
  })
})

describe('What the door says with every page', () => {
  it('When a page is served, then it forbids inline code, frames, guessing types, referrers and keeping', async () => {
    for (const path of ['/sign-in', '/nowhere']) {
      const { headers } = await fetch(at(path), { redirect: 'manual' })
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/)
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
      expect(Object.fromEntries(headers)).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' })
    }
  })

  it('When a title holds markup, then it is shown and not run', async () => {
    const browser = await signedIn()
    const kept = world.script['GET /organisation']
    world.script['GET /organisation'] = () => ({ version: 1, people: 1, units: 1, bands: ['<script>x</script>'], officeSignIns: 1 })
    const text = await (await browser.go(at('/people'))).text()
    if (kept) world.script['GET /organisation'] = kept
    expect(text).toContain('&lt;script')
    expect(text).not.toContain('<script>x')
  })
})

const officePages = ['/', '/people', '/waves', '/waves/new', `/waves/${ids.open}`, `/waves/${ids.closed}`, `/waves/${ids.planned}`, `/waves/${ids.past}`, `/waves/${ids.planned}/launch`, `/waves/${ids.open}/close`,
  `/waves/${ids.closed}/verification`, '/past-waves/new', '/heat-map', '/heat-map?show=score&sort=CI', '/heat-map?under=claims', '/units/all', '/units/claims', '/units/legal', '/keys', '/who-sees-what']
/** Words that no page says, and no exclamation mark. */
const banned = /\banonymous|respondent|\bKPI|cascade|\bn=|\bdelta\b|N\/A|\binvalid\b|!/i
const wordsOn = (html: string) => html.replace(/<[^>]+>/g, ' ')
const officeOnly = ['/people', '/waves/new', `/waves/${ids.planned}/launch`, `/waves/${ids.open}/close`, '/past-waves/new']

describe('Pages', () => {
  it.each(officePages)('When the program office opens %s, then it is a whole page with one heading', async path => {
    const answer = await (await signedIn()).go(at(path))
    const text = await answer.text()
    expect(answer.status).toBe(200)
    expect(text.match(/<h1/g)).toHaveLength(1)
    expect(text).not.toMatch(/undefined|NaN|\[object|<style|style="|onclick/)
    expect(wordsOn(text)).not.toMatch(banned)
  })

  it.each(['/waves/abc', '/waves/abc/launch', '/waves/abc/verification', '/heat-map?release=abc', '/units/all?release=abc', '/releases/abc/scores.csv'])('When %s is opened with half an id, then it is a calm page that is not there', async path => {
    const answer = await (await signedIn()).go(at(path))
    const text = await answer.text()
    expect(answer.status).toBe(404)
    expect(text).toContain('There is no page at this address')
    expect(text).not.toContain('finding-group')
    expect(wordsOn(text)).not.toMatch(banned)
  })

  it.each(officePages)('When an analyst opens %s, then it opens only if it is theirs, and says who gives roles if not', async path => {
    const answer = await (await signedIn('ravi@example.org')).go(at(path))
    const text = await answer.text()
    if (!officeOnly.includes(path)) return expect(answer.status).toBe(200)
    expect(answer.status).toBe(403)
    expect(text).toContain('The program office gives roles')
  })

  it('When an analyst looks at a wave, then nothing is asked of participation and nothing can be done', async () => {
    const browser = await signedIn('ravi@example.org')
    const before = world.heard.length
    const text = await (await browser.go(at(`/waves/${ids.open}`))).text()
    expect(world.heard.slice(before).map(({ service }) => service)).not.toContain('participation')
    expect(text).not.toContain('Close the wave')
  })

  it('When an analyst looks at a wave, open or released, then nothing is said to wait or to be missing that is not', async () => {
    const browser = await signedIn('ravi@example.org')
    for (const waveId of [ids.open, ids.closed, ids.past]) {
      const text = await (await browser.go(at(`/waves/${waveId}`))).text()
      expect(text).not.toMatch(/Waiting until|when the wave is open|Still missing/)
    }
    const text = await (await browser.go(at(`/waves/${ids.closed}`))).text()
    expect(text).toContain('Release 1 with 72 scores.')
    expect(text).toContain('data-refresh="false"')
  })

  it('When an older release is shown, then it can be chosen like the newest, and a link leads to all others', async () => {
    const kept = world.script['GET /releases']
    const { releases } = releasesReply.parse(await kept?.({} as never, {} as never))
    world.script['GET /releases'] = () => ({ releases: releases.filter(({ releaseId }) => releaseId !== ids.release), next: 'more' })
    const text = await (await (await signedIn()).go(at(`/heat-map?release=${ids.release}`))).text()
    if (kept) world.script['GET /releases'] = kept
    expect(text).toMatch(new RegExp(`<option[^>]*selected[^>]*value="${ids.release}"|<option[^>]*value="${ids.release}"[^>]*selected`))
    expect(text).toContain('<a href="/waves">Older releases</a>')
  })

  it('When taking part is known of as many units as one page takes, then it says that these are the largest', async () => {
    const kept = world.script['GET /waves/:waveId/participation']
    const open = participationReply.parse(await kept?.({ params: { waveId: ids.open } } as never, {} as never))
    const rates = Array.from({ length: 200 }, (_, place) => ({ unitId: `u${place}`, name: `Unit ${place}`, invited: 60, atLeast: 20, atMost: 29 }))
    const page = async () => (await (await signedIn()).go(at(`/waves/${ids.open}`))).text()
    expect(await page()).not.toContain('largest units')
    world.script['GET /waves/:waveId/participation'] = () => ({ ...open, rates })
    const text = await page()
    if (kept) world.script['GET /waves/:waveId/participation'] = kept
    expect(text).toContain('The 200 largest units.')
  })

  it('When a cell is hidden, then the page holds neither value nor count for it', async () => {
    const text = await (await (await signedIn()).go(at('/heat-map'))).text()
    const row = /<tr><th scope="row"><a href="\/units\/legal.*?<\/tr>/.exec(text)?.[0] ?? ''
    expect(row.match(/Not shown/g)).toHaveLength(9)
    expect(row.replace(/<[^>]+>|Legal|4 units below/g, '')).not.toMatch(/\d/)
  })

  it('When a page does not exist, then the answer is a page that says so', async () => {
    const answer = await (await signedIn()).go(at('/nowhere'))
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('There is no page at this address')
  })

  it('When a query has a field nobody knows, then it is refused', async () => {
    for (const query of ['unitt=x', 'show=everything']) {
      const answer = await (await signedIn()).go(at(`/heat-map?${query}`))
      expect(answer.status).toBe(400)
      expect(wordsOn(await answer.text())).not.toMatch(banned)
    }
  })

  it('When a service is away, then home shows the rest and says what is missing', async () => {
    const kept = world.script['GET /releases']
    world.script['GET /releases'] = () => { throw new Error('broken') }
    const answer = await (await signedIn()).go(at('/'))
    if (kept) world.script['GET /releases'] = kept
    expect(answer.status).toBe(200)
    expect(await answer.text()).toMatch(/does not answer right now.*What is missing here: scores/)
  })
})

describe('Forms', () => {
  it('When a wave is planned, then survey gets the plan and the reader its page', async () => {
    const browser = await signedIn()
    const fields = { title: 'Spring', instrument: 'full-8 v1', closesOn: '2026-12-18', score: '8', spread: '12', bands: 'tenure' }
    const answer = await browser.go(at('/waves'), form(fields))
    expect(answer.headers.get('location')).toBe(`/waves/${ids.planned}?done=planned`)
    const call = world.heard.findLast(({ url, body }) => url === '/waves' && body !== '')
    expect(JSON.parse(call?.body ?? '')).toMatchObject({ title: 'Spring', instrumentId: 'full-8', instrumentVersion: 1, closesOn: '2026-12-18', thresholds: { score: 8, spread: 12 }, bands: ['tenure'] })
  })

  it('When the form does not fit, then it comes back with what was typed and a link to each field', async () => {
    const answer = await (await signedIn()).go(at('/waves'), form({ title: 'Kept title', instrument: 'full-8 v1', closesOn: 'soon', score: '2', spread: '10' }))
    const text = await answer.text()
    expect(answer.status).toBe(422)
    expect(text).toContain('value="Kept title"')
    expect(text).toContain('href="#closesOn"')
    expect(text).toContain('href="#score"')
  })

  it('When survey refuses a plan, then its sentence leads to the field that mends it, in sight', async () => {
    const kept = world.script['POST /waves']
    world.script['POST /waves'] = () => { throw new Refusal('invalid', 'spread-below-score', 'The threshold of spread cannot be the lower one.') }
    const answer = await (await signedIn()).go(at('/waves'), form({ title: 'Spring', instrument: 'full-8 v1', closesOn: '2026-12-18', score: '12', spread: '10' }))
    if (kept) world.script['POST /waves'] = kept
    const text = await answer.text()
    expect(answer.status).toBe(422)
    expect(text).toMatch(/<a href="#spread">The threshold of spread.*<details class="more" open.*id="spread-problem"/s)
  })

  it('When the service refuses, then its sentence stands on the form', async () => {
    const kept = world.script['POST /waves/:waveId/close']
    world.script['POST /waves/:waveId/close'] = () => { throw new Refusal('conflict', 'wave-already-closed', 'This wave is closed already.') }
    const answer = await (await signedIn()).go(at(`/waves/${ids.open}/close`), form({}))
    if (kept) world.script['POST /waves/:waveId/close'] = kept
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('This wave is closed already.')
  })

  const files = (fields: Record<string, string>) => {
    const body = new FormData()
    for (const [name, text] of Object.entries(fields)) body.append(name, new Blob([text], { type: 'text/csv' }), `${name}.csv`)
    return { method: 'POST', headers: own(), body }
  }

  it('When an import is begun, then both files reach the directory as they are, and its page is next', async () => {
    const answer = await (await signedIn()).go(at('/people/imports'), files({ units: 'unit,parent,name\nall,,All', people: 'person,name\np1,Zoë' }))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/people/imports/${ids.run}`])
    expect(world.heard.findLast(({ url }) => url === '/organisation/import-runs')?.body).toMatch(/name="units"[^]*unit,parent,name[^]*name="people"[^]*p1,Zoë/)
  })

  it('When the files cannot be read, then findings are grouped by what is to be done', async () => {
    const kept = world.script['POST /organisation/import-runs']
    const problems = [1, 2, 3, 4].map(line => ({ at: `people.csv line ${line}`, code: 'uneven-row', sentence: 'The row is too short.' }))
    world.script['POST /organisation/import-runs'] = () => { throw new Refusal('invalid', 'broken-quotes', 'The file could not be read.', problems) }
    const answer = await (await signedIn()).go(at('/people/imports'), files({ units: 'x', people: 'y' }))
    if (kept) world.script['POST /organisation/import-runs'] = kept
    const text = await answer.text()
    expect(answer.status).toBe(422)
    expect(text).toContain('could not be read')
    expect(text.match(/<h2[^>]*>The row is too short/g)).toHaveLength(1)
    expect(text).toContain('In 4 places: people.csv line 1, people.csv line 2, people.csv line 3 and more')
  })

  it('When a number is typed with spaces or commas, then it is that number that reaches the directory', async () => {
    await (await signedIn()).go(at(`/people/imports/${ids.run}/apply`), form({ confirmLeavers: ' 1,203 ' }))
    expect(world.heard.findLast(({ url }) => url.endsWith('/apply'))?.body).toBe('{"confirmLeavers":1203}')
  })

  it('When a mapping does not fit, then the page says where and in our words what', async () => {
    const kept = world.script['POST /past-waves']
    const broken = { title: '', closedOn: '2024', scales: { agree: { min: 1 } }, factors: [], items: 'Q1', unitPath: [3], extra: true }
    const problems = pastWaveMapping.safeParse(broken).error?.issues.map(issue => ({ at: issue.path.join('.'), code: 'mapping-malformed', sentence: sentenceOf(issue) })) ?? []
    world.script['POST /past-waves'] = () => { throw new Refusal('invalid', 'mapping-malformed', 'The mapping does not have the shape that is asked for.', problems) }
    const answer = await (await signedIn()).go(at('/past-waves'), files({ mapping: JSON.stringify(broken), answers: 'Q1\n3' }))
    if (kept) world.script['POST /past-waves'] = kept
    const text = await answer.text()
    expect(answer.status).toBe(422)
    expect(text).toMatch(/<b>title<\/b>: This is too small or too short[^]*<b>closedOn<\/b>: This is not a day/)
    for (const place of ['title', 'closedOn', 'scales.agree.max', 'factors', 'items', 'unitPath.0']) expect(text).toContain(place)
    expect(wordsOn(text)).not.toMatch(banned)
  })

  it('When the answer to an upload stops half-way, then the page does not promise that nothing was changed', async () => {
    const kept = world.script['POST /past-waves']
    world.script['POST /past-waves'] = (_request, reply) => {
      reply.hijack()
      reply.raw.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
      reply.raw.write('{"waveId":', () => { reply.raw.destroy() })
    }
    const answer = await (await signedIn()).go(at('/past-waves'), files({ mapping: '{}', answers: 'Q1\n3' }))
    if (kept) world.script['POST /past-waves'] = kept
    expect(answer.status).toBe(503)
    const text = await answer.text()
    expect(text).toContain('it may have worked')
    expect(text).not.toContain('Nothing was changed')
  })

  it('When a past wave is only checked, then survey hears that nothing shall be written', async () => {
    const answer = await (await signedIn()).go(at('/past-waves?check=true'), files({ mapping: '{}', answers: 'Q1\n3' }))
    expect(await answer.text()).toContain('this is what would be imported')
    expect(world.heard.findLast(({ url }) => url.startsWith('/past-waves'))?.url).toBe('/past-waves?check=true')
  })
})

describe('Access keys', () => {
  const makeKey = async (browser: Browser, name = 'Warehouse') => {
    const text = await (await browser.go(at('/keys'), form({ name }))).text()
    return /<code class="secret">(weft_[\w-]{43})<\/code>/.exec(text)?.[1] ?? expect.fail('no key shown')
  }
  const use = (key: string, path: string, init: RequestInit = {}) => fetch(at(path), { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers as Record<string, string> } })

  it('When a key is made, then it is shown once, kept as a hash, and reads what its owner may', async () => {
    const browser = await signedIn('ravi@example.org')
    const key = await makeKey(browser)
    expect(await (await browser.go(at('/keys'))).text()).not.toContain(key)
    const { rows } = await database.pool.query<{ line: string }>('select k::text as line from access_key k')
    expect(rows.map(({ line }) => line).join()).not.toContain(key.slice(5))
    const answer = await use(key, '/v1/releases')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ releases: [{ releaseId: ids.release }, {}] })
    expect((await use(key, '/v1/organisation')).status).toBe(403)
  })

  it('When a key is revoked, then it opens nothing, and only its owner could do that', async () => {
    const [owner, other] = [await signedIn(), await signedIn('ravi@example.org')]
    const key = await makeKey(owner, 'To be revoked')
    const { rows: [row] } = await database.pool.query<{ id: string }>(`select key_id as id from access_key where name = 'To be revoked'`)
    const revocation = at(`/keys/${row?.id}/revocation`)
    expect((await other.go(revocation, form({}))).status).toBe(404)
    expect((await use(key, '/v1/waves')).status).toBe(200)
    expect((await owner.go(revocation, form({}))).status).toBe(303)
    expect((await use(key, '/v1/waves')).status).toBe(401)
  })

  it('When the command line asks with a token of the installation, then it gets a key; with any other it gets none', async () => {
    const ask = async (token: string) => fetch(at('/v1/keys'), { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ signIn: 'office@localhost' }) })
    const made = await ask(await world.sign('web', { subject: 'cli', roles: ['operator'] }))
    expect(made.status).toBe(201)
    const { key } = await made.json() as { key: string }
    expect((await use(key, '/v1/organisation')).status).toBe(200)
    expect((await ask(await world.sign('survey', { subject: 'cli', roles: ['operator'] }))).status).toBe(401)
    expect((await ask(await world.sign('web', { subject: 'x', roles: ['program-office'] }))).status).toBe(403)
  })

  it('When a cookie comes instead of a key, then /v1 does not know it', async () => {
    const answer = await (await signedIn()).go(at('/v1/releases'))
    expect(answer.status).toBe(401)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(await answer.json()).toMatchObject({ code: 'no-key' })
  })

  it('When a program posts, then body, query and refusal pass, and no header that is not asked for', async () => {
    const key = await makeKey(await signedIn(), 'Poster')
    const made = await use(key, '/v1/waves', { method: 'POST', headers: { 'content-type': 'application/json', 'x-secret': 's', cookie: 'a=b' }, body: '{"title":"T"}' })
    expect(made.status).toBe(201)
    const call = world.heard.findLast(({ url, body }) => url === '/waves' && body !== '')
    expect(call?.body).toBe('{"title":"T"}')
    expect(call?.headers).not.toHaveProperty('x-secret')
    expect(call?.headers).not.toHaveProperty('cookie')
    const missing = await use(key, `/v1/waves/${randomUUID()}`)
    expect(missing.status).toBe(404)
    expect(await missing.json()).toMatchObject({ code: 'no-such-wave' })
    expect((await use(key, '/v1/past-waves?check=true', { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x--' })).status).toBe(200)
  })

  it('When a body grows past its cap without saying so beforehand, then it is cut off, and the door lives on', async () => {
    const key = await makeKey(await signedIn(), 'Flood')
    const flood = new ReadableStream({ pull: controller => { controller.enqueue(new Uint8Array(262_144)) } })
    const init = { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: flood, duplex: 'half' } as RequestInit
    const outcome = await fetch(at('/v1/waves'), init).then(async answer => `${answer.status} ${await answer.text()}`, () => 'cut off')
    expect(outcome).toMatch(/^413 .*too-large|cut off/)
    expect((await use(key, '/v1/waves')).status).toBe(200)
  })

  it('When the file of scores is fetched, then it comes with its name and without what a service added on the side', async () => {
    const answer = await use(await makeKey(await signedIn(), 'Csv'), `/v1/releases/${ids.release}/scores.csv`)
    expect(await answer.text()).toBe('unit,score\r\nall,71\r\n')
    expect(answer.headers.get('content-disposition')).toContain('scores.csv')
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  it('When a path tries to reach past the table, then there is nothing', async () => {
    const key = await makeKey(await signedIn(), 'Climber')
    for (const path of ['/v1/sign-ins/office@localhost', '/v1/releases/..%2Fsign-ins', '/v1/waves/%2e%2e%2forganisation']) {
      expect((await use(key, path)).status).toBe(404)
    }
  })

  it('When scores are streamed, then events come at once and the position goes through', async () => {
    const key = await makeKey(await signedIn('ravi@example.org'), 'Stream')
    const leave = new AbortController()
    const answer = await use(key, '/v1/scores', { headers: { 'last-event-id': '7.3' }, signal: leave.signal })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const first = await answer.body?.getReader().read()
    expect(new TextDecoder().decode(first?.value)).toContain('"from":"7.3"')
    leave.abort()
  })

  it('When a key is revoked while its stream is open, then the next look at the key ends the stream', async () => {
    const owner = await signedIn('ravi@example.org')
    const key = await makeKey(owner, 'Revoked mid-stream')
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const reader = (await use(key, '/v1/scores')).body?.getReader() ?? expect.fail('no stream')
      expect((await reader.read()).done).toBe(false)
      const further = reader.read().then(({ done }) => done ? 'ended' : 'went on', () => 'ended')
      vi.advanceTimersByTime(30_000)
      const { rows: [row] } = await database.pool.query<{ id: string }>(`select key_id as id from access_key where name = 'Revoked mid-stream'`)
      expect((await use(key, '/v1/releases')).status).toBe(200)
      expect(await Promise.race([further, Promise.resolve('open')])).toBe('open')
      expect((await owner.go(at(`/keys/${row?.id}/revocation`), form({}))).status).toBe(303)
      vi.advanceTimersByTime(30_000)
      expect(await further).toBe('ended')
    } finally {
      vi.useRealTimers()
    }
  })
})
