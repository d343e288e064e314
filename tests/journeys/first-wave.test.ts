import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '@weft/testkit/browser'
import { organisationCsv } from '@weft/testkit/builders'
import { Driver, sendAnswers } from '@weft/testkit/driver'
import { below, seeded } from '@weft/testkit/seeded'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeWave, planAndLaunch, signIn } from './office.ts'
import { takeSurvey, takeSurveyInterrupted, takeSurveyWithoutScript } from './people-on-a-phone.ts'
import { openPlatform, platforms, type Platform } from './platform.ts'
import { readStream } from './stream.ts'

const PEOPLE = 46
const ANSWERS = 40

describe.each(platforms)('the first wave, over %s', kind => {
  let platform: Platform
  let browser: Browser
  let office: Page
  let driver: Driver
  let waveId: string
  const random = seeded(40)

  beforeAll(async () => {
    platform = await openPlatform(kind)
    browser = await openBrowser()
    office = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })).newPage()
  })
  afterAll(async () => {
    await browser.close()
    await platform.stop()
  })

  const press = (name: string) => office.getByRole('button', { name }).click()
  const heading = () => office.getByRole('heading', { level: 1 }).textContent()

  test('When nobody is known yet, then the first sign-in is the program office', async () => {
    await signIn(office, platform.door, 'office@localhost')
    expect(await office.getByRole('button', { name: 'Sign out' }).count()).toBe(1)
  })

  test('When the HR files are uploaded, then people and units are there', async () => {
    const { units, people } = organisationCsv({ units: 6, people: PEOPLE })
    await office.goto(`${platform.door}/people/imports/new`)
    await office.locator('input[name=units]').setInputFiles({ name: 'units.csv', mimeType: 'text/csv', buffer: Buffer.from(units) })
    await office.locator('input[name=people]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(people) })
    await press('Upload and match columns')
    await press('Use these columns')
    await press('Apply')
    await office.getByText('The organisation is now at version 1').waitFor()
    await office.goto(`${platform.door}/people`)
    await office.getByText(`${PEOPLE} people in 6 units`).waitFor()
  })

  test('When a wave is planned and launched, then it opens and everybody is invited', async () => {
    waveId = await planAndLaunch(office, platform.door, 'First wave')
    driver = await Driver.signedIn(platform, platform.home)
    await driver.untilOpened(waveId)
    expect((await driver.links()).size).toBe(PEOPLE)
  })

  test('When 40 people answer, five on a phone, one without script, one interrupted, then each is thanked once', async () => {
    const links = [...(await driver.links()).values()]
    for (const link of links.slice(0, 3)) await takeSurvey(browser, link, random)
    await takeSurveyInterrupted(browser, links[3] ?? '', random)
    await takeSurveyWithoutScript(browser, links[4] ?? '', random)
    const items = ['CI', 'CF', 'KI', 'KF', 'PV', 'EM', 'CC', 'SA'].flatMap(discipline => [1, 2, 3, 4].map(number => `a-${discipline}${number}`))
    for (const link of links.slice(5, ANSWERS)) {
      const reply = await sendAnswers(link, Object.fromEntries(items.map(item => [item, String(1 + below(random, 5))])))
      expect([reply.status, reply.headers.get('location')]).toEqual([303, '/s/thanks'])
    }
  })

  test('When links are used, invented or of another length, then they get one page, one code, one length', async () => {
    const used = [...(await driver.links()).values()][10] ?? ''
    const unused = [used, `${platform.surveys}/s/${'A'.repeat(43)}`, `${platform.surveys}/s/x`]
    const replies = await Promise.all(unused.map(async link => {
      const reply = await fetch(link)
      return `${reply.status} ${await reply.text()}`
    }))
    expect(new Set(replies).size).toBe(1)
    expect(replies[0]).toMatch(/^4\d\d .*cannot be used/s)
  })

  test('When the wave is closed, then the heat map shows every unit that may be shown', async () => {
    await closeWave(office, platform.door, waveId)
    const releaseId = await driver.untilReleased(waveId)
    expect((await driver.raw('POST', `/waves/${waveId}/close`)).status).toBe(409)
    await office.goto(`${platform.door}/heat-map?release=${releaseId}`)
    expect(await heading()).toBeTruthy()
    const table = office.locator('table').first()
    expect(await table.getByRole('columnheader').count()).toBeGreaterThanOrEqual(9)
    expect(await table.getByRole('rowheader').count()).toBeGreaterThanOrEqual(2)
    expect(await office.content()).not.toContain('NaN')
  })

  test('When an analyst reads the stream, then it holds the release whole, and resumes where it was left', async () => {
    const analyst = await Driver.signedIn(platform, platform.home, 'analyst@localhost')
    const scores = 6 * 9
    const all = await readStream(analyst, undefined, scores + 1)
    expect(all.filter(event => event.event === 'score-released').length).toBe(scores)
    expect(all.at(-1)?.event).toBe('release-published')
    const company = all.map(event => event.data).find(score => score['unitId'] === 'U-1' && score['factorId'] === 'CI')
    expect(company).toMatchObject({ value: { kind: 'shown' } })
    expect((company?.['value'] as { n: number }).n).toBeLessThanOrEqual(ANSWERS)
    const rest = await readStream(analyst, all[9]?.id, scores - 9)
    expect(rest).toEqual(all.slice(10))
    expect((await analyst.raw('POST', '/waves', { title: 'Not mine', instrumentId: 'full-8', closesOn: '2099-12-31' })).status).toBe(403)
  })
})
