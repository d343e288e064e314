import { openBrowser } from '@weft/testkit/browser'
import { Driver } from '@weft/testkit/driver'
import type { Page } from 'playwright-core'
import { percentile, type Measured, type Row } from './figure.ts'
import { startPlatform } from './platform.ts'

/** Slow 3G as the design means it: 400 kbit a second, 400 ms there and back. */
const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const LOOKS = 5

export const row: Row = { title: 'The survey page on a phone: slow 3G, a processor four times slower', measure }

type Look = { script: number, all: number, firstPaint: number }

async function measure (): Promise<Measured> {
  const platform = await startPlatform('meridian')
  const browser = await openBrowser()
  try {
    const office = await Driver.signedIn(platform, platform.home)
    const open = await openLinks([...(await office.links()).values()])
    const looks: Look[] = []
    for (const link of open.slice(0, LOOKS)) {
      const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
      looks.push(await look(await context.newPage(), link))
      await context.close()
    }
    const middle = (of: keyof Look) => percentile(looks.map(one => one[of]), 0.5)
    return {
      figures: [
        { what: 'script, as it travels', value: middle('script') / 1_024, unit: 'KB', target: { atMost: 10 } },
        { what: 'everything, as it travels', value: middle('all') / 1_024, unit: 'KB', target: { atMost: 30 } },
        { what: `first contentful paint, middle of ${looks.length}`, value: middle('firstPaint'), unit: 'ms', target: { below: 1_000 } }
      ],
      beside: [{ what: 'a bare React form (ui.md §3)', value: 3_000, unit: 'ms' }, { what: 'SurveyJS (ui.md §3)', value: 12_000, unit: 'ms' }]
    }
  } finally {
    await browser.close()
    await platform.stop()
  }
}

/** Of people who have not answered yet. */
async function openLinks (links: readonly string[]): Promise<string[]> {
  const open: string[] = []
  for (const link of links) {
    if (open.length === LOOKS) break
    if ((await fetch(link)).status === 200) open.push(link)
  }
  return open
}

async function look (page: Page, link: string): Promise<Look> {
  const cdp = await page.context().newCDPSession(page)
  const kinds = new Map<string, string>()
  const seen: Look = { script: 0, all: 0, firstPaint: Number.NaN }
  cdp.on('Network.responseReceived', ({ requestId, type }) => { kinds.set(requestId, type) })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    seen.all += encodedDataLength
    if (kinds.get(requestId) === 'Script') seen.script += encodedDataLength
  })
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', SLOW_3G)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.goto(link, { waitUntil: 'networkidle', timeout: 60_000 })
  seen.firstPaint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN)
  return seen
}
