import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSmallDefault, type SmallDefault } from '@weft/infra/small-default/launcher'
import { openBrowser } from '@weft/testkit/browser'
import { Driver, until } from '@weft/testkit/driver'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sections } from '../../services/web/src/program/sections.ts'
import { startTour, type LookName, type Tour } from './tour.ts'

const example = (file: string) => fileURLToPath(new URL(`../../examples/${file}`, import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'weft-program-pages-'))
/** What differs most; the frame itself is looked at in all ways elsewhere. */
const looks: readonly LookName[] = ['desktop dark', 'phone light', 'double text on a phone']
let platform: SmallDefault
let browser: Browser
let office: Tour
let driver: Driver

const at = (path: string) => `${platform.door}${path}`
const heading = () => office.page.locator('h1').innerText()
const press = (name: string | RegExp) => office.page.getByRole('button', { name }).first().click()

async function visit (path: string): Promise<string[]> {
  await office.page.goto(at(path))
  return office.look(path.slice(1).replaceAll(/[/?=]/g, '-'), looks)
}

beforeAll(async () => {
  chmodSync(home, 0o755)
  ;[platform, browser] = await Promise.all([startSmallDefault({ home, ports: 'free', events: 'postgres', log: () => undefined }), openBrowser()])
  driver = await Driver.signedIn(platform, home)
  const files = { units: readFileSync(example('organisation/units.csv'), 'utf8'), people: readFileSync(example('organisation/people.csv'), 'utf8') }
  expect((await driver.importOrganisation(files)).status).toBe(200)
  office = await startTour(browser)
  await office.page.goto(at('/'))
  await office.page.getByRole('link', { name: 'Sign in to Weft' }).click()
  await office.page.getByLabel('Sign-in name').fill('office@localhost')
  await press('Sign in with this name')
  await office.page.waitForURL(at('/'))
  await until('program knows the leaders', async () => {
    await office.page.goto(at('/program/start'))
    return /0 of [1-9]/.test(await office.page.locator('main').innerText())
  })
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await platform?.stop()
  rmSync(home, { recursive: true, force: true })
})

describe('One program of many projects, as the office sees it', () => {
  test('When nothing is there yet, then every part says what to do, and nothing is wrong in any look', async () => {
    for (const { href } of sections) expect.soft(await visit(href)).toEqual([])
    for (const path of ['/program/charter/draft', '/program/priorities/draft', '/program/projects/new', '/program/projects/imports/new', '/program/practices/new', '/program/buy-in', '/program/reminders/mine', '/program/projects/overlaps/method']) {
      expect.soft(await visit(path)).toEqual([])
    }
  })

  test('When three lists of projects come in, then all 32 lie on one table, and what is doubled stands side by side', async () => {
    await office.page.goto(at('/program/projects/imports/new'))
    for (const [place, file] of ['projects.csv', 'jira.csv', 'ms-project.csv'].entries()) await office.page.locator('input[type=file]').nth(place).setInputFiles(example(`portfolio/${file}`))
    await press('Upload and match columns')
    expect.soft(await office.look('program-import-columns', looks)).toEqual([])
    await press('Use these columns')
    expect.soft(await office.look('program-import-check', looks)).toEqual([])
    await press('Bring in 32 projects')
    expect.soft(await visit('/program/projects')).toEqual([])
    expect(await office.page.locator('main').innerText()).toContain('32')
    await until('overlaps are found', async () => {
      await office.page.goto(at('/program/projects/overlaps'))
      return (await office.page.locator('main').innerText()).includes('Duplicate')
    }, 60_000)
    expect.soft(await visit('/program/projects/overlaps')).toEqual([])
    await office.page.goto(at('/program/projects'))
    await office.page.locator('main table a, main li a').first().click()
    expect.soft(await office.look('program-project', looks)).toEqual([])
  })

  test('When a browser took it all in, then no script failed and no other machine was asked', () => {
    expect(office.troubles).toEqual([])
  })

  test('When home is opened, then it says how many projects are in the program and what is next', async () => {
    await until('the day is told', async () => (await driver.call<{ days: { projects: { all: number } }[] }>('GET', '/progress')).days[0]?.projects.all === 32, 90_000)
    expect.soft(await visit('/')).toEqual([])
    expect(await heading()).not.toBe('')
    expect(await office.page.getByRole('region', { name: 'One program' }).innerText()).toMatch(/0 of 32\s+projects are in the program/)
  })
})
