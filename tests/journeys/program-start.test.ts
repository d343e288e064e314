import { openBrowser } from '@weft/testkit/browser'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Somebody } from '../../services/program/test/start-world.ts'
import { openStartDoor, signIn, type StartDoor } from './start-door.ts'
import { flawsOf } from './flaws.ts'

const LEADERS = 10
let door: StartDoor
let browser: Browser
const contexts: BrowserContext[] = []

beforeAll(async () => { [door, browser] = await Promise.all([openStartDoor(LEADERS), openBrowser()]) }, 120_000)
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser?.close()
  await door?.stop()
})

const pageOf = async (name: string, to: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', bypassCSP: true, ...options })
  contexts.push(context)
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  await signIn(page, door.origin, name, to)
  return page
}
const phone = { viewport: { width: 360, height: 740 }, javaScriptEnabled: false }
const press = (page: Page, name: string) => page.getByRole('button', { name }).click()
const vote = async (forum: string, round: string, values: readonly number[]) => {
  for (const [at, value] of values.entries()) await door.world.call(door.world.leaders[at + 1] as Somebody, 'POST', `/program/forums/${forum}/votes`, { round, value })
}

describe('The start, from the forum to the roadmap', () => {
  let office: Page
  let leader: Page
  let forum: string
  const flaws: string[] = []

  test('When leaders vote on their phones without script, before and after a debate, then all read what it came to, and nobody more', async () => {
    office = await pageOf('office', '/program/start')
    expect(await office.locator('.lead').first().innerText()).toBe('Next: bring the leaders together and debate one statement.')
    flaws.push(...await flawsOf(office))
    await office.getByRole('link', { name: 'Plan a forum' }).click()
    await press(office, 'Plan the forum')
    forum = /forums\/([\w-]+)/.exec(office.url())?.[1] ?? ''
    await press(office, 'Open the first vote')

    leader = await pageOf('leader1', `/program/start/forums/${forum}`, phone)
    await leader.getByLabel('Strongly agree').check()
    await press(leader, 'Send my vote')
    expect(await leader.getByRole('status').innerText()).toContain('Your vote is kept')
    await vote(forum, 'before', [5, 4, 4, 4, 3, 3, 2, 2, 1])

    await press(office, 'Close the first vote and debate')
    await office.getByLabel('Against the statement').check()
    await office.getByLabel('Argument').fill('We hide the phone number.')
    await press(office, 'Write it down')
    await press(office, 'Open the second vote')
    await vote(forum, 'after', [4, 3, 3, 2, 2, 2, 2, 1, 1])
    await leader.goto(`${door.origin}/program/start/forums/${forum}`)
    await leader.getByLabel('Agree', { exact: true }).check()
    await press(leader, 'Send my vote')
    const stale = await pageOf('leader1', `/program/start/forums/${forum}`, phone)
    await press(office, 'End the forum and count')

    await press(stale, 'Change my vote')
    expect(await stale.getByRole('alert').innerText()).toContain('This forum has ended and its votes are counted. Nothing was changed.')
    const staff = await pageOf('staff', `/program/start/forums/${forum}`)
    expect(await staff.getByText('Agreement is 0.9 lower after the debate.').count()).toBe(1)
    expect(await staff.getByText('Leader 1').count()).toBe(0)
    flaws.push(...await flawsOf(office))
  }, 120_000)

  test('When a plan is written backward, then a circle is refused in words, and once approved everybody reads its roadmap', async () => {
    await office.goto(`${door.origin}/program/start/plan`)
    await press(office, 'Begin the plan')
    await office.getByRole('textbox', { name: 'Vision' }).fill('Easy to deal with, every time')
    await office.getByLabel('First priority').fill('Answer within a day')
    await press(office, 'Write vision and priorities')
    await office.getByLabel('What must be true for').fill('Every claim is answered within a day')
    await press(office, 'Add the outcome')
    const add = async (link: string, title: string, due: string) => {
      await office.getByRole('link', { name: link }).first().click()
      for (const [label, words] of [['What is reached', title], ['Measure', 'Share answered in a day'], ['Target', '90 of 100'], ['Owner', 'Leader 1'], ['Date', due]] as const) await office.getByLabel(label, { exact: true }).fill(words)
      await press(office, 'Add the milestone')
    }
    await add('Add what must be true before', 'Claims answered in a day', '2027-09-30')
    await add('What must be true before that?', 'One inbox for all claims', '2027-06-30')
    expect(await office.getByText('Needs before it: “One inbox for all claims”').count()).toBe(1)
    flaws.push(...await flawsOf(office))

    await office.getByRole('listitem').filter({ has: office.getByText('One inbox for all claims', { exact: true }) }).getByRole('link', { name: 'Change', exact: true }).click()
    await press(office, 'Add what it needs')
    expect(await office.getByRole('alert').innerText()).toContain('This would lead in a circle: “One inbox for all claims” needs “Claims answered in a day” and “Claims answered in a day” needs “One inbox for all claims”.')
    flaws.push(...await flawsOf(office))
    await office.getByRole('link', { name: 'Back to the plan' }).click()
    await press(office, 'Approve version 1')

    const staff = await pageOf('staff', '/program/roadmap')
    expect(await staff.locator('h1').innerText()).toBe('Easy to deal with, every time')
    expect(await staff.getByRole('row').allInnerTexts()).toEqual([expect.stringContaining('Milestone'), expect.stringContaining('One inbox for all claims'), expect.stringContaining('Claims answered in a day')])
    expect((await staff.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
    flaws.push(...await flawsOf(staff))

    await leader.goto(`${door.origin}/program/roadmap`)
    await leader.getByRole('link', { name: 'One inbox for all claims' }).click()
    await leader.getByLabel('Reached', { exact: true }).check()
    await leader.getByLabel('Why', { exact: true }).fill('All claims come in at one place since May.')
    await press(leader, 'Write it down')
    expect(await leader.locator('h1 + .lead').innerText()).toBe('Reached')
  }, 120_000)

  test('When a leader reflects, then it stays with them until they share it', async () => {
    await leader.goto(`${door.origin}/program/reflection`)
    await leader.getByLabel('Why do we want this?').fill('Because I was a customer last week.')
    await press(leader, 'Keep my answers')
    await office.goto(`${door.origin}/program/reflection`)
    expect(await office.getByText('Nobody shares a reflection yet.').count()).toBe(1)
    await press(leader, 'Share with leaders and the program office')
    await office.reload()
    expect(await office.getByText('Leader 1').count()).toBe(1)
    flaws.push(...await flawsOf(office))
  }, 60_000)

  test('When all of it is looked at on a phone, in the dark and with large letters, then axe and the probes find nothing', () => {
    expect(flaws).toEqual([])
  })
})
