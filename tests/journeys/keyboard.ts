import type { Locator, Page } from 'playwright-core'

const MOST_STOPS = 200

/** What is wanted: a control, or how the words on it begin (its label, where it is a field). */
type Wanted = Locator | string

/** Goes from stop to stop with Tab until the one that is wanted has the focus. Throws when it is not reached within 200 stops. */
export async function tabTo (page: Page, wanted: Wanted): Promise<void> {
  if (typeof wanted !== 'string') await wanted.waitFor()
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab')
    if (typeof wanted === 'string' ? await isNamed(page, wanted) : await wanted.evaluate(element => element === document.activeElement)) return
  }
  throw new Error(`Tab does not lead to ${String(wanted)} on ${page.url()}`)
}

const isNamed = (page: Page, name: string): Promise<boolean> => page.evaluate(wanted => {
  const focused = document.activeElement
  const own = focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement ? focused.labels?.[0]?.textContent : focused?.textContent
  return (own ?? '').trim().startsWith(wanted)
}, name)

/** Follows a link or presses a button, by keyboard. */
export async function enter (page: Page, wanted: Wanted): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.press('Enter')
}

/** The same, and waits for the page it leads to. */
export async function follow (page: Page, wanted: Wanted): Promise<void> {
  await tabTo(page, wanted)
  await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')])
  await page.waitForLoadState('load')
}

export async function typeInto (page: Page, wanted: Wanted, text: string): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.type(text)
}

/** Chooses in a group of radio buttons by its arrows. Tab comes to the group once, at its first button or the chosen one. */
export async function choose (page: Page, group: Locator, label: string | RegExp): Promise<void> {
  const wanted = group.getByRole('radio', { name: label, exact: typeof label === 'string' })
  const stop = await group.locator('input:checked').count() > 0 ? group.locator('input:checked') : group.getByRole('radio').first()
  await tabTo(page, stop)
  await page.keyboard.press('Space')
  for (let step = 0; step < 12 && !await wanted.isChecked(); step++) await page.keyboard.press('ArrowDown')
  if (!await wanted.isChecked()) throw new Error(`Arrows do not lead to ${String(label)} on ${page.url()}`)
}

/** Signs in without touching a mouse. */
export async function signInByKeyboard (page: Page, door: string, name: string): Promise<void> {
  await page.goto(door)
  await follow(page, 'Sign in to Weft')
  await page.getByLabel('Sign-in name').waitFor()
  // The page begins in this field; Tab would lead on from it.
  if (!await page.getByLabel('Sign-in name').evaluate(field => field === document.activeElement)) await tabTo(page, 'Sign-in name')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Weft' }).first().waitFor()
  await page.waitForURL(`${door}/`)
}
