import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openBrowser } from '@weft/testkit/browser'
import { Driver, sendAnswers } from '@weft/testkit/driver'
import { below, seeded } from '@weft/testkit/seeded'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flawsOf } from './flaws.ts'
import { follow, signInByKeyboard } from './keyboard.ts'
import { openPlatform, type Platform } from './platform.ts'

const units = [['all', '', 'Harbour Insurance'], ['claims', 'all', 'Claims'], ['motor', 'claims', 'Motor claims'], ['digital', 'all', 'Digital']] as const
const items = ['CI', 'CF', 'KI', 'KF', 'PV', 'EM', 'CC', 'SA'].flatMap(discipline => [1, 2, 3, 4].map(number => `a-${discipline}${number}`))

function organisation (): { units: string, people: string } {
  const rows = units.flatMap(([unit]) => Array.from({ length: 12 }, (_, place) => {
    const first = place === 0
    const [role, signIn] = unit === 'all' && first ? ['program-office', 'office@localhost'] : unit === 'all' && place === 1 ? ['auditor', 'auditor@localhost'] : unit === 'all' && place === 2 ? ['', 'emma@localhost'] : unit === 'claims' && first ? ['', 'boss@localhost'] : ['', '']
    const boss = unit === 'claims' && !first ? 'claims0' : unit === 'all' && first ? '' : 'all0'
    return `${unit}${place},Person ${unit} ${place},${unit}${place}@example.org,${unit},${boss},staff,${role},${signIn}`
  }))
  return { units: ['unit,parent,name', ...units.map(unit => unit.join(','))].join('\n'), people: ['person,name,email,unit,boss,rank,role,sign_in', ...rows].join('\n') }
}

let platform: Platform
let browser: Browser
let releaseId: string

beforeAll(async () => {
  [platform, browser] = await Promise.all([openPlatform('postgres'), openBrowser()])
  const office = await Driver.signedIn(platform, platform.home)
  expect((await office.importOrganisation(organisation())).status).toBe(200)
  const { waveId } = await office.planWave({ title: 'Spring wave', instrumentId: 'full-8', instrumentVersion: 1, closesOn: '2099-12-31', languages: ['en'], thresholds: { score: 5, spread: 10 }, bands: [] })
  await office.launch(waveId)
  await office.untilOpened(waveId)
  const random = seeded(11)
  for (const link of (await office.links()).values()) await sendAnswers(link, Object.fromEntries(items.map(item => [item, String(1 + below(random, 5))])))
  await office.close(waveId)
  releaseId = await office.untilReleased(waveId)
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await platform?.stop()
})

const pageOf = async (name: string): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', bypassCSP: true })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  await signInByKeyboard(page, platform.door, name)
  return page
}
const at = (path: string) => `${platform.door}${path}`
const heading = (page: Page) => page.locator('h1').innerText()
const places = (page: Page) => page.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts()

describe('A manager, with the keyboard alone', () => {
  test('When a boss signs in, then the own unit is there with its two disciplines, and the way to all of them', async () => {
    const page = await pageOf('boss@localhost')
    expect([await heading(page), await places(page)]).toEqual(['Claims', ['Program', 'Commitments', 'Heat map']])
    expect(await page.content()).not.toMatch(/Digital/)
    expect.soft(await flawsOf(page)).toEqual([])
    await follow(page, 'Compare the units below')
    expect((await page.locator('table.heat tbody th a:first-child').allInnerTexts()).filter(name => !name.includes('below'))).toEqual(['Claims', 'Motor claims'])
    expect(await page.getByRole('link', { name: 'CSV' }).count()).toBe(0)
    expect.soft(await flawsOf(page)).toEqual([])
    await follow(page, 'Motor claims')
    expect(await heading(page)).toBe('Motor claims')
    expect.soft(await flawsOf(page)).toEqual([])
    await page.context().close()
  })

  test('When the address of a foreign unit is opened, then nothing is there, as for a unit that does not exist', async () => {
    const page = await pageOf('boss@localhost')
    const seen = async (path: string) => {
      const answer = await page.goto(at(path))
      return { status: answer?.status(), text: await page.locator('main').innerText() }
    }
    const missing = await seen('/units/nowhere')
    expect(missing.status).toBe(404)
    expect(missing.text).toContain('There is nothing here')
    for (const path of ['/units/digital', '/heat-map?under=digital', '/heat-map?under=all', `/units/digital?release=${releaseId}`]) expect(await seen(path)).toEqual(missing)
    for (const path of [`/releases/${releaseId}/scores.csv`, '/waves', '/audit', '/people', '/roles', '/keys']) expect((await seen(path)).status).toBe(403)
    expect.soft(await flawsOf(page)).toEqual([])
    await page.context().close()
  })
})

describe('An employee', () => {
  test('When somebody without any other role signs in, then there is what the whole organisation reached, and no unit', async () => {
    const page = await pageOf('emma@localhost')
    expect([await heading(page), await places(page)]).toEqual(['Harbour Insurance at a glance', ['Program', 'Commitments']])
    expect.soft(await flawsOf(page)).toEqual([])
    for (const [path, status] of [['/units/all', 200], ['/units/claims', 404], ['/heat-map', 403]] as const) expect((await page.goto(at(path)))?.status()).toBe(status)
    await page.context().close()
  })
})

describe('An auditor, with the keyboard alone', () => {
  test('When the audit log is read, then import and launch stand in it without a name, and its chain is whole', async () => {
    const page = await pageOf('auditor@localhost')
    expect(await places(page)).toEqual(['Program', 'Commitments', 'Waves', 'Roles', 'Audit log'])
    expect.soft(await flawsOf(page)).toEqual([])
    await follow(page, 'Read the audit log')
    const text = await page.locator('#audit').innerText()
    for (const line of ['Import people', 'Launch wave', 'Close wave', 'Sign in']) expect(text).toContain(line)
    expect(text).not.toMatch(/Person|example\.org|localhost/)
    expect.soft(await flawsOf(page)).toEqual([])
    await follow(page, 'Check the chain')
    expect(await heading(page)).toBe('The chain is whole')
    expect.soft(await flawsOf(page)).toEqual([])
    await page.goto(at('/roles'))
    expect(await page.getByRole('button', { name: 'Give the role' }).count()).toBe(0)
    expect.soft(await flawsOf(page)).toEqual([])
    await page.context().close()
  })

  test('When scores of units are asked for, then they are not for auditors; the whole is, as for all', async () => {
    const page = await pageOf('auditor@localhost')
    for (const path of ['/heat-map', `/releases/${releaseId}/scores.csv`, '/people', '/keys']) expect((await page.goto(at(path)))?.status()).toBe(403)
    expect(await page.getByText('Nothing is wrong with your account').count()).toBe(1)
    expect.soft(await flawsOf(page)).toEqual([])
    expect((await page.goto(at('/units/claims')))?.status()).toBe(404)
    await page.context().close()
  })

  test('When whoever runs the machine checks the log by command, then it is followed line by line and fits the heads that were shipped', async () => {
    const command = fileURLToPath(new URL('../../infra/commands/audit.ts', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [command, '--verify'], { env: { ...process.env, WEFT_HOME: platform.home }, timeout: 60_000 })
    expect(stdout).toMatch(/^The audit log is whole: \d+ lines/)
  })
})

describe('The program office', () => {
  test('When a role is given for a time by keyboard, then it stands there, and nobody gives one to themselves', async () => {
    const page = await pageOf('office@localhost')
    await page.goto(at('/roles'))
    expect.soft(await flawsOf(page)).toEqual([])
    await page.getByLabel('Sign-in name').focus()
    await page.keyboard.type('office@localhost')
    await page.getByLabel('Last day').fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10))
    await page.getByLabel('Why').fill('Yearly audit')
    await follow(page, 'Give the role')
    await page.getByText('Nobody gives a role to themselves').first().waitFor()
    expect.soft(await flawsOf(page)).toEqual([])
    await page.getByLabel('Sign-in name').fill('emma@localhost')
    await page.getByLabel('Why').focus()
    await follow(page, 'Give the role')
    await page.getByText('The role is given').waitFor()
    expect(await page.locator('#grants').innerText()).toContain('Yearly audit')
    expect.soft(await flawsOf(page)).toEqual([])
    await page.context().close()
  })
})
