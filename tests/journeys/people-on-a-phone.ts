import { below } from '@weft/testkit/seeded'
import { expect } from 'vitest'
import type { Browser, BrowserContext, Page } from 'playwright-core'

const phone = { viewport: { width: 360, height: 740 }, reducedMotion: 'reduce', locale: 'en-GB' } as const

/** A phone of its own: nothing of anybody else is on it. It refuses to leave this machine. */
async function onPhone<T> (browser: Browser, work: (page: Page, context: BrowserContext) => Promise<T>, options: { javaScriptEnabled?: boolean } = {}): Promise<T> {
  const context = await browser.newContext({ ...phone, ...options })
  const elsewhere: string[] = []
  await context.route('**/*', route => {
    if (['localhost', '127.0.0.1'].includes(new URL(route.request().url()).hostname)) return route.continue()
    elsewhere.push(route.request().url())
    return route.abort()
  })
  try {
    const done = await work(await context.newPage(), context)
    expect(elsewhere).toEqual([])
    return done
  } finally {
    await context.close()
  }
}

/** Part by part, an answer to each statement, as the script leads; then sends. */
export const takeSurvey = (browser: Browser, link: string, random: () => number) => onPhone(browser, async page => {
  await page.goto(link)
  await takeParts(page, 1, random)
  await send(page)
})

/** Stops in the middle, closes the page, comes back to the same place with the answers still there, and finishes. */
export const takeSurveyInterrupted = (browser: Browser, link: string, random: () => number) => onPhone(browser, async (page, context) => {
  await page.goto(link)
  await answerPart(page, random)
  await page.getByRole('button', { name: 'Next' }).click()
  await answerPart(page, random)
  await page.close()

  const again = await context.newPage()
  await again.goto(link)
  expect(await again.locator('input:checked').count()).toBe(8)
  expect(again.url()).toContain('#p2')
  await again.getByRole('button', { name: 'Next' }).click()
  await takeParts(again, 3, random)
  await send(again)
  // Nothing stays on a phone that has sent.
  expect(await again.evaluate(() => Object.keys(localStorage))).toEqual([])
})

/** One long form, sent as it is. */
export const takeSurveyWithoutScript = (browser: Browser, link: string, random: () => number) => onPhone(browser, async page => {
  await page.goto(link)
  for (const question of await page.locator('fieldset').all()) await question.locator('input').nth(below(random, 6)).check()
  await page.locator('#end button').click()
  await thanked(page)
  await page.goto(link)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('You have already sent your answers')
}, { javaScriptEnabled: false })

async function takeParts (page: Page, from: number, random: () => number): Promise<void> {
  for (let part = from; part <= 8; part++) {
    expect(await page.title()).toContain(`Part ${part} of 8`)
    await answerPart(page, random)
    if (part < 8) await page.getByRole('button', { name: 'Next' }).click()
  }
}

async function answerPart (page: Page, random: () => number): Promise<void> {
  const questions = await page.locator('fieldset:visible').all()
  expect(questions.length).toBe(4)
  for (const question of questions) await question.locator('input').nth(below(random, 6)).check()
}

async function send (page: Page): Promise<void> {
  await page.locator('.bar').getByRole('button', { name: 'Send my answers' }).click()
  await thanked(page)
}

async function thanked (page: Page): Promise<void> {
  await page.waitForURL(/\/s\/thanks/)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Thank you')
}
