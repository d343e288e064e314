import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openLog } from '@weft/service-kit/log'
import { audienceOf } from '@weft/testkit/audience'
import { axeFindings, layoutFindings, openBrowser } from '@weft/testkit/browser'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { deliver } from '@weft/testkit/delivery'
import { openDoor } from '@weft/testkit/door'
import { buildApp, reactionsOf } from '../app.ts'
import type { Deps } from '../deps.ts'
import { full8 } from '../instrument/full-8.ts'
import { keepInstrument } from '../instrument/instrument.store.ts'
import { buildPublicHost } from '../public-host.ts'

type Browser = Awaited<ReturnType<typeof openBrowser>>
type Context = Awaited<ReturnType<Browser['newContext']>>
type Page = Awaited<ReturnType<Context['newPage']>>

let database: TestDatabase
let look: pg.Client
let host: FastifyInstance
let origin: string
let browser: Browser
let tokens: string[]
let contexts: Context[] = []
let complaints: string[] = []
const shots = process.env['WEFT_SCREENSHOTS']

let time = '2027-03-01T10:20:30Z'

beforeAll(async () => {
  database = await databaseOf('survey')
  look = new pg.Client({ connectionString: database.superUrl })
  await look.connect()
  await keepInstrument(database.pool, full8, randomUUID())
  const door = await openDoor()
  const deps: Deps = {
    pool: database.pool, log: openLog({ name: 'survey', level: 'silent', file: '' }), now: () => new Date(time), newId: randomUUID, wake: () => {},
    config: { PUBLIC_HOST: '127.0.0.1', PUBLIC_PORT: 0, PUBLIC_ORIGIN: 'http://127.0.0.1', PUBLIC_LOG_FILE: '/dev/null', LIMIT_PER_LINK_PER_MINUTE: 120, REDEMPTION_HOUR: 3, TIME_ZONE: 'UTC', HEADERS_SECONDS: 20, REQUEST_SECONDS: 60 }
  }
  const app = buildApp(deps, await door.verifierFor('survey'))
  const headers = await door.as('survey', 'program-office')
  const { waveId } = (await app.inject({ method: 'POST', url: '/waves', headers, payload: { title: 'Spring 2027', instrumentId: 'full-8', closesOn: '2027-03-31' } })).json<{ waveId: string }>()
  await app.inject({ method: 'POST', url: `/waves/${waveId}/launch`, headers })
  const audience = audienceOf(waveId, Array.from({ length: 40 }, () => ({ unitId: 'north' })))
  await deliver(database.pool, reactionsOf(deps), audience.events)
  tokens = audience.tokens
  host = buildPublicHost(deps)
  origin = await host.listen({ host: '127.0.0.1', port: 0 })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await host.close()
  await look.end()
  await database.drop()
})
beforeEach(() => { complaints = [] })
afterEach(async () => {
  await Promise.all(contexts.map(context => context.close()))
  contexts = []
  expect(complaints).toEqual([])
})

const token = () => tokens.pop() as string
const phone = { width: 360, height: 740 }
const desk = { width: 1280, height: 800 }

async function open (path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, reducedMotion: 'reduce', ...options })
  contexts.push(context)
  const page = await context.newPage()
  page.on('pageerror', error => { complaints.push(error.message) })
  page.on('console', message => { if (message.type() === 'error' && !/status of 4|ERR_INTERNET/.test(message.text())) complaints.push(message.text()) })
  page.on('request', request => { if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) complaints.push(`asked for ${request.url()}`) })
  await page.goto(`${origin}${path}`)
  return page
}
async function shoot (page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/survey-${name}.png`, fullPage: true })
}
const count = async () => (await look.query('select from sheet')).rowCount ?? 0
const newest = async (item: string, answer: number | null) => (await look.query(`select from sheet s where s.answers -> $1 = $2::jsonb`, [item, JSON.stringify(answer)])).rowCount
const next = (page: Page) => page.getByRole('button', { name: 'Next part' }).click()
const visible = (page: Page) => page.locator('.part:visible')

async function answerPart (page: Page, value = '4'): Promise<void> {
  for (const input of await visible(page).locator(`input[value="${value}"]`).all()) await input.check()
}
async function answerAll (page: Page, value = '4'): Promise<void> {
  for (let part = 1; part <= 8; part++) {
    await answerPart(page, value)
    if (part < 8) await next(page)
  }
}

describe('with a script', () => {
  test('When one goes through all parts, then each is a step with its heading focused, and sending ends with thanks and an empty store', async () => {
    const before = await count()
    const page = await open(`/s/${token()}`)
    expect(await page.title()).toBe('Part 1 of 8 Know customers now – Spring 2027')
    expect(await page.locator('fieldset:visible').count()).toBe(4)
    expect(await page.locator('#confidential').isVisible()).toBe(true)
    await shoot(page, 'phone-part-1')
    for (let part = 1; part <= 8; part++) {
      expect(await visible(page).count()).toBe(1)
      expect(await visible(page).locator('fieldset').count()).toBe(4)
      await answerPart(page)
      await expect.poll(() => page.getByRole('status').textContent()).toBe(`${part * 4} of 32 answered · Kept on this device`)
      if (part === 8) break
      await next(page)
      expect(await page.title()).toContain(`Part ${part + 1} of 8`)
      expect(await page.evaluate(() => document.activeElement?.id)).toBe(`p${part + 1}-title`)
      expect(await page.locator('#confidential').isVisible()).toBe(false)
    }
    await shoot(page, 'phone-part-8')
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await page.waitForURL('**/s/thanks')
    await shoot(page, 'phone-thanks')
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
    expect(await count()).toBe(before + 1)
  })

  test('When the page is closed in the middle and opened again, then the answers and the part are back; Back goes a part back', async () => {
    const of = token()
    const page = await open(`/s/${of}`)
    await answerPart(page, '2')
    await next(page)
    await visible(page).locator('input[value="dk"]').first().check()
    await page.close()
    const again = await contexts[0]?.newPage() as Page
    await again.goto(`${origin}/s/${of}`)
    expect(await again.title()).toContain('Part 2 of 8')
    expect(await again.getByRole('status').textContent()).toContain('Your earlier answers are back.')
    expect(await visible(again).locator('input[value="dk"]').first().isChecked()).toBe(true)
    await next(again)
    await again.goBack()
    expect(await again.title()).toContain('Part 2 of 8')
    await again.getByRole('button', { name: 'Previous part' }).click()
    expect(await visible(again).locator('input[value="2"]:checked').count()).toBe(4)
    expect(await again.evaluate(() => Object.keys(localStorage).join())).not.toContain(of)
  })

  test('When an answer is cleared, then none is chosen, and it stays cleared', async () => {
    const of = token()
    const page = await open(`/s/${of}`)
    const question = page.locator('#a-CI1')
    await question.locator('input[value="5"]').check()
    await question.getByRole('button', { name: 'Clear answer' }).click()
    expect(await question.locator('input:checked').count()).toBe(0)
    await page.reload()
    expect(await page.locator('input:checked').count()).toBe(0)
  })

  test('When the device is shared, then nothing is kept on it', async () => {
    const page = await open(`/s/${token()}`)
    await answerPart(page)
    await page.getByLabel('I share this device with others').check()
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
    await next(page)
    await answerPart(page)
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
    expect(await page.getByRole('status').textContent()).toContain('Not kept on this device')
  })

  test('When kept answers are older than seven days, then they are gone', async () => {
    const of = token()
    const page = await open(`/s/${of}`)
    await answerPart(page)
    await page.evaluate(() => {
      for (const key of Object.keys(localStorage)) localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key) ?? '{}') as object, at: Date.now() - 8 * 86_400_000 }))
    })
    await page.reload()
    expect(await page.locator('input:checked').count()).toBe(0)
  })

  test('When answers are missing, then the first sending lists them with links and the second one sends', async () => {
    const before = await count()
    const page = await open(`/s/${token()}`)
    await answerPart(page)
    for (let part = 1; part < 8; part++) await next(page)
    await answerPart(page, '1')
    await page.getByRole('button', { name: 'Send my answers' }).click()
    expect(await page.locator('#problem').textContent()).toContain('24 statements have no answer yet')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('problem')
    await shoot(page, 'phone-missing')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('link', { name: 'We try out new ideas with customers early on.' }).click()
    expect(await page.title()).toContain('Part 2 of 8')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('a-CF2')
    expect(await count()).toBe(before)
    for (let part = 2; part < 8; part++) await next(page)
    await page.getByRole('button', { name: 'Send without them' }).click()
    await page.waitForURL('**/s/thanks')
    expect(await count()).toBe(before + 1)
  })

  test('When one is offline, then the answers stay and are sent once when connected again', async () => {
    const before = await count()
    const page = await open(`/s/${token()}`)
    await answerAll(page, '3')
    await contexts[0]?.setOffline(true)
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await expect.poll(() => page.getByRole('status').textContent()).toContain('You are offline')
    expect(await count()).toBe(before)
    await contexts[0]?.setOffline(false)
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await page.waitForURL('**/s/thanks')
    expect(await count()).toBe(before + 1)
  })

  test('When a link was used too often, then the page says so, keeps the answers and sends them a minute later', async () => {
    const before = await count()
    const of = token()
    time = '2027-03-01T10:40:30Z'
    const page = await open(`/s/${of}`)
    await Promise.all(Array.from({ length: 119 }, () => fetch(`${origin}/s/${of}`)))
    await answerAll(page, '2')
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await expect.poll(() => page.getByRole('status').textContent()).toContain('please wait a minute and send again')
    expect(await page.locator('input:checked').count()).toBe(32)
    expect(await count()).toBe(before)
    await shoot(page, 'busy')
    time = '2027-03-01T10:41:00Z'
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await page.waitForURL('**/s/thanks')
    expect(await count()).toBe(before + 1)
  })

  test('When the button is clicked three times, then one sheet is stored; a later visit says so', async () => {
    const before = await count()
    const of = token()
    const page = await open(`/s/${of}`)
    await answerAll(page, '5')
    await page.getByRole('button', { name: 'Send my answers' }).click({ clickCount: 3, delay: 5 })
    await page.waitForURL('**/s/thanks')
    expect(await count()).toBe(before + 1)
    await page.goto(`${origin}/s/${of}`)
    expect(await page.textContent('h1')).toBe('You have already sent your answers')
  })

  test('When one saves and goes to another device, then the answers are there, and newer ones there win', async () => {
    const of = token()
    const page = await open(`/s/${of}`)
    await answerPart(page, '2')
    await page.getByRole('button', { name: 'Save and finish later' }).click()
    await page.waitForURL('**/s/saved')
    const other = await open(`/s/${of}`)
    expect(await other.locator('input[value="2"]:checked').count()).toBe(4)
    await other.locator('#a-CI1 input[value="5"]').check()
    await other.getByRole('button', { name: 'Save and finish later' }).click()
    await other.waitForURL('**/s/saved')
    await page.goto(`${origin}/s/${of}`)
    expect(await page.locator('#a-CI1 input[value="5"]').isChecked()).toBe(true)
  })

  test('When only the keyboard is used, then each statement is one stop, arrows choose, and Enter does not send', async () => {
    const before = await count()
    const page = await open(`/s/${token()}#p8`)
    await page.locator('#p8-title').focus()
    const stops: (string | null)[] = []
    for (let stop = 0; stop < 4; stop++) {
      await page.keyboard.press('Tab')
      stops.push(await page.evaluate(() => document.activeElement?.getAttribute('name') ?? null))
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
    }
    expect(stops).toEqual(['a-SA1', 'a-SA2', 'a-SA3', 'a-SA4'])
    expect(await visible(page).locator('input:checked').count()).toBe(4)
    expect(page.url()).toContain('#p8')
    expect(await count()).toBe(before)
  })
})

describe('without a script', () => {
  test('When the form is one long page, then it is answered and sent whole', async () => {
    const before = await count()
    const page = await open(`/s/${token()}`, { javaScriptEnabled: false })
    await shoot(page, 'phone-no-script')
    expect(await page.locator('fieldset').count()).toBe(32)
    for (const input of await page.locator('input[type=radio][value="1"]').all()) await input.check()
    await page.getByRole('button', { name: 'Send my answers' }).click()
    expect(page.url()).toBe(`${origin}/s/thanks`)
    expect(await count()).toBe(before + 1)
    expect(await newest('CI1', 1)).toBeGreaterThan(0)
  })

  test('When answers are missing, then the page says so with links and may be sent as it is; a part can be saved for later', async () => {
    const before = await count()
    const of = token()
    const page = await open(`/s/${of}`, { javaScriptEnabled: false })
    await page.locator('#a-CI1 input[value="3"]').check()
    await page.getByRole('button', { name: 'Save and finish later' }).first().click()
    expect(await page.textContent('h1')).toBe('Your answers are saved')
    await page.goto(`${origin}/s/${of}`)
    expect(await page.locator('#a-CI1 input[value="3"]').isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Send my answers' }).click()
    expect(await page.locator('#problems').textContent()).toContain('31 statements have no answer yet')
    await shoot(page, 'phone-no-script-missing')
    await page.getByRole('button', { name: 'Send without them' }).click()
    expect(page.url()).toBe(`${origin}/s/thanks`)
    expect(await count()).toBe(before + 1)
  })
})

describe('how it looks', () => {
  const modes: [string, Parameters<Browser['newContext']>[0], string?][] = [
    ['phone-light', { viewport: phone }], ['phone-dark', { viewport: phone, colorScheme: 'dark' }], ['desk-light', { viewport: desk }], ['desk-dark', { viewport: desk, colorScheme: 'dark' }],
    ['narrow', { viewport: { width: 320, height: 640 } }], ['double-text', { viewport: phone }, 'html { font-size: 200% !important }'], ['zoomed', { viewport: { width: 640, height: 400 } }],
    ['spaced', { viewport: phone }, '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }'],
    ['forced-colours', { viewport: phone, forcedColors: 'active' }], ['no-script', { viewport: phone, javaScriptEnabled: false }]
  ]
  test.each(modes)('When it is seen as %s, then axe and the layout probes find nothing on any page', async (name, options, css) => {
    const of = token()
    // What is said on the short pages needs no more than one look in each colour.
    const pages = [['form', `/s/${of}`], ['last', `/s/${of}#p8`], ...(name.startsWith('phone') ? [['thanks', '/s/thanks'], ['saved', '/s/saved'], ['unusable', '/s/nothing']] : [])] as [string, string][]
    for (const [kind, path] of pages) {
      const page = await open(path, { ...options, bypassCSP: true })
      if (css !== undefined) await page.addStyleTag({ content: css })
      if (kind === 'last') await answerPart(page).catch(() => undefined)
      await shoot(page, `${name}-${kind}`)
      if (options?.javaScriptEnabled !== false) expect(await axeFindings(page), `${name} ${kind}`).toEqual([])
      if (options?.javaScriptEnabled !== false) expect(await layoutFindings(page), `${name} ${kind}`).toEqual([])
    }
  })

  test('When it is loaded, then it is small: less than 30 kB in all, less than 10 kB of it script', async () => {
    const sizes: { url: string, bytes: number }[] = []
    const page = await open('/s/nothing')
    page.on('requestfinished', request => { void request.sizes().then(size => sizes.push({ url: request.url(), bytes: size.responseBodySize })) })
    await page.goto(`${origin}/s/${token()}`, { waitUntil: 'networkidle' })
    await expect.poll(() => sizes.length).toBe(2)
    const script = sizes.filter(size => size.url.endsWith('.js')).reduce((sum, size) => sum + size.bytes, 0)
    const all = sizes.reduce((sum, size) => sum + size.bytes, 0)
    if (shots) console.log({ script, all, sizes: sizes.map(size => size.bytes) })
    expect(script).toBeGreaterThan(0)
    expect(script).toBeLessThan(10_000)
    expect(all).toBeLessThan(30_000)
  })
})
