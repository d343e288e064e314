import { axeFindings, layoutFindings } from '@weft/testkit/browser'
import type { Page } from 'playwright-core'

const looks = [
  { width: 1280, height: 800, colorScheme: 'light', font: '100%' }, { width: 360, height: 740, colorScheme: 'dark', font: '100%' }, { width: 1280, height: 800, colorScheme: 'light', font: '200%' }
] as const

/** What is wrong with a page as it stands: on a desk, on a dark phone, with text of double size. The context must have `bypassCSP`. */
export async function flawsOf (page: Page): Promise<string[]> {
  const flaws: string[] = []
  for (const { width, height, colorScheme, font } of looks) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(size => { document.documentElement.style.fontSize = size }, font)
    flaws.push(...[...await layoutFindings(page), ...await axeFindings(page)].map(flaw => `${page.url()}, ${width} ${colorScheme} ${font}: ${flaw}`))
  }
  await page.evaluate(() => { document.documentElement.style.fontSize = '' })
  await page.setViewportSize({ width: 1280, height: 800 })
  return flaws
}
