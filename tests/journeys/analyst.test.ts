import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSmallDefault, type SmallDefault } from '@weft/infra/small-default/launcher'
import { axeFindings, layoutFindings, openBrowser } from '@weft/testkit/browser'
import { organisationCsv } from '@weft/testkit/builders'
import { Driver, sendAnswers } from '@weft/testkit/driver'
import { below, seeded } from '@weft/testkit/seeded'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enter, tabTo, typeInto } from './keyboard.ts'
import { followStream, type Following } from './stream.ts'

const UNITS = 4
const PEOPLE = 32
const SCORES = UNITS * 9
const items = ['CI', 'CF', 'KI', 'KF', 'PV', 'EM', 'CC', 'SA'].flatMap(discipline => [1, 2, 3, 4].map(number => `a-${discipline}${number}`))

describe('an analyst, with the keyboard alone', () => {
  let home: string
  let platform: SmallDefault
  let browser: Browser
  let page: Page
  let office: Driver
  let key = ''
  const random = seeded(7)
  const seen = new Set<string>()

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'weft-analyst-'))
    platform = await startSmallDefault({ home, ports: 'free', events: 'postgres', log: () => {} })
    browser = await openBrowser()
    page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', bypassCSP: true, acceptDownloads: true })).newPage()
    office = await Driver.signedIn(platform, home)
    const { units, people } = organisationCsv({ units: UNITS, people: PEOPLE })
    expect((await office.importOrganisation({ units, people })).status).toBe(200)
    await release('Spring')
  })
  afterAll(async () => {
    await browser.close()
    await platform.stop()
    rmSync(home, { recursive: true, force: true })
  })

  /** A wave that everybody answers, up to its release. */
  async function release (title: string): Promise<string> {
    const { waveId } = await office.planWave({ title, instrumentId: 'full-8', closesOn: '2099-12-31' })
    await office.launch(waveId)
    await office.untilOpened(waveId)
    for (const link of [...(await office.links()).values()].filter(link => !seen.has(link))) {
      seen.add(link)
      expect((await sendAnswers(link, Object.fromEntries(items.map(item => [item, String(1 + below(random, 5))])))).status).toBe(303)
    }
    await office.close(waveId)
    return office.untilReleased(waveId)
  }

  const inMain = (name: string | RegExp) => page.locator('main').getByRole('link', { name }).first()
  const inNav = (name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name })
  const flaws = async () => [...await axeFindings(page), ...await layoutFindings(page)]
  const open = (after?: string): Promise<Following> =>
    followStream(`${platform.door}/v1/scores`, { authorization: `Bearer ${key}`, ...(after !== undefined && { 'last-event-id': after }) })

  test('When they sign in, then the places they may go to are there, and no others', async () => {
    await page.goto(platform.door)
    await enter(page, page.getByRole('link', { name: 'Sign in' }).first())
    await page.waitForURL(/development-provider/)
    await typeInto(page, page.getByLabel('Sign-in name'), 'analyst@localhost')
    await page.keyboard.press('Enter')
    await inNav('Program').waitFor()
    expect(await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allTextContents()).toEqual(['Program', 'Commitments', 'Heat map', 'Waves', 'Access keys'])
    expect(await flaws()).toEqual([])
  })

  test('When they open the heat map and take the file home, then it is the release, every score a line', async () => {
    await enter(page, inNav('Heat map'))
    await page.locator('table').first().waitFor()
    expect(await page.locator('table').first().getByRole('rowheader').count()).toBe(UNITS)
    expect(await flaws()).toEqual([])
    const coming = page.waitForEvent('download')
    await enter(page, inMain('Download all scores as CSV'))
    const download = await coming
    expect(download.suggestedFilename()).toMatch(/^scores-\d{4}-\d\d-\d\d-1\.csv$/)
    const text = readFileSync(await download.path(), 'utf8')
    expect(text.trim().split('\r\n')).toHaveLength(SCORES + 1)
    const [release] = (await office.releases()).releases
    expect(text).toBe(await (await office.raw('GET', `/releases/${release?.releaseId}/scores.csv`)).text())
  })

  test('When they make an access key, then it is shown once and opens what they may read, and nothing else', async () => {
    await enter(page, inNav('Access keys'))
    await typeInto(page, page.getByLabel('What is it for'), 'My notebook')
    await page.keyboard.press('Enter')
    key = await page.locator('code.secret').textContent() ?? ''
    expect(key).toMatch(/^weft_[\w-]{43}$/)
    expect(await flaws()).toEqual([])
    await page.reload()
    expect(await page.content()).not.toContain(key)
    const call = (path: string, init: { method?: string, headers?: Record<string, string> } = {}) => fetch(`${platform.door}/v1${path}`, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } })
    expect((await call('/releases')).status).toBe(200)
    for (const path of ['/organisation', '/grants']) expect((await call(path)).status, path).toBe(403)
    const [release] = (await office.releases()).releases
    // What a program has already it need not fetch again.
    const file = `/releases/${release?.releaseId}/scores.csv`
    const tag = (await call(file)).headers.get('etag') ?? ''
    expect((await call(file, { headers: { 'if-none-match': tag } })).status).toBe(304)
    expect((await call(file, { headers: { 'if-none-match': '"another"' } })).status).toBe(200)
    expect((await call(`/waves/${release?.waveId}/close`, { method: 'POST' })).status).toBe(403)
  })

  test('When their stream is cut in the middle, again and again, while another release comes, then nothing is lost and nothing comes twice', async () => {
    const got: string[] = []
    const data: unknown[] = []
    const coming = release('Summer')
    const wanted = 2 * (SCORES + 1)
    for (let cuts = 0; got.length < wanted && cuts < 200; cuts++) {
      const part = await open(got.at(-1))
      await expect.poll(() => part.events.length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(0)
      part.leave()
      // What of it had arrived when the connection was destroyed, a few at a time.
      const kept = part.events.slice(0, 1 + below(random, 9))
      got.push(...kept.map(event => event.id))
      data.push(...kept.map(event => event.data))
    }
    await coming
    const whole = await open()
    await expect.poll(() => whole.events.length, { timeout: 20_000 }).toBe(wanted)
    whole.leave()
    expect(got).toEqual(whole.events.map(event => event.id))
    expect(data).toEqual(whole.events.map(event => event.data))
    expect(new Set(got).size).toBe(wanted)
    expect(whole.events.filter(event => event.event === 'release-published').map(event => event.data['title'])).toEqual(['Spring', 'Summer'])
  })

  test.each(['/people', '/waves/new', '/past-waves/new', '/roles', '/audit'])('When they type the address %s, which is not for their role, then a calm page says so and leads back', async path => {
    const reply = await page.goto(`${platform.door}${path}`)
    expect(reply?.status()).toBe(403)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('This page is not open to your role')
    expect(await page.locator(`a[href="${path}"]`).count()).toBe(0)
    expect(await flaws()).toEqual([])
    await enter(page, inMain('Go to the program'))
    await page.waitForURL(`${platform.door}/`)
  })

  test('When they sign out, then the way in is there again', async () => {
    await tabTo(page, page.getByRole('button', { name: 'Sign out' }))
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/sign-in/)
    expect(await flaws()).toEqual([])
  })
})
