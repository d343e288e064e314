import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { axeFindings, layoutFindings } from '@weft/testkit/browser'
import type { Browser, BrowserContext, Page } from 'playwright-core'

const screenshots = fileURLToPath(new URL('../screenshots', import.meta.url))

/** How a page is looked at: size of the screen, colours, size of the text. */
const looks = {
  'desktop light': { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  'desktop dark': { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  'phone light': { viewport: { width: 360, height: 740 }, colorScheme: 'light' },
  'phone dark': { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
  'smallest phone': { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
  'double text': { viewport: { width: 1280, height: 800 }, colorScheme: 'light', css: 'html { font-size: 200% }' },
  'double text on a phone': { viewport: { width: 360, height: 740 }, colorScheme: 'light', css: 'html { font-size: 200% }' },
  'wide spacing': { viewport: { width: 360, height: 740 }, colorScheme: 'light', css: '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }' },
  'right to left': { viewport: { width: 360, height: 740 }, colorScheme: 'light', dir: 'rtl' }
} as const
export type LookName = keyof typeof looks
type Look = { viewport: { width: number, height: number }, colorScheme: 'light' | 'dark', css?: string, dir?: string }

export type Tour = {
  page: Page
  /** Everything that went wrong in the browser itself: errors of scripts, of policies, calls to other machines. */
  troubles: string[]
  /** Looks at the page as it stands, in every way or in some; gives what is wrong, a line each. */
  look: (name: string, only?: readonly LookName[]) => Promise<string[]>
  close: () => Promise<void>
}

/** A browser of one reader on the door. It refuses to leave this machine. */
export async function startTour (browser: Browser, options: { javaScriptEnabled?: boolean } = {}): Promise<Tour> {
  mkdirSync(screenshots, { recursive: true })
  // axe is injected, and so are larger text and wider spacing; that the policy holds is tested on the header and by `troubles`.
  const context = await browser.newContext({ reducedMotion: 'reduce', bypassCSP: true, locale: 'en-GB', timezoneId: 'UTC', ...options })
  context.setDefaultTimeout(15_000)
  const troubles = await watch(context)
  const page = await context.newPage()
  return { page, troubles, look: (name, only) => lookAt(page, name, only), close: () => context.close() }
}

async function watch (context: BrowserContext): Promise<string[]> {
  const troubles: string[] = []
  await context.route('**/*', route => {
    const { hostname } = new URL(route.request().url())
    if (['localhost', '127.0.0.1'].includes(hostname)) return route.continue()
    troubles.push(`asked another machine: ${hostname}`)
    return route.abort()
  })
  context.on('page', page => {
    page.on('pageerror', error => troubles.push(`${page.url()}: ${error.message}`))
    page.on('console', message => {
      // A page that says 403 or 422 on purpose is logged by the browser as a failed load.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) troubles.push(`${page.url()}: ${message.text()}`)
    })
  })
  return troubles
}

async function lookAt (page: Page, name: string, only: readonly LookName[] = Object.keys(looks) as LookName[]): Promise<string[]> {
  const findings: string[] = []
  await page.waitForLoadState('load')
  for (const look of only) {
    const { viewport, colorScheme, css, dir }: Look = looks[look]
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const style = css === undefined ? undefined : await page.addStyleTag({ content: css })
    if (dir !== undefined) await page.evaluate(value => { document.documentElement.dir = value }, dir)
    const layout = await layoutFindings(page)
    // The probe goes from stop to stop: what only shows while it has the focus would lie over the page.
    await page.evaluate(() => { (document.activeElement as HTMLElement | null)?.blur() })
    const found = [...layout, ...await axeOnce(page, look)]
    findings.push(...found.map(finding => `${name}, ${look}: ${finding}`))
    await page.screenshot({ path: `${screenshots}/${name}-${look.replaceAll(' ', '-')}.png`, fullPage: true })
    await style?.evaluate(element => { (element as HTMLElement).remove() })
    await page.evaluate(() => { document.documentElement.dir = 'ltr' })
  }
  return findings
}

/** axe judges names, roles and colours: the same at every size, so it runs where those differ. */
const axeOnce = (page: Page, look: LookName): Promise<string[]> =>
  ['desktop light', 'desktop dark', 'phone light', 'phone dark'].includes(look) ? axeFindings(page) : Promise.resolve([])
