import type { Locator, Page } from 'playwright-core'

/** Goes from stop to stop with Tab until the one that is wanted has the focus. Throws when it is not reached within 150 stops. */
export async function tabTo (page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor()
  for (let stop = 0; stop < 150; stop++) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluate(element => element === document.activeElement)) return
  }
  throw new Error(`Tab does not lead to ${String(wanted)} on ${page.url()}`)
}

/** Follows a link or presses a button, by keyboard. */
export async function enter (page: Page, wanted: Locator): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.press('Enter')
}

export async function typeInto (page: Page, wanted: Locator, text: string): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.type(text)
}
