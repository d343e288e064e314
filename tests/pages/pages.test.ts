import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSmallDefault, type SmallDefault } from '@weft/infra/small-default/launcher'
import { openBrowser } from '@weft/testkit/browser'
import { Driver, until } from '@weft/testkit/driver'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organisationFiles } from './files.ts'
import { startTour, type Tour } from './tour.ts'

const data = (file: string) => fileURLToPath(new URL(`../data/${file}`, import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'weft-pages-'))
let platform: SmallDefault
let browser: Browser
let office: Tour
/** Path of the past wave that has its release. */
let released: string

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
const at = (path: string) => `${platform.door}${path}`
const heading = () => office.page.locator('h1').innerText()

async function signIn ({ page }: Tour, name: string): Promise<void> {
  await page.goto(at('/'))
  await page.getByRole('link', { name: 'Sign in to Weft' }).click()
  await page.getByLabel('Sign-in name').fill(name)
  await page.getByRole('button', { name: 'Sign in with this name' }).click()
  await page.waitForURL(at('/'))
}

beforeAll(async () => {
  chmodSync(home, 0o755)
  ;[platform, browser] = await Promise.all([startSmallDefault({ home, ports: 'free', events: 'postgres', log: () => undefined }), openBrowser()])
  office = await startTour(browser)
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await platform?.stop()
  rmSync(home, { recursive: true, force: true })
})

describe('An empty installation', () => {
  it('When a stranger comes, then the way in is clear in every look', async () => {
    await office.page.goto(at('/'))
    expect(await heading()).toBe('One program, from many threads')
    expect.soft(await office.look('sign-in')).toEqual([])
    await office.page.getByRole('link', { name: 'Sign in to Weft' }).click()
    expect.soft(await office.look('development-sign-in')).toEqual([])
  })

  it('When a name without a role signs in, then the page says who can give one', async () => {
    await office.page.getByLabel('Sign-in name').fill('stranger@example.org')
    await office.page.getByRole('button').click()
    expect(await heading()).toBe('You have no role here yet')
    expect.soft(await office.look('stranger')).toEqual([])
  })

  it('When the first sign-in comes, then home is a list of five steps, and every empty page says what to do', async () => {
    await signIn(office, 'office@localhost')
    expect(await heading()).toBe('Five steps to the first heat map')
    for (const [name, path] of [['home-empty', '/'], ['people-empty', '/people'], ['waves-empty', '/waves'], ['heat-map-empty', '/heat-map'], ['who-sees-what', '/who-sees-what'], ['missing', '/nowhere']] as const) {
      await office.page.goto(at(path))
      expect.soft(await office.look(name)).toEqual([])
    }
  })
})

describe('People', () => {
  const upload = async (page: Page, people: string, units?: string) => {
    await page.goto(at('/people/imports/new'))
    await page.getByLabel('People', { exact: true }).setInputFiles(csv('people-2026-11.csv', people))
    if (units !== undefined) await page.getByLabel('Units', { exact: true }).setInputFiles(csv('units.csv', units))
    await page.getByRole('button', { name: 'Upload and match columns' }).click()
  }

  it('When a file cannot be read, then the page says why, and nothing is begun', async () => {
    const { page } = office
    await page.goto(at('/people/imports/new'))
    expect.soft(await office.look('import-upload')).toEqual([])
    await upload(page, 'person,name\n"a')
    await page.getByText('The files could not be read').waitFor()
    expect.soft(await office.look('import-unreadable')).toEqual([])
  })

  it('When the files do not fit, then the way leads over columns and problems, and what is decided once holds for all rows of a kind', async () => {
    const { page } = office
    const { units, people } = organisationFiles()
    await upload(page, people.replaceAll(',dig,', ',nowhere,').replace('cla3@', 'cla3 at '), units)
    expect.soft(await office.look('import-columns')).toEqual([])
    await page.getByRole('button', { name: 'Use these columns' }).click()
    await page.getByRole('heading', { name: '2 kinds of problems to decide' }).waitFor()
    expect.soft(await office.look('import-problems')).toEqual([])
    for (const choice of await page.getByLabel(/^Leave these rows out/).all()) await choice.check()
    await page.getByRole('button', { name: 'Use these rules and check the effect' }).click()
    await page.getByRole('heading', { name: 'Check the effect' }).waitFor()
    expect.soft(await office.look('import-effect')).toEqual([])
    await page.getByRole('button', { name: 'Drop this import and its files' }).click()
    await page.getByText('It was never applied.').waitFor()
  })

  it('When they fit, then the effect is what is applied, and the same files again change nothing', async () => {
    const { page } = office
    const { units, people } = organisationFiles()
    await upload(page, people, units)
    await page.getByRole('button', { name: 'Use these columns' }).click()
    await page.getByRole('button', { name: /^Apply/ }).click()
    await page.getByText('Applied. The organisation is now at version 1.').waitFor()
    expect.soft(await office.look('import-applied')).toEqual([])
    await upload(page, people, units)
    await page.getByRole('button', { name: 'Use these columns' }).click()
    await page.getByRole('button', { name: 'Finish: nothing changes' }).click()
    await page.getByText('This import changed nothing.').waitFor()
  })

  it('When the data is looked at, then the page says what is wrong, and who', async () => {
    const { page } = office
    await page.goto(at('/people/health'))
    expect.soft(await office.look('health')).toEqual([])
    await page.getByRole('link', { name: 'Units too small for a score' }).click()
    expect(await page.locator('tbody').innerText()).toContain('Legal')
    expect.soft(await office.look('health-list')).toEqual([])
  })

  it('When a reader has no script, then half a file is stopped all the same, and who would leave can be looked at', async () => {
    const plain = await startTour(browser, { javaScriptEnabled: false })
    await signIn(plain, 'office@localhost')
    const { people } = organisationFiles()
    await upload(plain.page, people.split('\n').slice(0, 30).join('\n'))
    await plain.page.getByRole('button', { name: 'Use these columns' }).click()
    expect(await plain.page.locator('.notice-bad').innerText()).toMatch(/^Stopped: 24 people of 53 would leave \(45 %\)/)
    await office.page.goto(plain.page.url())
    expect.soft(await office.look('import-stopped')).toEqual([])
    await plain.page.getByRole('link', { name: 'who would leave' }).click()
    expect(await plain.page.locator('tbody tr').count()).toBe(24)
    await plain.page.getByRole('link', { name: /^Back to import/ }).click()
    await plain.page.getByRole('button', { name: 'Drop this import and its files' }).click()
    await plain.close()
  })
})

describe('A past wave', () => {
  it('When the mapping does not fit, then the page says where, in our own words', async () => {
    const { page } = office
    await page.goto(at('/past-waves/new'))
    const broken = { title: '', closedOn: '2024', scales: { agree: { min: 1 } }, factors: [], items: 'Q1', extra: true }
    await page.getByLabel('Mapping', { exact: true }).setInputFiles({ name: 'mapping.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(broken)) })
    await page.getByLabel('Answers', { exact: true }).setInputFiles(data('thinned.csv'))
    await page.getByRole('button', { name: 'Check the files' }).click()
    await page.getByText('Not imported', { exact: true }).waitFor()
    const words = await page.locator('#result').innerText()
    expect(words).toContain('closedOn')
    expect(words).not.toMatch(/invalid|expected|undefined|!/i)
    expect.soft(await office.look('past-wave-refused')).toEqual([])
  })

  it('When it is checked first, then nothing is written and the files stay chosen for the import', async () => {
    const { page } = office
    await page.goto(at('/past-waves/new'))
    expect.soft(await office.look('past-wave-new')).toEqual([])
    await page.getByLabel('Mapping', { exact: true }).setInputFiles(data('thinned.mapping.json'))
    await page.getByLabel('Answers', { exact: true }).setInputFiles(data('thinned.csv'))
    await page.getByRole('button', { name: 'Check the files' }).click()
    await page.getByRole('heading', { name: 'this is what would be imported' }).waitFor()
    expect.soft(await office.look('past-wave-checked')).toEqual([])
    expect(await page.getByLabel('Answers', { exact: true }).inputValue()).toContain('thinned.csv')
  })

  it('When it is imported, then its page leads to the release by itself', async () => {
    const { page } = office
    await page.getByRole('button', { name: 'Import the past wave' }).click()
    await page.getByRole('link', { name: 'Follow it to its scores' }).click()
    await page.getByRole('link', { name: 'Open the heat map' }).waitFor({ timeout: 90_000 })
    released = new URL(page.url()).pathname
    expect.soft(await office.look('past-wave-released')).toEqual([])
    await page.getByRole('link', { name: 'Check the release' }).click()
    expect(await heading()).toBe('The release is exactly what the answers give')
    expect.soft(await office.look('verification')).toEqual([])
  }, 180_000)
})

describe('Scores', () => {
  it('When the heat map is opened, then hidden cells have neither number nor cause, in every look', async () => {
    const { page } = office
    await until('the heat map is there', async () => {
      await page.goto(at('/heat-map'))
      return await page.locator('table.heat').count() === 1
    })
    expect.soft(await office.look('heat-map')).toEqual([])
    await page.goto(at((await hiddenUnit()).table))
    expect(await page.locator('td.heat-hidden').count()).toBeGreaterThan(0)
    for (const cell of await page.locator('td.heat-hidden').allInnerTexts()) expect(cell).not.toMatch(/\d/)
    expect.soft(await office.look('heat-map-hidden')).toEqual([])
    await page.goto(at('/heat-map'))
  })

  it('When one goes down a unit, sorts and switches to scores, then each has its own address and works by reload', async () => {
    const { page } = office
    await page.getByRole('link', { name: 'Score', exact: true }).click()
    await page.locator('thead a').nth(1).click()
    expect(await page.locator('th[aria-sort=ascending]').count()).toBe(1)
    await page.reload()
    expect(new URL(page.url()).searchParams.get('show')).toBe('score')
    await page.locator('a.below').first().click()
    expect(await page.getByRole('navigation', { name: 'Units above' }).count()).toBe(1)
    expect.soft(await office.look('heat-map-below')).toEqual([])
    await page.goBack()
    expect(await page.locator('th[aria-sort=ascending]').count()).toBe(1)
  })

  it('When units are opened, then each tells its story, and a hidden one says what is shown instead', async () => {
    const { page } = office
    await page.goto(at('/heat-map'))
    await page.locator('tbody th a').first().click()
    await page.getByText('Show as a table').click()
    expect.soft(await office.look('unit-whole')).toEqual([])
    await page.goto(at('/heat-map'))
    await page.locator('tbody tr:nth-child(2) th a').first().click()
    expect.soft(await office.look('unit')).toEqual([])
    const { unit: hidden } = await hiddenUnit()
    await page.goto(at(hidden))
    expect(await page.getByText('alone is not shown').count()).toBe(1)
    expect.soft(await office.look('unit-hidden')).toEqual([])
  })

  it('When the file of scores is asked for, then it is the release as CSV', async () => {
    await office.page.goto(at('/heat-map'))
    const [download] = await Promise.all([office.page.waitForEvent('download'), office.page.getByRole('link', { name: 'Download all scores as CSV' }).click()])
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n')
    expect(lines.length).toBeGreaterThan(10)
  })

  /** Walks down the tables until a unit without any shown cell turns up; gives its page and that table's. */
  async function hiddenUnit (): Promise<{ unit: string, table: string }> {
    const { page } = office
    const next = ['/heat-map']
    for (let place = 0; place < next.length; place += 1) {
      await page.goto(at(next[place] ?? ''))
      const found = await page.evaluate(() => [...document.querySelectorAll('tbody tr:not(.heat-top)')].map(row => ({
        href: row.querySelector('th a')?.getAttribute('href') ?? '', below: row.querySelector('a.below')?.getAttribute('href') ?? null,
        hidden: row.querySelectorAll('td.heat-cell:not(.heat-hidden)').length === 0
      })))
      const hidden = found.find(row => row.hidden)
      if (hidden !== undefined) return { unit: hidden.href, table: next[place] ?? '' }
      next.push(...found.flatMap(({ below }) => below === null ? [] : [below]))
    }
    throw new Error('There is no hidden unit in this release.')
  }
})

describe('A wave', () => {
  it('When the plan does not fit, then the summary has the focus and leads to the field', async () => {
    const { page } = office
    await page.goto(at('/waves/new'))
    expect.soft(await office.look('plan')).toEqual([])
    await page.getByLabel('Title').fill('Spring wave')
    await page.locator('form[action="/waves"]').evaluate(form => { (form as HTMLFormElement).noValidate = true })
    await page.getByRole('button', { name: 'Plan the wave' }).click()
    await page.waitForFunction(() => document.activeElement?.id === 'problems')
    expect.soft(await office.look('plan-refused')).toEqual([])
    await page.getByRole('link', { name: 'Choose the day on which the wave closes.' }).click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('closesOn')
    expect(await page.getByLabel('Title').inputValue()).toBe('Spring wave')
  })

  it('When it is planned and launched, then its page follows it until everybody is invited', async () => {
    const { page } = office
    await page.getByLabel('Closes on').fill(new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10))
    await page.getByLabel('tenure').check()
    await page.getByRole('button', { name: 'Plan the wave' }).click()
    await page.getByText('The wave is planned.').waitFor()
    expect.soft(await office.look('wave-planned')).toEqual([])
    await page.getByRole('link', { name: 'Check and launch the wave' }).click()
    expect.soft(await office.look('wave-launch')).toEqual([])
    await page.getByRole('button', { name: 'Launch the wave' }).click()
    await page.getByText('The wave is on its way.').waitFor()
    // Nobody loads the page again: the small script looks by itself.
    await page.getByRole('button', { name: 'Send a reminder' }).waitFor({ timeout: 90_000 })
    expect(await page.getByText('Invitations are caught on this machine').count()).toBe(1)
    expect.soft(await office.look('wave-open')).toEqual([])
  }, 180_000)

  it('When it is launched a second time by going back, then the page says so and nothing happens', async () => {
    const { page } = office
    const wave = new URL(page.url()).pathname
    await page.goto(at(`${wave}/launch`))
    await page.getByRole('button', { name: 'Launch the wave' }).click()
    expect(await page.getByRole('alert').count()).toBe(1)
    expect.soft(await office.look('wave-launch-refused')).toEqual([])
    await page.goto(at(wave))
  })

  it('When it is closed, then the page shows how far it is', async () => {
    const { page } = office
    await page.getByRole('link', { name: 'Close the wave' }).click()
    expect.soft(await office.look('wave-close')).toEqual([])
    await page.getByRole('button', { name: 'Close the wave' }).click()
    await page.getByText('The wave is closed. Scores follow').waitFor()
    expect.soft(await office.look('wave-closed')).toEqual([])
    await page.goto(at('/waves'))
    expect.soft(await office.look('waves')).toEqual([])
    await page.goto(at('/'))
    expect.soft(await office.look('home')).toEqual([])
  })
})

describe('Other readers and ways', () => {
  it('When an analyst comes, then what is not theirs is not offered, and says who gives roles', async () => {
    const analyst = await startTour(browser)
    await signIn(analyst, 'ravi@example.org')
    expect(await analyst.page.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts()).toEqual(['Program', 'Commitments', 'Heat map', 'Waves', 'Access keys'])
    expect((await analyst.page.goto(at('/people')))?.status()).toBe(403)
    expect.soft(await analyst.look('forbidden')).toEqual([])
    expect(analyst.troubles).toEqual([])
    await analyst.close()
  })

  it('When an analyst opens waves, then a closed one says how it stands and a released one can be checked', async () => {
    const analyst = await startTour(browser)
    await signIn(analyst, 'ravi@example.org')
    const { page } = analyst
    await page.goto(at('/waves'))
    await page.getByRole('link', { name: 'Spring wave' }).click()
    const way = await page.locator('ol.steps').innerText()
    expect(way).toContain('Frozen as it was at launch.')
    expect(way).not.toMatch(/Waiting until|when the wave is open|Still missing: everything/)
    expect(await page.locator('#live form').count()).toBe(0)
    expect.soft(await analyst.look('wave-analyst')).toEqual([])
    await page.goto(at(released))
    await page.getByRole('link', { name: 'Check the release' }).click()
    expect(await page.locator('h1').innerText()).toBe('The release is exactly what the answers give')
    expect(analyst.troubles).toEqual([])
    await analyst.close()
  })

  it('When an access key is made, then it works at once, and not after it is revoked', async () => {
    const { page } = office
    await page.goto(at('/keys'))
    await page.getByLabel('What is it for').fill('Warehouse')
    await page.getByRole('button', { name: 'Make an access key' }).click()
    const key = await page.locator('code.secret').innerText()
    expect.soft(await office.look('keys')).toEqual([])
    const ask = async () => (await fetch(at('/v1/releases'), { headers: { authorization: `Bearer ${key}` } })).status
    expect(await ask()).toBe(200)
    await page.getByRole('button', { name: 'Revoke the key Warehouse' }).click()
    expect(await ask()).toBe(401)
  })

  it('When only the keyboard is used, then the first stop skips to the page and sign-out is reached', async () => {
    const { page } = office
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(at('/waves'))
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the page')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await page.getByRole('button', { name: 'Sign out' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('You are signed out.').waitFor()
    await page.goto(at('/people'))
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  })

  it('When everything has been looked at, then no script failed, no policy was broken and no other machine was asked', () => {
    expect(office.troubles).toEqual([])
  })

  it('When pages run under the policy that is served, then nothing on them is blocked', async () => {
    const strict = await browser.newContext()
    const page = await strict.newPage()
    const blocked: string[] = []
    page.on('console', message => { if (/Content Security Policy|refused/i.test(message.text())) blocked.push(message.text()) })
    await signIn({ page } as Tour, 'office@localhost')
    for (const path of ['/', '/people', '/waves', '/waves/new', '/past-waves/new', '/heat-map', '/keys']) await page.goto(at(path))
    expect(blocked).toEqual([])
    await strict.close()
  })

  it('When the analyst’s driver reads through /v1, then it gets the release that the page shows', async () => {
    const driver = await Driver.signedIn({ door: platform.door, catcher: platform.catcher }, home, 'ravi@example.org')
    expect((await driver.releases()).releases.length).toBeGreaterThan(0)
  })
})
