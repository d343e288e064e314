import { mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { house } from '@weft/infra/small-default/house'
import { startSmallDefault, type SmallDefault } from '@weft/infra/small-default/launcher'
import { openBrowser } from '@weft/testkit/browser'
import { Driver, until } from '@weft/testkit/driver'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTour, type LookName, type Tour } from '../pages/tour.ts'
import { organisationOf, promise, reviewOneself, reviewTeam, signInOf, teams, type Boss } from './commitments-people.ts'
import { choose, follow, typeInto } from './keyboard.ts'
import { movedBy } from './moved-commitments.ts'
import { phoneOf } from './program-people.ts'

const home = mkdtempSync(join(tmpdir(), 'weft-quarter-'))
const clock = join(home, 'clock')
/** The quarter of the journey: October to December of next year, so that its days lie ahead whenever this runs. */
const YEAR = new Date().getUTCFullYear() + 1
const on = (day: string) => writeFileSync(clock, String(Date.parse(`${day}T09:00:00Z`) - Date.now()))
/** What differs most; the frame itself is looked at in all ways elsewhere. */
const looks: readonly LookName[] = ['desktop dark', 'phone light', 'double text on a phone']
const PHONE = { width: 360, height: 740 }
const [JONAS, KEMAL, INGRID] = ['P15', 'P16', 'P01'] as const
let platform: SmallDefault
let browser: Browser
let driver: Driver
/** Jonas has a phone without script; Kemal, his boss Irene and the office have browsers with it. */
let jonas: Page
let kemal: Tour
let irene: Tour
let office: Tour
/** Phones of those whom the journey does not look at. */
const others: Page[] = []

const at = (path: string) => `${platform.door}${path}`
const words = async (page: Page) => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
const status = async (page: Page) => page.getByRole('status').first().innerText()
const press = async (page: Page, name: string | RegExp) => page.locator('main').getByRole('button', { name }).first().click()
const button = (page: Page, name: string | RegExp) => page.locator('main').getByRole('button', { name }).first()
const items = (page: Page): Promise<Locator[]> => page.locator('main form article').all()
const says = async (page: Page, path: string, sentence: string) => until(`${path} says “${sentence}”`, async () => { await page.goto(at(path)); return (await words(page)).includes(sentence) })

async function tourOf (person: string): Promise<Tour> {
  const tour = await startTour(browser)
  await tour.page.setViewportSize(PHONE)
  await tour.page.goto(at('/sign-in/start?to=%2Fcommitments'))
  await tour.page.getByLabel('Sign-in name').fill(person.includes('@') ? person : signInOf(person))
  await tour.page.getByLabel('Sign-in name').press('Enter')
  await tour.page.waitForURL(at('/commitments'))
  return tour
}

/** Looks at a page as it stands, and leaves it on a phone. */
async function look ({ page, look: lookAt }: Tour, name: string): Promise<string[]> {
  const found = await lookAt(`commitments-${name}`, looks)
  await page.setViewportSize(PHONE)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  return found
}
const visit = async (tour: Tour, path: string, name: string) => { await tour.page.goto(at(path)); return look(tour, name) }

async function write (page: Page, { wording, measure, horizon, milestone }: { wording: string, measure: string, horizon: RegExp, milestone?: string }): Promise<void> {
  await page.goto(at('/commitments/new'))
  await page.getByLabel('What will you do?').fill(wording)
  await page.getByLabel('How will you see that it worked?').fill(measure)
  await page.getByRole('radio', { name: 'Customers' }).check()
  await page.getByRole('radio', { name: horizon }).check()
  if (milestone !== undefined) {
    await page.getByLabel('First milestone', { exact: true }).fill(milestone)
    await page.getByLabel('By which day').fill(`${YEAR + 1}-06-30`)
  }
  await page.getByLabel('Which discipline does it help?').selectOption('CF')
  await press(page, 'Make this commitment')
}

/** Says something of every commitment in a review by keyboard alone, in order. */
async function judge (page: Page, values: readonly string[]): Promise<void> {
  for (const [place, item] of (await items(page)).entries()) {
    await choose(page, item.getByRole('group', { name: /How far did it come/ }), values[place] ?? 'Nearly')
    await typeInto(page, item.getByRole('textbox').first(), 'Three of four were called before they asked.')
  }
}

beforeAll(async () => {
  chmodSync(home, 0o755)
  on(`${YEAR}-10-07`)
  const moved = { ...house, moduleOf: (service: string) => service === 'commitments' ? movedBy(clock) : house.moduleOf(service) }
  ;[platform, browser] = await Promise.all([startSmallDefault({ home, ports: 'free', events: 'postgres', log: () => undefined, house: moved }), openBrowser()])
  driver = await Driver.signedIn(platform, home)
  expect((await driver.importOrganisation(organisationOf())).status).toBe(200)
  ;[jonas, kemal, irene, office] = await Promise.all([phoneOf(browser, platform.door, signInOf(JONAS)), tourOf(KEMAL), tourOf('P14'), tourOf('office@localhost')])
  await says(jonas, '/commitments/quarter', 'Nothing counts in this quarter yet')
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await platform?.stop()
  rmSync(home, { recursive: true, force: true })
})

describe('A quarter with commitments', () => {
  test('When somebody has ten minutes and a phone without script, then three commitments stand on it, and what was forgotten is asked for without losing a word', async () => {
    for (const [path, name] of [['/commitments', 'empty'], ['/commitments/new', 'new'], ['/commitments/quarter', 'quarter-empty'], ['/commitments/index', 'index-empty'], ['/commitments/team', 'team-empty']] as const) expect.soft(await visit(kemal, path, name)).toEqual([])
    await write(jonas, { wording: 'When a claim is late, I will call before the customer does', measure: ' ', horizon: /^3 months/ })
    expect(await jonas.getByRole('alert').innerText()).toContain('Nothing was saved yet')
    expect(await jonas.getByLabel('What will you do?').inputValue()).toBe('When a claim is late, I will call before the customer does')
    await jonas.getByLabel('How will you see that it worked?').fill('Calls made first')
    await press(jonas, 'Make this commitment')
    expect(await status(jonas)).toContain('It is made. Your time for it begins today.')
    await write(jonas, { wording: 'When a rule makes no sense to a customer, I will bring it to the weekly hour', measure: 'Rules brought and changed', horizon: /^6 months/ })
    await write(jonas, { wording: 'When I plan my year, I will spend ten days at the counter', measure: 'Days at the counter', horizon: /^Beyond/, milestone: 'Five days at the counter' })
    await jonas.goto(at('/commitments'))
    expect(await jonas.locator('.promise').count()).toBe(3)
    await write(kemal.page, { wording: 'When somebody asks twice, I will rewrite the letter that made them ask', measure: 'Letters rewritten', horizon: /^3 months/ })
    await write(kemal.page, { wording: 'When a colleague is new, I will answer calls beside them for a day', measure: 'Days beside new colleagues', horizon: /^6 months/ })
    expect.soft(await visit(kemal, '/commitments', 'mine')).toEqual([])
    await kemal.page.locator('.promise a').first().click()
    expect.soft(await look(kemal, 'one')).toEqual([])
    for (const person of [INGRID, ...Object.values(teams).flat()]) others.push(await phoneOf(browser, platform.door, signInOf(person)))
    for (const page of others) await promise(page, platform.door)
  }, 120_000)

  test('When goals come from elsewhere, something is cut, dated anew or handed over, then each page says what happens, with and without script', async () => {
    const { page } = kemal
    await page.goto(at('/commitments/import'))
    expect.soft(await look(kemal, 'import')).toEqual([])
    await page.getByLabel(/^Or paste the rows/).fill(`Objective;Key result;Due date;Status\nRead ten letters of customers;Letters read;Q3 ${YEAR + 1};\nVisit a branch each month;;;\nFinished long ago;x;;Done\n`)
    await press(page, 'Look at it')
    expect(await words(page)).toContain('2 of 3 rows can be brought in')
    expect.soft(await look(kemal, 'goals')).toEqual([])
    expect(await (await page.request.get(`${page.url()}/left-out.csv`)).text()).toContain('4,It is over where it comes from. Only what is still to do is brought in.,Finished long ago,x,,Done')
    await press(page, 'Bring in 2 drafts')
    expect.soft(await look(kemal, 'goals-in')).toEqual([])

    await page.goto(at('/commitments'))
    await follow(page, 'When somebody asks twice, I will rewrite the letter that made them ask')
    await follow(page, 'Split it into parts')
    expect.soft(await look(kemal, 'split')).toEqual([])
    await jonas.goto(at('/commitments'))
    await jonas.getByRole('link', { name: 'When I plan my year, I will spend ten days at the counter' }).click()
    await jonas.getByText('Change it: Five days at the counter').click()
    await jonas.getByLabel('What will be there').first().fill('Six days at the counter')
    await press(jonas, 'Save the milestone')
    expect(await words(jonas)).toContain('Saved the milestone. ')
    expect(await words(jonas)).toContain('Six days at the counter')

    expect.soft(await visit(irene, '/commitments/of/P15', 'report')).toEqual([])
    await follow(irene.page, 'Hand over what is open')
    expect.soft(await look(irene, 'handover-choice')).toEqual([])
    await irene.page.getByLabel('Who is asked?').selectOption('Kemal Aydin')
    await irene.page.getByLabel('Why, in a line').fill('Jonas may move to the harbour in spring')
    await press(irene.page, 'Ask')
    expect.soft(await look(irene, 'handovers-asked')).toEqual([])
    expect.soft(await visit(kemal, '/commitments/handovers', 'handovers')).toEqual([])
    await follow(page, button(page, 'Decline'))
    expect(await status(page)).toContain('You declined.')
  }, 120_000)

  test('When the quiet pages are opened, then they say what reaches whom, who reads what, and what will stand there', async () => {
    await office.page.goto(at('/commitments/reminders'))
    await press(office.page, 'Make an address')
    expect.soft(await look(office, 'reminders')).toEqual([])
    for (const [path, name] of [['/commitments/who-sees-what', 'who-sees-what'], ['/commitments/effect', 'effect-empty'], ['/commitments/receipts', 'receipts-empty']] as const) expect.soft(await visit(office, path, name)).toEqual([])
    for (const path of ['/commitments/reminders', '/commitments/who-sees-what', '/commitments/receipts', '/commitments/handovers', '/commitments/import']) {
      await jonas.goto(at(path))
      expect.soft(await jonas.evaluate(() => document.documentElement.scrollWidth), path).toBe(PHONE.width)
    }
  }, 60_000)

  test('When the last weeks come, then both say how it went: on a phone without script, and by keyboard with a draft that keeps itself', async () => {
    on(`${YEAR}-12-18`)
    await says(jonas, '/commitments/quarter', 'Say how it went')
    const values = ['Nearly', 'Halfway', 'Started']
    for (const [place, item] of (await items(jonas)).entries()) await item.getByRole('radio', { name: values[place] ?? 'Started', exact: true }).check()
    await (await items(jonas))[0]?.getByLabel('What happened').fill('Three of four were called before they asked.')
    await press(jonas, 'Save for later')
    expect(await status(jonas)).toContain('Nobody else reads it until you send it.')
    expect(await (await items(jonas))[1]?.getByRole('radio', { name: 'Halfway' }).isChecked()).toBe(true)
    await press(jonas, /^Send to Irene Kowalska/)
    expect(await status(jonas)).toContain('Both of you read the same now.')

    await kemal.page.goto(at('/commitments/quarter'))
    expect.soft(await look(kemal, 'self-review')).toEqual([])
    await kemal.page.reload()
    await judge(kemal.page, ['All of it', 'Nearly'])
    await until('the draft keeps itself', async () => /Saved \d\d:\d\d/.test(await words(kemal.page)))
    await kemal.page.reload()
    expect(await (await items(kemal.page))[1]?.getByRole('radio', { name: 'Nearly' }).isChecked()).toBe(true)
    await follow(kemal.page, button(kemal.page, /^Send to Irene Kowalska/))
    expect.soft(await look(kemal, 'self-review-sent')).toEqual([])
  }, 120_000)

  test('When the boss has gone through both by keyboard, then one agrees, and the other says why not; they settle it between themselves', async () => {
    expect.soft(await visit(irene, '/commitments/team', 'team')).toEqual([])
    await follow(irene.page, 'Jonas Berg')
    expect.soft(await look(irene, 'boss-review')).toEqual([])
    await irene.page.reload()
    expect(await words(irene.page)).toContain('Three of four were called before they asked.')
    await judge(irene.page, ['Halfway', 'Halfway', 'Started'])
    await follow(irene.page, button(irene.page, /^Send to Jonas Berg/))
    await irene.page.goto(at('/commitments/team'))
    await follow(irene.page, 'Kemal Aydin')
    await judge(irene.page, ['Halfway', 'Nearly'])
    await follow(irene.page, button(irene.page, /^Send to Kemal Aydin/))

    await jonas.goto(at('/commitments/quarter'))
    await press(jonas, 'Agree to these values')
    expect(await status(jonas)).toContain('Agreed. The values count.')

    await kemal.page.goto(at('/commitments/quarter'))
    expect.soft(await look(kemal, 'answer')).toEqual([])
    await kemal.page.getByText('I see it differently').click()
    await kemal.page.getByLabel(/^Why\? Irene Kowalska reads it/).fill('Both letters were rewritten in November, and nobody has asked since.')
    await press(kemal.page, 'Send my reason')
    expect(await status(kemal.page)).toContain('Your reason is with the other side.')
    expect.soft(await look(kemal, 'disputed')).toEqual([])
    await irene.page.goto(at('/commitments/team'))
    await follow(irene.page, 'Kemal Aydin')
    expect(await words(irene.page)).toContain('Both letters were rewritten in November')
    await irene.page.getByRole('combobox', { name: /^When somebody asks twice/ }).selectOption('All of it')
    await follow(irene.page, button(irene.page, 'Offer these values'))
    expect.soft(await look(irene, 'offered')).toEqual([])
    await kemal.page.goto(at('/commitments/quarter'))
    await follow(kemal.page, button(kemal.page, 'Settle for these values'))
    expect(await words(kemal.page)).toContain('both settled it')
    expect.soft(await look(kemal, 'settled')).toEqual([])
  }, 120_000)

  test('When somebody has no boss, then the office names who reviews; when the directory names another boss, then that one does', async () => {
    expect.soft(await visit(office, '/commitments/year', 'year')).toEqual([])
    await office.page.getByLabel('E-mail of who reviews Ingrid Solberg').fill('ingrid.solberg@harbour.example')
    await press(office.page, 'Name this person')
    expect.soft(await look(office, 'year-refused')).toEqual([])
    await office.page.getByLabel('E-mail of who reviews Ingrid Solberg').fill('irene.kowalska@harbour.example')
    await press(office.page, 'Name this person')
    expect(await status(office.page)).toContain('Somebody reviews it now.')
    await says(irene.page, '/commitments/team', 'Ingrid Solberg')

    expect(await words(irene.page)).toContain('Laila Nasser')
    expect((await driver.importOrganisation(organisationOf({ P17: 'P06' }))).status).toBe(200)
    const aisha = await tourOf('P06')
    await says(aisha.page, '/commitments/team', 'Laila Nasser')
    await irene.page.goto(at('/commitments/team'))
    expect(await words(irene.page)).not.toContain('Laila Nasser')
    await follow(aisha.page, 'Laila Nasser')
    await aisha.page.getByText('What happened, step by step').click()
    expect(await words(aisha.page)).toContain('Somebody else is the boss now')
    expect.soft(await look(aisha, 'boss-changed')).toEqual([])
    await aisha.close()
  }, 120_000)

  test('When the quarter is closed, then everybody reads how their index came about, the office how units kept their promises, and nobody more', async () => {
    for (const page of others) await reviewOneself(page, platform.door)
    // Ingrid and Laila are reviewed by who was named and who is the boss now.
    const theirs: Record<Boss, number> = { P06: 6, P14: 4, P21: 5 }
    for (const boss of Object.keys(teams) as Boss[]) expect(await reviewTeam(boss === 'P14' ? irene.page : await phoneOf(browser, platform.door, signInOf(boss)), platform.door)).toBe(theirs[boss])
    on(`${YEAR + 1}-01-29`)
    await says(jonas, '/commitments/quarter', 'closed, the person agreed')
    await jonas.goto(at(`/commitments/index?quarter=${YEAR}-10-01`))
    expect(await words(jonas)).toContain('The points add up to')
    expect.soft(await visit(kemal, `/commitments/index?quarter=${YEAR}-10-01`, 'index')).toEqual([])
    await says(office.page, '/commitments/roll-up', 'Rolled up on')
    expect(await words(office.page)).toContain('of 100, mean of 17 people')
    expect.soft(await look(office, 'roll-up')).toEqual([])
    expect(await words(office.page)).not.toContain('Jonas')
    await jonas.goto(at('/commitments/roll-up'))
    expect(await jonas.locator('h1').innerText()).not.toContain('Do we keep')
  }, 120_000)

  test('When a boss prints what to talk about with the team, then it is one sheet of A4', async () => {
    expect.soft(await visit(irene, '/commitments/talk-kit', 'talk-kit')).toEqual([])
    const pdf = (await irene.page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
    expect(pdf).toMatch(/\/MediaBox \[0 0 59\d(\.\d+)? 84\d(\.\d+)?\]/)
  })

  test('When it was all looked at, then no script failed and no other machine was asked', () => {
    expect([kemal, irene, office].flatMap(({ troubles }) => troubles)).toEqual([])
  })
})
