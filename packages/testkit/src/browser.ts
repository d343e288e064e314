import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type Page } from 'playwright-core'
import { findChromium } from '../../../infra/test/needs.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The Chromium of this machine (WEFT_CHROMIUM names another one). Throws when there is none. */
export async function openBrowser (): Promise<Browser> {
  const executablePath = findChromium(process.env)
  if (executablePath === undefined) throw new Error('There is no Chromium on this machine. Install one, or name it in WEFT_CHROMIUM.')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

/** What axe finds against WCAG 2.2 AA, a line each. Call `bypassCSP` on the context: axe is injected. */
export async function axeFindings (page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    type Result = { violations: { id: string, nodes: { target: string[], failureSummary: string }[] }[] }
    const run = (globalThis as unknown as { axe: { run: (of: Document, options: object) => Promise<Result> } }).axe.run
    const { violations } = await run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`))
  })
}

/** What axe does not see: clipped words, targets under 24 px, a page wider than the screen, a focused control under something else. */
export async function layoutFindings (page: Page): Promise<string[]> {
  const still = await page.evaluate(() => {
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    const name = (element: Element) => `${element.tagName.toLowerCase()}#${element.id} "${(element.textContent ?? '').trim().slice(0, 30)}"`
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(shown)
    const clipped = all('label, button, th, h1, h2, h3, legend, a').filter(element => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline')
    const small = all('input[type=radio], input[type=checkbox], button, a').filter(element => {
      const { width, height } = element.getBoundingClientRect()
      // A link in running text may be as high as its line.
      return (width < 24 || height < 24) && !(element.tagName === 'A' && getComputedStyle(element).display === 'inline')
    })
    const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth + 1
    return [...clipped.map(element => `clipped: ${name(element)}`), ...small.map(element => `too small: ${name(element)}`), ...(wide ? ['the page scrolls sideways'] : [])]
  })
  return [...still, ...await hiddenFocus(page)]
}

async function hiddenFocus (page: Page): Promise<string[]> {
  const found: string[] = []
  await page.evaluate(() => { (document.activeElement as HTMLElement | null)?.blur() })
  for (let stop = 0; stop < 120; stop++) {
    await page.keyboard.press('Tab')
    const seen = await page.evaluate(() => {
      const focused = document.activeElement
      if (!focused || focused === document.body) return 'end'
      const { left, top, width, height } = focused.getBoundingClientRect()
      // Of something larger than the screen, the middle of what is on the screen.
      const within = (from: number, size: number, screen: number) => (Math.max(from, 0) + Math.min(from + size, screen)) / 2
      const at = document.elementFromPoint(within(left, width, innerWidth), within(top, height, innerHeight))
      const reached = at !== null && (focused.contains(at) || at.contains(focused))
      return reached ? '' : `focus is hidden: ${focused.tagName.toLowerCase()}#${focused.id} ${focused.getAttribute('name') ?? ''} ${focused.textContent?.slice(0, 30) ?? ''}`
    })
    if (seen === 'end') break
    if (seen !== '') found.push(seen)
  }
  return found
}
