import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSmallDefault, type SmallDefault } from '@weft/infra/small-default/launcher'
import { openBrowser } from '@weft/testkit/browser'
import { Driver, until } from '@weft/testkit/driver'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sections } from '../../services/web/src/program/sections.ts'
import { startTour, type LookName, type Tour } from '../pages/tour.ts'
import { choose, enter, follow, signInByKeyboard, tabTo, typeInto } from './keyboard.ts'
import { countOf } from './portfolio-count.ts'
import { leaders, organisationOfExample, phoneOf } from './program-people.ts'

const example = (file: string) => fileURLToPath(new URL(`../../examples/${file}`, import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'weft-one-program-'))
/** What differs most; the frame itself is looked at in all ways elsewhere. */
const looks: readonly LookName[] = ['desktop dark', 'phone light', 'double text on a phone']
const DESK = { width: 1280, height: 800 }
let platform: SmallDefault
let browser: Browser
let office: Tour
let driver: Driver
let merges = 0
const phones = new Map<string, Page>()

const at = (path: string) => `${platform.door}${path}`
const go = async (path: string) => { await office.page.setViewportSize(DESK); await office.page.goto(at(path)) }
const words = async (page = office.page) => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
const heading = () => office.page.locator('h1').innerText()
const button = (name: string | RegExp) => office.page.locator('main').getByRole('button', { name }).first()
const press = async (page: Page, name: string) => page.locator('main').getByRole('button', { name }).first().click()
const countAt = async () => { await go('/program/projects'); return countOf(office.page) }

async function visit (path: string, how = looks): Promise<string[]> {
  await office.page.goto(at(path))
  return office.look(path.slice(1).replaceAll(/[/?=]/g, '-') || 'home', how)
}

beforeAll(async () => {
  chmodSync(home, 0o755)
  ;[platform, browser] = await Promise.all([startSmallDefault({ home, ports: 'free', events: 'postgres', log: () => undefined }), openBrowser()])
  driver = await Driver.signedIn(platform, home)
  expect((await driver.importOrganisation(organisationOfExample())).status).toBe(200)
  office = await startTour(browser)
  await office.page.setViewportSize(DESK)
  await signInByKeyboard(office.page, platform.door, 'office@localhost')
  await until('program knows the leaders', async () => {
    await go('/program/start')
    return (await words()).includes(`0 of ${leaders.length}`)
  })
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await platform?.stop()
  rmSync(home, { recursive: true, force: true })
})

describe('One program instead of 32 projects', () => {
  test('When nothing is there yet, then every part says what to do, and nothing is wrong in any look', async () => {
    for (const { href } of sections) expect.soft(await visit(href)).toEqual([])
    for (const path of ['/program/charter/draft', '/program/priorities/draft', '/program/projects/new', '/program/projects/imports/new', '/program/projects/decide', '/program/practices/new', '/program/buy-in', '/program/reminders/mine', '/program/projects/overlaps/method']) {
      expect.soft(await visit(path)).toEqual([])
    }
  })

  test('When three lists come in by keyboard alone, then all 32 projects of 36 rows lie on one table, and the rest is told', async () => {
    const { page } = office
    await go('/')
    await follow(page, page.getByRole('link', { name: 'Projects', exact: true }))
    await follow(page, 'Import projects')
    for (const [place, file] of ['projects.csv', 'jira.csv', 'ms-project.csv'].entries()) {
      const field = page.locator('input[type=file]').nth(place)
      await tabTo(page, field)
      await field.setInputFiles(example(`portfolio/${file}`))
    }
    await follow(page, button('Upload and match columns'))
    expect.soft(await office.look('program-import-columns', looks)).toEqual([])
    await page.setViewportSize(DESK)
    await page.reload()
    await follow(page, button('Use these columns'))
    expect(await words()).toContain('32 + 0 + 4 + 0 = 36 rows of the files.')
    expect.soft(await office.look('program-import-check', looks)).toEqual([])
    await page.setViewportSize(DESK)
    await page.reload()
    await follow(page, button('Bring in 32 projects'))
    expect(await words()).toContain('32 projects are in the portfolio now.')
    expect(await countAt()).toMatchObject({ all: 32, undecided: 32 })
    expect.soft(await visit('/program/projects')).toEqual([])
  })

  test('When what is doubled stands side by side, then it is merged there by keyboard alone, pair by pair, until nothing is doubled', async () => {
    const { page } = office
    for (;;) {
      await until('projects are laid side by side', async () => { await go('/program/projects/overlaps'); return /Duplicates \d+/.test(await words()) && !(await words()).includes('Projects have changed') })
      if (merges === 0) expect.soft(await visit('/program/projects/overlaps')).toEqual([])
      if ((await words()).includes('There is none.')) break
      await go('/program/projects/overlaps')
      await enter(page, page.locator('main article summary').first())
      await typeInto(page, page.locator('main article').first().getByLabel('Why', { exact: true }), 'The same undertaking under two names.')
      await follow(page, button(/^Merge \d+ into \d+$/))
      expect(await page.getByRole('status').innerText()).toContain('The project is merged.')
      merges++
      const count = await countAt()
      expect(count).toMatchObject({ all: 32, undecided: 32 })
    }
    expect(merges).toBeGreaterThanOrEqual(8)
    expect((await words())).toMatch(/Duplicates 0/)
  }, 300_000)

  test('When two contradict, then one is retired with a reason; what has ended takes nothing in, and says so', async () => {
    const { page } = office
    await go('/program/projects/overlaps?kind=contradiction')
    expect.soft(await office.look('program-contradictions', looks)).toEqual([])
    await page.setViewportSize(DESK)
    const [kept, ended] = await page.locator('main article').first().locator('h2 a').evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''))
    const [, endedNumber = ''] = /^(\d+)\./.exec(await page.locator('main article').first().locator('h2 a').nth(1).innerText()) ?? []
    // Opened before it ends, sent after: what stands in the form is old by then.
    const stale = await page.context().newPage()
    await stale.goto(at(kept ?? ''))
    await stale.getByRole('radio', { name: 'Merge' }).check()
    await stale.getByLabel('Merge into').selectOption({ value: (ended ?? '').split('/').at(-1) ?? '' })
    await stale.getByLabel('Why', { exact: true }).fill('It looks alike.')
    await go(ended ?? '')
    await choose(page, page.locator('#kind'), 'Retire: it ends')
    await typeInto(page, page.getByLabel('Why', { exact: true }), 'It promises the opposite of what we decided for the same customers.')
    await follow(page, button('Record this decision'))
    expect(await page.getByRole('status').innerText()).toMatch(/The decision is recorded\.\s+\d+ projects are left to decide\. Next: /)
    await press(stale, 'Record this decision')
    expect(await stale.getByRole('alert').innerText()).toContain('The other project is retired. Merge into one that goes on, or reopen that one first.')
    expect(await stale.getByLabel('Why', { exact: true }).inputValue()).toBe('It looks alike.')
    await stale.close()
    expect(await words()).toContain(`Project ${endedNumber}`)
    expect(await countAt()).toMatchObject({ all: 32, retired: expect.toSatisfy((retired: number) => retired >= 1) as number })
  })

  test('When orphans get what they lack and one is rejected, then all that are left are decided together by keyboard alone', async () => {
    const { page } = office
    for (let guard = 0; guard < 32; guard++) {
      await go('/program/projects?state=undecided&missing=any')
      const orphan = page.locator('main table a').first()
      if (await orphan.count() === 0) break
      await orphan.click()
      await page.getByRole('link', { name: 'Say it' }).click()
      for (const [label, said] of [['Goal', 'Answer the question of large customers within a day.'], ['Owner', 'Laila Nasser'], ['Sponsor', 'Ingrid Solberg'], ['Customers', 'All private customers']] as const) {
        const field = page.getByLabel(label, { exact: true })
        if (await field.inputValue() === '') await field.fill(said)
      }
      await press(page, 'Save the changes')
    }
    await go('/program/projects/decide')
    await page.locator('main fieldset a').filter({ hasText: 'Open' }).first().click()
    await page.getByRole('radio', { name: 'Reject' }).check()
    await page.getByLabel('Why', { exact: true }).fill('It serves us, not a customer.')
    await press(page, 'Record this decision')
    expect(await countAt()).toMatchObject({ all: 32, rejected: expect.toSatisfy((rejected: number) => rejected >= 1) as number })

    await go('/program/projects/decide')
    const boxes = page.getByRole('checkbox')
    await tabTo(page, boxes.first())
    await page.keyboard.press('Space')
    await tabTo(page, boxes.nth(1))
    await page.keyboard.press('Space')
    await choose(page, page.locator('#kind'), /^Adopt/)
    await typeInto(page, page.getByLabel('Why', { exact: true }), 'The program takes them on, with their owners.')
    await follow(page, button('Record for all that are ticked'))
    expect(await page.getByRole('status').innerText()).toContain('2 decisions are recorded.')
    expect(await countAt()).toMatchObject({ all: 32, adopted: 2 })

    await go('/program/projects/decide')
    expect.soft(await office.look('program-decide', looks)).toEqual([])
    await go('/program/projects/decide')
    await follow(page, page.getByRole('link', { name: /^Tick all/ }))
    await choose(page, page.locator('#kind'), /^Keep/)
    await typeInto(page, page.getByLabel('Why', { exact: true }), 'It serves one of our priorities.')
    await follow(page, button('Record for all that are ticked'))
    expect(await heading()).toBe('Every project is decided')
  }, 240_000)

  test('When everything is decided, then projects kept, adopted, merged, retired and rejected are the 32 rows that came in, each with its reason', async () => {
    const count = await countAt()
    expect(count).toMatchObject({ all: 32, undecided: 0, adopted: 2 })
    const file = await driver.call<{ initiatives: { state: string, source: { file: string, row: number }, title: string }[] }>('GET', '/program/initiatives')
    const states = Map.groupBy(file.initiatives, ({ state }) => state)
    const of = (state: string) => states.get(state)?.length ?? 0
    expect([of('kept') + of('adopted') + of('merged') + of('retired') + of('rejected'), of('merged'), of('undecided')]).toEqual([32, merges, 0])
    expect(new Set(file.initiatives.map(({ source: { file: name, row } }) => `${name} ${row}`)).size).toBe(32)
    const [download] = await Promise.all([office.page.waitForEvent('download'), office.page.getByRole('link', { name: 'Download all as CSV' }).click()])
    const rows = await readAll(download)
    for (const { title } of file.initiatives) expect(rows).toContain(title)
    for (const reason of ['The same undertaking under two names.', 'It serves us, not a customer.', 'It serves one of our priorities.']) expect(rows).toContain(reason)
    const { initiativeId } = (await driver.call<{ initiatives: { initiativeId: string }[] }>('GET', '/program/initiatives?state=kept')).initiatives[0] ?? { initiativeId: '' }
    expect.soft(await visit(`/program/projects/${initiativeId}`)).toEqual([])
  })
})

async function readAll (download: { createReadStream: () => Promise<NodeJS.ReadableStream> }): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}

describe('What the one program is for, and who pulls at it', () => {
  test('When charter and priorities are written by keyboard alone, then everybody reads them', async () => {
    const { page } = office
    await go('/program/charter/draft')
    for (const [label, text] of [['Vision', 'Easy to deal with, every time.'], ['Sponsor', 'ingrid.solberg@harbour.example'], ['Goal 1', 'Nobody asks twice'], ['How we see that goal 1 is reached', 'Share of questions solved at first contact'], ['Resources', 'One day a week of eight people.']] as const) await typeInto(page, page.getByLabel(label, { exact: true }), text)
    await follow(page, button('Save and look at it'))
    await follow(page, button('Publish the charter'))
    await go('/program/priorities/draft')
    for (const [place, title] of ['Answer within a day', 'Write so that people understand'].entries()) {
      await typeInto(page, page.locator(`#title-${place + 1}`), title)
      await typeInto(page, page.locator(`#why-${place + 1}`), 'Customers wait too long and read too much.')
      await tabTo(page, page.locator(`#disciplines-${place + 1}`).getByRole('checkbox').first())
      await page.keyboard.press('Space')
      await typeInto(page, page.locator(`#measure-${place + 1}`), 'Share answered within a day')
    }
    await follow(page, button('Save and look at it'))
    await follow(page, button('Publish the priorities'))
    expect(await heading()).toBe('Two things we all work for')
  })

  test('When one of the staff attests on a phone without script and without a mouse, then the answer is theirs alone, and an old version is refused', async () => {
    const phone = await phoneOf(browser, platform.door, 'staff@localhost')
    await phone.goto(at('/program/priorities'))
    for (const group of await phone.locator('main fieldset').all()) await choose(phone, group, 'Agree')
    const stale = await phone.context().newPage()
    await stale.goto(at('/program/priorities'))
    await follow(phone, 'Send my answer')
    expect(await phone.getByRole('status').innerText()).toContain('Only you see it.')
    for (const name of leaders) {
      const page = await phoneOf(browser, platform.door, `${name.toLowerCase()}@localhost`)
      phones.set(name, page)
      await page.goto(at('/program/priorities'))
      for (const group of await page.locator('main fieldset').all()) await group.getByRole('radio', { name: 'Strongly agree' }).check()
      await press(page, 'Send my answer')
    }
    await go('/program/same-page')
    await press(office.page, 'Count who has answered since')
    expect(await words()).toContain('7 people counted')
    expect.soft(await visit('/program/same-page')).toEqual([])

    await go('/program/priorities/draft')
    await office.page.locator('#title-2').fill('Write so that everybody understands')
    await press(office.page, 'Save and look at it')
    await press(office.page, 'Publish the priorities')
    for (const group of await stale.locator('main fieldset').all()) await group.getByRole('radio', { name: 'Agree', exact: true }).check()
    await press(stale, 'Send my answer')
    expect(await stale.getByRole('alert').first().innerText()).toContain('Your answer was not saved')
    expect(await words(stale)).toContain('The priorities have changed since you answered')
    await phone.context().close()
  }, 120_000)
})

describe('The start, and what comes of it', () => {
  let forum = ''

  test('When leaders vote on their phones before and after a debate, then the page says what became of agreement, and a vote after the end is refused', async () => {
    const { page } = office
    await go('/program/start')
    await page.getByRole('link', { name: 'Plan a forum' }).click()
    await press(page, 'Plan the forum')
    forum = new URL(page.url()).pathname
    const vote = async (value: string) => {
      for (const phone of phones.values()) {
        await phone.goto(at(forum))
        await phone.getByRole('radio', { name: value, exact: true }).check()
        await press(phone, 'Send my vote')
      }
    }
    await press(page, 'Open the first vote')
    await vote('Agree')
    await press(page, 'Close the first vote and debate')
    await page.getByLabel('Against the statement').check()
    await page.getByLabel('Argument').fill('We hide the phone number.')
    await press(page, 'Write it down')
    await press(page, 'Open the second vote')
    await vote('Disagree')
    const late = phones.get('P06') as Page
    await late.goto(at(forum))
    await press(page, 'End the forum and count')
    await press(late, 'Change my vote')
    expect(await late.getByRole('alert').innerText()).toContain('This forum has ended and its votes are counted. Nothing was changed.')
    await page.reload()
    expect(await words()).toContain('after the debate')
    expect.soft(await office.look('program-forum', looks)).toEqual([])
  }, 120_000)

  test('When the plan is written backward and approved, then its roadmap is read by all, and a circle was refused', async () => {
    const { page } = office
    await go('/program/start/plan')
    await press(page, 'Begin the plan')
    await page.getByRole('textbox', { name: 'Vision' }).fill('Easy to deal with, every time.')
    await page.getByLabel('First priority').fill('Answer within a day')
    await press(page, 'Write vision and priorities')
    await page.getByLabel('What must be true for').fill('Every claim is answered within a day')
    await press(page, 'Add the outcome')
    for (const [link, title, due] of [['Add what must be true before', 'Claims answered in a day', '2027-09-30'], ['What must be true before that?', 'One inbox for all claims', '2027-06-30']] as const) {
      await page.getByRole('link', { name: link }).first().click()
      for (const [label, text] of [['What is reached', title], ['Measure', 'Share answered in a day'], ['Target', '90 of 100'], ['Owner', 'Irene Kowalska'], ['Date', due]] as const) await page.getByLabel(label, { exact: true }).fill(text)
      await press(page, 'Add the milestone')
    }
    expect.soft(await office.look('program-plan', looks)).toEqual([])
    await page.setViewportSize(DESK)
    await page.getByRole('listitem').filter({ has: page.getByText('One inbox for all claims', { exact: true }) }).getByRole('link', { name: 'Change', exact: true }).click()
    await press(page, 'Add what it needs')
    expect(await page.getByRole('alert').innerText()).toContain('This would lead in a circle')
    await go('/program/start/plan')
    await press(page, 'Approve version 1')
    expect.soft(await visit('/program/roadmap')).toEqual([])
    expect(await words()).toContain('0 of 2 milestones reached.')
  }, 120_000)

  test('When somebody shares a quick win, then home shows it with the projects of the one program, and the vision out front', async () => {
    const sharer = phones.get('P14') as Page
    await sharer.goto(at('/program/quick-wins/new'))
    await sharer.locator('#prompt').getByRole('radio').nth(1).check()
    for (const [label, text] of [['In one line', 'Claims answered the same day'], ['What happened', 'One inbox instead of four. Nobody asks twice.'], ['What was measured', 'Days until the first answer'], ['Before', '4'], ['After', '1']] as const) await sharer.getByLabel(label, { exact: true }).fill(text)
    await sharer.getByLabel('Discipline').selectOption({ index: 1 })
    await press(sharer, 'Share it')
    for (const path of ['/program/quick-wins', '/program/momentum', '/program/priorities', '/program/start', '/program/readiness', '/program/charter']) expect.soft(await visit(path)).toEqual([])
    const count = await countAt()
    await until('the day is told with the quick win', async () => {
      await go('/')
      return /quick win/i.test(await words())
    }, 90_000)
    await until('the day is told', async () => { await go('/'); return (await words()).includes(`${count.inProgram} of 32 projects are in the program`) }, 90_000)
    expect(await words()).toContain('Easy to deal with, every time.')
    expect(await words()).toContain(`0 not decided yet, ${count.retired} ended, ${count.rejected} not taken in.`)
    expect.soft(await visit('/')).toEqual([])
  }, 200_000)

  test('When the program is printed, then it is one sheet of A4 with nothing cut off', async () => {
    const count = await countAt()
    expect.soft(await visit('/program/on-one-page')).toEqual([])
    await go('/program/on-one-page')
    const text = await words()
    for (const part of ['Easy to deal with, every time.', `${count.inProgram} of 32 projects are in the program`, '= 32.', 'Answer within a day', 'Write so that everybody understands', 'One inbox for all claims', 'Ingrid Solberg stands behind it.', 'Irene Kowalska']) expect(text).toContain(part)
    const pdf = await office.page.pdf({ preferCSSPageSize: true, path: fileURLToPath(new URL('../screenshots/program-on-one-page.pdf', import.meta.url)) })
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59\d(\.\d+)? 84\d(\.\d+)?\]/)
    await office.page.emulateMedia({ media: 'print' })
    await office.page.setViewportSize({ width: 688, height: 1016 })
    expect(await office.page.evaluate(() => [...document.querySelectorAll('.one-page *')].filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline').map(one => one.textContent))).toEqual([])
    await office.page.emulateMedia({ media: 'screen' })
  })

  test('When a browser took it all in, then no script failed and no other machine was asked', () => {
    expect(office.troubles).toEqual([])
  })
})
