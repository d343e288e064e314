import { readFileSync } from 'node:fs'
import { axeFindings, layoutFindings, openBrowser } from '@weft/testkit/browser'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Driver } from '@weft/testkit/driver'
import { enter, tabTo, typeInto } from './keyboard.ts'
import { exportOf, unitsFile, UNKNOWN_BOSS, WITHOUT_EMAIL } from './hr-export.ts'
import { signIn } from './office.ts'
import { openPlatform, type Platform } from './platform.ts'

const PEOPLE = 1_000
const BAD = UNKNOWN_BOSS + WITHOUT_EMAIL

describe('IT, with the keyboard alone', () => {
  let platform: Platform
  let browser: Browser
  let page: Page
  let driver: Driver
  let first = ''

  beforeAll(async () => {
    platform = await openPlatform('postgres')
    browser = await openBrowser()
    page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', bypassCSP: true, acceptDownloads: true, javaScriptEnabled: true })).newPage()
    driver = await Driver.signedIn(platform, platform.home)
    // The program office brings in a first few, among them somebody of IT.
    const few = 'person,name,email,unit,boss,rank,role,sign_in\nE-1,Ana Ruiz,ana@example.org,all,,leader,program-office,office@localhost\nE-2,Ida Berg,ida@example.org,all,E-1,staff,it,it@localhost\n'
    expect((await driver.importOrganisation({ units: 'unit,parent,name\nall,,Harbour Insurance\n', people: few })).status).toBe(200)
    await signIn(page, platform.door, 'it@localhost')
  })
  afterAll(async () => {
    await browser.close()
    await platform.stop()
  })

  const flaws = async () => [...await axeFindings(page), ...await layoutFindings(page)]
  const link = (name: string | RegExp) => page.locator('main').getByRole('link', { name }).first()
  const button = (name: string | RegExp) => page.locator('main').getByRole('button', { name })
  const heading = () => page.getByRole('heading', { level: 1 }).innerText()
  const upload = async (files: Record<string, string>) => {
    await page.goto(`${platform.door}/people`)
    await enter(page, link('Import people'))
    for (const [label, text] of Object.entries(files)) {
      const field = page.getByLabel(label, { exact: true })
      await tabTo(page, field)
      await field.setInputFiles({ name: `${label.toLowerCase()}-2026-11.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) })
    }
    await enter(page, button('Upload and match columns'))
    await page.waitForURL(/imports\/[0-9a-f-]{36}/)
  }
  const figure = (name: string) => page.locator('.figures > div', { has: page.getByText(name, { exact: true }) }).locator('dd').innerText()

  test('When an export with columns of its own comes, then they are guessed, with samples, and told as guesses', async () => {
    await upload({ People: exportOf(PEOPLE, { bad: true }), Units: unitsFile })
    expect(await heading()).toBe('Which column is which?')
    expect(await page.getByText('These are guesses').count()).toBe(1)
    expect(await page.getByLabel('Id of the person').inputValue()).toBe('Employee ID')
    expect(await page.getByLabel('Unit', { exact: true }).inputValue()).toBe('Kostenstelle')
    expect(await page.locator('main').innerText()).toContain('In the file: E-1 · E-2 · E-3.')
    expect.soft(await flaws()).toEqual([])
    await enter(page, button('Use these columns'))
    await page.getByRole('heading', { name: '2 kinds of problems to decide' }).waitFor()
  })

  test('When 127 rows are bad, then they stand in groups by what to do, are left out by one decision each, and the effect is shown', async () => {
    expect(await page.locator('main').innerText()).toMatch(new RegExp(`${UNKNOWN_BOSS} rows with a boss who is not there[^]*${WITHOUT_EMAIL} rows without a proper e-mail`))
    expect.soft(await flaws()).toEqual([])
    for (const group of await page.getByRole('radiogroup').or(page.getByRole('group')).filter({ hasText: 'rows' }).all()) {
      await tabTo(page, group.getByRole('radio').first())
      await page.keyboard.press('Space')
    }
    await enter(page, button('Use these rules and check the effect'))
    await page.getByRole('heading', { name: 'Check the effect' }).waitFor()
    expect([await figure('New'), await figure('Leave'), await figure('Rows left out')]).toEqual([String(PEOPLE - BAD - 2), '0', String(BAD)])
    expect.soft(await flaws()).toEqual([])
    const [download] = await Promise.all([page.waitForEvent('download'), enter(page, link('the rows of the people file with the reason'))])
    const lines = readFileSync(await download.path(), 'utf8').trimEnd().split('\r\n')
    expect(lines).toHaveLength(BAD + 1)
    expect(lines[1]).toMatch(/^\d+,"The (boss|e-mail) /)
  })

  test('When it is applied, then all of it is there, and who is left out is not', async () => {
    await enter(page, button(/^Apply [\d,]+ changes$/))
    await page.getByText('Applied. The organisation is now at version 2.').waitFor()
    first = page.url().replace(/\?.*/, '')
    expect.soft(await flaws()).toEqual([])
    await enter(page, link('See the health of the data'))
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.locator('main').innerText()).toContain(`${PEOPLE - BAD} people in`)
    expect.soft(await flaws()).toEqual([])
  })

  test('When a file has 40 % fewer people, then it is stopped until their number is typed', async () => {
    await upload({ People: exportOf(PEOPLE, { share: 0.6 }) })
    expect(await page.getByText('As in your latest import').count()).toBe(1)
    await enter(page, button('Use these columns'))
    await page.getByRole('heading', { name: 'Check the effect' }).waitFor()
    const stopped = await page.locator('.notice-bad').innerText()
    expect(stopped).toMatch(/^Stopped: \d+ people of 873 would leave \(\d\d %\)/)
    expect.soft(await flaws()).toEqual([])
    await typeInto(page, page.getByLabel('How many people leave?'), '12')
    await enter(page, button(/^Apply/))
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toContain('The number given was 12')
    expect.soft(await flaws()).toEqual([])
    await typeInto(page, page.getByLabel('How many people leave?'), await figure('Leave'))
    await enter(page, button(/^Apply/))
    await page.getByText('The organisation is now at version 3.').waitFor()
  })

  test('When it was wrong all the same, then undoing it brings everybody back, and the older import says what is on top of it', async () => {
    const before = await driver.call<{ people: number }>('GET', '/organisation')
    expect(before.people).toBeLessThan(700)
    const second = page.url().replace(/\?.*/, '')
    await page.goto(first)
    expect(await page.locator('main').innerText()).toMatch(/Import \d came after this one\. Undo that one first\./)
    await page.goto(second)
    await enter(page, link('Undo this import'))
    await page.getByRole('heading', { name: /^Undo import/ }).waitFor()
    expect.soft(await flaws()).toEqual([])
    await enter(page, button('Undo this import'))
    await page.getByText('Undone. Everything is as it was before this import.').waitFor()
    expect(await driver.call('GET', '/organisation')).toMatchObject({ people: PEOPLE - BAD, version: 4 })
    await enter(page, link('All imports'))
    await page.getByRole('heading', { name: 'Imports' }).waitFor()
    expect(await page.locator('tbody tr').count()).toBe(3)
    expect.soft(await flaws()).toEqual([])
  })
})
