import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { full8 } from '@weft/survey/instrument/full-8'
import { tokenSigner } from '@weft/service-kit/access'
import { openBrowser } from '@weft/testkit/browser'
import { Driver } from '@weft/testkit/driver'
import { below, seeded } from '@weft/testkit/seeded'
import type { Page } from 'playwright-core'
import { percentile, type Measured, type Row } from './figure.ts'
import { startPlatform, type Platform } from './platform.ts'

const [UNITS, PEOPLE, READS, PAINTS] = [600, 8, 60, 7]

export const row: Row = { title: `The heat map of a unit with ${UNITS} units below it`, measure }

async function measure (): Promise<Measured> {
  const platform = await startPlatform('none')
  const browser = await openBrowser()
  try {
    const releaseId = await releaseOf(platform)
    const read = await routeOf(platform, releaseId)
    const first = await timeOf(() => read())
    const others = await unseen(read)
    const route = await times(READS, () => read())
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
    await signIn(page, platform.door)
    const door = await times(READS, async () => { await (await page.request.get(`${platform.door}/heat-map`)).body() })
    const paints: number[] = []
    for (let at = 0; at < PAINTS; at++) paints.push(await paint(page, `${platform.door}/heat-map`))
    return {
      figures: [
        { what: 'the route, the first visit of all', value: first, unit: 'ms' },
        { what: `the route, ${others.length} orders and pages that nobody saw before, p50`, value: percentile(others, 0.5), unit: 'ms', target: { below: 50 } },
        { what: 'the route, seen before, p50', value: percentile(route, 0.5), unit: 'ms', target: { below: 50 } },
        { what: 'the route, seen before, p95', value: percentile(route, 0.95), unit: 'ms' },
        { what: 'the whole page at the door, p50', value: percentile(door, 0.5), unit: 'ms', target: { below: 50 } },
        { what: 'the whole page at the door, p95', value: percentile(door, 0.95), unit: 'ms' },
        { what: `first contentful paint in Chromium, middle of ${PAINTS}`, value: percentile(paints, 0.5), unit: 'ms', target: { below: 500 } }
      ],
      beside: [{ what: 'a page of the door that asks no service, p50', value: percentile(await times(READS, async () => { await (await page.request.get(`${platform.door}/who-sees-what`)).body() }), 0.5), unit: 'ms' }]
    }
  } finally {
    await browser.close()
    await platform.stop()
  }
}

/** A past wave of one organisation with all its units directly below, through the door, until its release is there. */
async function releaseOf (platform: Platform): Promise<string> {
  const office = await Driver.signedIn(platform, platform.home)
  const random = seeded(3)
  const mapping = JSON.stringify({
    title: 'Wide', closedOn: '2026-03-01', organisation: 'Wide company', scales: { agree: { min: 1, max: 5 } }, unitPath: ['unit'],
    instrument: { instrumentId: full8.instrumentId, version: full8.version, title: full8.title },
    factors: full8.factors.map(({ factorId, name, discipline, favourableFrom }) => ({ factorId, name, discipline, favourableFrom, scale: 'agree' })),
    items: full8.items.map(({ itemId, factorId, reverse, text }) => ({ column: itemId, itemId, factorId, reverse, text: text['en'] }))
  })
  const rows = Array.from({ length: UNITS * PEOPLE }, (_, at) => [`Unit ${at % UNITS}`, ...full8.items.map(() => 1 + below(random, 5))].join(','))
  const imported = await office.importPastWave({ mapping, answers: [['unit', ...full8.items.map(item => item.itemId)].join(','), ...rows, ''].join('\n') })
  const { waveId } = await imported.json() as { waveId: string }
  return office.untilReleased(waveId)
}

type Read = (place?: Record<string, string>) => Promise<{ next: string | null }>

/** Milliseconds of the first pages of the table in each order: no reply is kept of any, and the table is known. */
async function unseen (read: Read): Promise<number[]> {
  const taken: number[] = []
  for (const { factorId } of full8.factors) {
    for (let page = 0, after: string | null = ''; page < 3 && after !== null; page++) {
      const place: Record<string, string> = after === '' ? { sort: factorId } : { sort: factorId, after }
      taken.push(await timeOf(async () => { after = (await read(place)).next }))
    }
  }
  return taken
}

async function routeOf ({ services, home }: Platform, releaseId: string): Promise<Read> {
  const { door } = JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')) as { door: { private: Parameters<typeof tokenSigner>[0] } }
  const sign = await tokenSigner(door.private)
  return async (place = {}) => {
    const authorization = `Bearer ${await sign('reporting', { subject: 'bench', roles: ['program-office'] })}`
    const answer = await fetch(`${services['reporting']}/releases/${releaseId}/heat-map?${new URLSearchParams(place)}`, { headers: { authorization } })
    if (answer.status !== 200) throw new Error(`The route answered ${answer.status}.`)
    return await answer.json() as { next: string | null }
  }
}

async function signIn (page: Page, door: string): Promise<void> {
  await page.goto(`${door}/sign-in/start`)
  await page.getByLabel('Sign-in name').fill('office@localhost')
  await page.getByRole('button', { name: 'Sign in with this name' }).click()
  await page.waitForURL(`${door}/`)
}

/** Milliseconds of each, after a tenth of them to warm up. */
async function times (count: number, work: () => Promise<unknown>): Promise<number[]> {
  for (let at = 0; at < count / 10; at++) await work()
  const taken: number[] = []
  for (let at = 0; at < count; at++) taken.push(await timeOf(work))
  return taken
}

async function timeOf (work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

async function paint (page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'load' })
  // A page can be loaded before it is painted.
  return page.evaluate(async () => new Promise<number>(resolve => {
    new PerformanceObserver(list => { for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') resolve(startTime) }).observe({ type: 'paint', buffered: true })
  }))
}
