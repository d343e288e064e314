import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'

const example = (file: string) => readFileSync(fileURLToPath(new URL(`../../examples/${file}`, import.meta.url)), 'utf8')
/** People of the example who lead here and may sign in as such: six, so that five and more of them can be counted. */
export const leaders = ['P01', 'P06', 'P14', 'P21', 'P28', 'P33'] as const
/** Works in claims, and signs in as staff@localhost. */
export const STAFF = 'P15'

/** The organisation of the examples with six leaders and one of its staff who sign in. */
export function organisationOfExample (): { units: string, people: string } {
  const people = example('organisation/people.csv').trim().split('\n').map(line => {
    const cells = line.trim().split(',')
    const [person = ''] = cells
    if (person === STAFF) cells[7] = 'staff@localhost'
    if ((leaders as readonly string[]).includes(person)) [cells[5], cells[7]] = ['leader', `${person.toLowerCase()}@localhost`]
    return cells.join(',')
  })
  return { units: example('organisation/units.csv'), people: `${people.join('\n')}\n` }
}

/** A phone of its own, without script. */
export async function phoneOf (browser: Browser, door: string, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false, reducedMotion: 'reduce', locale: 'en-GB' })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  // On a phone what signs out stands behind the menu: the address tells that one is in.
  await page.goto(`${door}/sign-in/start?to=%2F`)
  await page.getByLabel('Sign-in name').fill(name)
  await page.getByLabel('Sign-in name').press('Enter')
  await page.waitForURL(`${door}/`)
  return page
}
