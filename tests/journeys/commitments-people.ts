import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const example = (file: string) => readFileSync(fileURLToPath(new URL(`../../examples/organisation/${file}`, import.meta.url)), 'utf8')

/** Bosses of the example, and at least five of the people whom each leads: whoever knows two teams knows less than the whole. */
export const teams = { P06: ['P07', 'P08', 'P09', 'P10', 'P11'], P14: ['P17', 'P18', 'P19', 'P20'], P21: ['P22', 'P23', 'P24', 'P25', 'P26'] } as const
export type Boss = keyof typeof teams
export const signInOf = (person: string) => `${person.toLowerCase()}@localhost`
const signsIn = new Set(['P01', 'P15', 'P16', ...Object.keys(teams), ...Object.values(teams).flat()])

/** The organisation of the examples, where those signs in who does something; `bosses` says who has another boss than there. */
export function organisationOf (bosses: Readonly<Record<string, string>> = {}): { units: string, people: string } {
  const people = example('people.csv').trim().split('\n').map(line => {
    const cells = line.trim().split(',')
    const [person = ''] = cells
    if (signsIn.has(person)) cells[7] = signInOf(person)
    cells[4] = bosses[person] ?? cells[4] ?? ''
    return cells.join(',')
  })
  return { units: example('units.csv'), people: `${people.join('\n')}\n` }
}

const idsIn = (html: string, pattern: RegExp) => [...new Set([...html.matchAll(pattern)].map(([, id = '']) => id))]
const read = async (page: Page, url: string) => (await page.request.get(url)).text()
const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

/** Sends a form as a browser without script does, and does not follow where it leads. */
async function send (page: Page, door: string, path: string, form: Record<string, string>): Promise<void> {
  const reply = await page.request.post(`${door}${path}`, { form, headers: { origin: door }, maxRedirects: 0 })
  if (reply.status() !== 303) throw new Error(`${path}: ${reply.status()} ${(await reply.text()).slice(0, 2_000)}`)
}

/** Somebody promises one thing, whom the journey does not look at. */
export async function promise (page: Page, door: string): Promise<void> {
  const html = await read(page, `${door}/commitments/new`)
  const ids = Object.fromEntries(['commitmentId', 'milestoneId', 'version'].map(name => [name, hidden(html, name)]))
  const said = { wording: 'When a ferry is late, I will call those who wait', measure: 'Calls made', horizon: '3-months', benefits: 'customer', discipline: 'CF', weight: '2' }
  await send(page, door, '/commitments/new', { ...ids, ...said, make: 'yes' })
}

/** Sends the form of a review, "Nearly" of everything; false where there is none to send. */
async function sendReview (page: Page, door: string, html: string, path: string): Promise<boolean> {
  const items = html.includes('/settle"') ? [] : idsIn(html, /name="value-([0-9a-f-]{36})"/g)
  if (items.length === 0) return false
  await send(page, door, path, { version: hidden(html, 'version'), do: 'send', ...Object.fromEntries(items.flatMap(id => [[`value-${id}`, '75'], [`next-${id}`, 'keep'], [`note-${id}`, '']])) })
  return true
}

/** What those send of themselves whom the journey does not look at. */
export async function reviewOneself (page: Page, door: string): Promise<void> {
  const html = await read(page, `${door}/commitments/quarter`)
  const path = /action="(\/commitments\/quarter\/[0-9a-f-]{36})"/.exec(html)?.[1] ?? ''
  if (!await sendReview(page, door, html, path)) throw new Error('There is nothing to say of oneself.')
}

/** The same by a boss, of everybody who waits for them; gives how many that were. */
export async function reviewTeam (page: Page, door: string): Promise<number> {
  let done = 0
  for (const reviewId of idsIn(await read(page, `${door}/commitments/team`), /\/commitments\/team\/([0-9a-f-]{36})"/g)) {
    const path = `/commitments/team/${reviewId}`
    if (await sendReview(page, door, await read(page, `${door}${path}`), path)) done++
  }
  return done
}
