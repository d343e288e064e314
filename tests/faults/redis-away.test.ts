import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSmallDefault, type SmallDefault } from '@weft/infra/small-default/launcher'
import { openBrowser } from '@weft/testkit/browser'
import { organisationCsv } from '@weft/testkit/builders'
import { Driver, sendAnswers } from '@weft/testkit/driver'
import { flush, ownRedis, type TestRedis } from '@weft/testkit/redis'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeWave, planAndLaunch, signIn } from '../journeys/office.ts'
import { readStream } from '../journeys/stream.ts'

const PEOPLE = 24
const ANSWERS = 18
const items = ['CI', 'CF', 'KI', 'KF', 'PV', 'EM', 'CC', 'SA'].flatMap(discipline => [1, 2, 3, 4].map(number => `a-${discipline}${number}`))

describe('the journey with a Redis that cannot be relied on', () => {
  let home: string
  let platform: SmallDefault
  let browser: Browser
  let redis: TestRedis
  let driver: Driver

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'weft-redis-away-'))
    redis = await ownRedis()
    platform = await startSmallDefault({ home, ports: 'free', events: 'postgres', log: () => {}, given: { REDIS_URL: redis.url } })
    browser = await openBrowser()
    driver = await Driver.signedIn(platform, home)
    const { units, people } = organisationCsv({ units: 3, people: PEOPLE })
    expect((await driver.importOrganisation({ units, people })).status).toBe(200)
  })
  afterAll(async () => {
    await browser.close()
    await platform.stop()
    await redis.stop()
    rmSync(home, { recursive: true, force: true })
  })

  /** Sign-in, plan, launch, answers, close, heat map, stream, sign-out. The fault begins after sign-in, with everything known and kept. */
  async function journey (title: string, begin: () => Promise<void>): Promise<void> {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })).newPage()
    await signIn(page, platform.door, 'office@localhost')
    await begin()

    const waveId = await planAndLaunch(page, platform.door, title)
    await driver.untilOpened(waveId)
    const seen = new Set(links)
    const fresh = [...(await driver.links()).values()].filter(link => !seen.has(link))
    links.push(...fresh)
    expect(fresh).toHaveLength(PEOPLE)
    for (const link of fresh.slice(0, ANSWERS)) {
      const reply = await sendAnswers(link, Object.fromEntries(items.map((item, at) => [item, String(1 + at % 5)])))
      expect([reply.status, reply.headers.get('location')]).toEqual([303, '/s/thanks'])
    }
    await closeWave(page, platform.door, waveId)
    const releaseId = await driver.untilReleased(waveId)
    await page.goto(`${platform.door}/heat-map?release=${releaseId}`)
    expect(await page.locator('table').first().getByRole('rowheader').count()).toBeGreaterThanOrEqual(2)
    waves++
    const stream = await readStream(driver, undefined, waves * (3 * 9 + 1))
    expect(stream.filter(event => event.event === 'release-published')).toHaveLength(waves)
    expect(new Set(stream.map(event => event.id)).size).toBe(stream.length)
    await signOut(page)
  }
  const links: string[] = []
  let waves = 0

  async function signOut (page: Page): Promise<void> {
    const cookies = await page.context().cookies()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(/sign-in/)
    // The cookie of before opens nothing, although Redis may still hold the session.
    await page.context().addCookies(cookies)
    await page.goto(`${platform.door}/waves`)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await page.context().close()
  }

  test('When Redis is emptied again and again, then the journey passes', async () => {
    let going = true
    let flushes: Promise<void> | undefined
    await journey('While it is emptied', async () => {
      flushes = (async () => {
        while (going) {
          await flush(redis)
          await new Promise(resolve => setTimeout(resolve, 100))
        }
      })()
      await Promise.resolve()
    })
    going = false
    await flushes
  })

  test('When Redis is frozen in the middle, then the journey passes', async () => {
    await journey('While it is frozen', () => redis.freeze())
    await redis.thaw()
  })

  test('When Redis is stopped in the middle, then the journey passes, and with it back so does another page', async () => {
    await journey('While it is stopped', () => redis.stop())
    await redis.restart()
    const page = await (await browser.newContext()).newPage()
    await signIn(page, platform.door, 'office@localhost')
    await page.goto(`${platform.door}/heat-map`)
    expect(await page.locator('table').count()).toBeGreaterThan(0)
  })
})
