import { axeFindings, layoutFindings } from '@weft/testkit/browser'
import type { Page } from 'playwright-core'

const MOST_STOPS = 80

/** Goes with the Tab key to the control of this name, from where the page stands, and gives it the focus. Throws when the way does not lead there. */
export async function tabTo (page: Page, name: string): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab')
    const reached = await page.evaluate(wanted => {
      const focused = document.activeElement
      const own = focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement ? focused.labels?.[0]?.textContent : focused?.textContent
      return (own ?? '').trim().startsWith(wanted)
    }, name)
    if (reached) return
  }
  throw new Error(`The Tab key does not lead to "${name}" on ${page.url()}`)
}

/** The same, and follows or presses it with Enter. */
export async function enter (page: Page, name: string): Promise<void> {
  await tabTo(page, name)
  await Promise.all([page.waitForLoadState('load'), page.waitForEvent('framenavigated'), page.keyboard.press('Enter')])
}

/** Signs in without touching a mouse. */
export async function signInByKeyboard (page: Page, door: string, name: string): Promise<void> {
  await page.goto(door)
  await enter(page, 'Sign in to Weft')
  await page.getByLabel('Sign-in name').waitFor()
  // The page begins in this field; Tab would lead on from it.
  if (!await page.getByLabel('Sign-in name').evaluate(field => field === document.activeElement)) await tabTo(page, 'Sign-in name')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}

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
