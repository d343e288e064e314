import { setTimeout as pause } from 'node:timers/promises'
import { calendarReply } from '@weft/contracts/commitments/calendar-api'
import { organisationReply } from '@weft/contracts/directory/api'
import { participationReply } from '@weft/contracts/participation/api'
import { releasesReply } from '@weft/contracts/reporting/api'
import { waveReply, wavesReply, type WaveReply } from '@weft/contracts/survey/api'
import { DONT_KNOW, fieldOf } from '@weft/survey/sheet/answers'
import { z } from 'zod'
import { runningCalendar } from './days.ts'
import { openDoorway, type Doorway, type DoorwayOptions } from './doorway.ts'
import type { Demonstration } from './demonstration.ts'
import { loadPeople } from './load-people.ts'
import { loadProgram } from './load-program.ts'
import { signInAs } from './visitor.ts'

export type LoadOptions = DoorwayOptions & {
  /** Where invitations are caught. */
  catcher: string
  demonstration: Demonstration
  say: (sentence: string) => void
}

const TOGETHER = 8
const LONGEST_MS = 600_000
const roleNames: Record<string, string> = { 'program-office': 'Program office', analyst: 'Analyst', it: 'IT', auditor: 'Auditor' }

/** Who may sign in, with the name of the role on screen. */
export const guestsOf = ({ people, units }: Demonstration) => people.filter(({ guest }) => guest).map(({ signIn, name, role, person, unit }) => ({
  signIn, name,
  role: roleNames[role] ?? (people.some(({ boss }) => boss === person) ? `Manager of ${units.find(one => one.unit === unit)?.name ?? ''}` : 'Employee')
}))

/**
 * Brings the demonstration in through the doors that real data use: people by the import, two past waves with a mapping, one wave planned,
 * launched and answered by its links. What is there already is passed over. Says each step in a sentence; throws what a door refuses.
 */
export async function loadDemonstration (options: LoadOptions): Promise<void> {
  const { demonstration, say } = options
  const doorway = await openDoorway(options, guestsOf(demonstration))
  // Before anybody is there: the first quarter opens under the calendar that it finds.
  await writeCalendar(doorway, demonstration)
  await doorway.upload('/organisation/imports', [['units', 'units.csv', demonstration.files.units], ['people', 'people.csv', demonstration.files.people]])
  const { people, units } = organisationReply.parse(await doorway.call('GET', '/organisation'))
  say(`Demonstration: ${people} invented people in ${units} units are in.`)
  for (const past of demonstration.past) await importPast(doorway, past)
  await untilReleased(doorway, demonstration.past.length, options)
  say(`Demonstration: the waves ${demonstration.past.map(past => past.title).join(' and ')} are released. Look at the heat map.`)
  await answer(doorway, await openWave(doorway, demonstration), options)
  const office = { doorway, desk: await signInAs(options.officeSignIn, options), demonstration }
  // Before people were in, the office was nobody of them, and the door remembers that for a few seconds.
  const { name: officer = '' } = demonstration.people.find(({ signIn }) => signIn === options.officeSignIn) ?? {}
  await until('the door knows the program office by name', options.signal, async () => (await office.desk.page('/')).includes(officer))
  await loadProgram(office)
  say(`Demonstration: ${demonstration.portfolio.projects.length} projects are on one table, and half of them are decided. Look at the program.`)
  const { people: came, promises } = await loadPeople(office, options)
  say(`Demonstration: ${came} people have said what they think of the priorities and made ${promises} commitments. All of it is in.`)
}

async function writeCalendar (doorway: Doorway, { today }: Demonstration): Promise<void> {
  const { version } = calendarReply.parse(await doorway.call('GET', '/commitments/calendar'))
  if (version === 0) await doorway.call('POST', '/commitments/calendar', { version, timeZone: 'UTC', ...runningCalendar(today).days })
}

async function wavesOf (doorway: Doorway): Promise<WaveReply[]> {
  return wavesReply.parse(await doorway.call('GET', '/waves?limit=100')).waves
}

async function importPast (doorway: Doorway, { title, mapping, answers }: Demonstration['past'][number]): Promise<void> {
  if ((await wavesOf(doorway)).some(wave => wave.kind === 'past' && wave.title === title)) return
  await doorway.upload('/past-waves', [['mapping', 'mapping.json', mapping], ['answers', 'answers.csv', answers]])
}

async function untilReleased (doorway: Doorway, count: number, { signal }: LoadOptions): Promise<void> {
  await until('the past waves are released', signal, async () => releasesReply.parse(await doorway.call('GET', '/releases')).releases.length >= count)
}

/** Plans and launches the wave that is open, unless it is there. */
async function openWave (doorway: Doorway, { open: { title, closesOn } }: Demonstration): Promise<WaveReply> {
  const known = (await wavesOf(doorway)).find(wave => wave.kind === 'live' && wave.title === title)
  const wave = known ?? waveReply.parse(await doorway.call('POST', '/waves', { title, instrumentId: 'full-8', closesOn }))
  return wave.state === 'planned' ? waveReply.parse(await doorway.call('POST', `/waves/${wave.waveId}/launch`)) : wave
}

async function answer (doorway: Doorway, { waveId, title }: WaveReply, { catcher, signal, say, demonstration: { open: { answers } } }: LoadOptions): Promise<void> {
  await until('everybody is invited', signal, async () => participationReply.parse(await doorway.call('GET', `/waves/${waveId}/participation`)).state === 'invited')
  const links = [...await linksIn(catcher)].flatMap(([to, link]) => {
    const sheet = answers.get(to)
    return sheet === undefined ? [] : [{ link, sheet }]
  })
  let next = 0
  await Promise.all(Array.from({ length: TOGETHER }, async () => {
    while (next < links.length && !signal.aborted) await send(links[next++] as { link: string, sheet: Sheet })
  }))
  say(`Demonstration: ${title} is open, and ${links.length} people have answered.`)
}

type Sheet = Record<string, number | null>

/** As a browser without script sends it. Who has sent already finds the link used, which is as good. */
async function send ({ link, sheet }: { link: string, sheet: Sheet }): Promise<void> {
  const body = new URLSearchParams(Object.entries(sheet).map(([itemId, value]) => [fieldOf(itemId), value === null ? DONT_KNOW : String(value)]))
  const { status } = await fetch(link, { method: 'POST', redirect: 'manual', body, signal: AbortSignal.timeout(20_000) })
  if (status !== 303 && status !== 404) throw new Error(`A survey answered ${status}.`)
}

const page = z.object({ messages: z.array(z.object({ to: z.string(), text: z.string() })), next: z.number().nullable() })

/** Everybody's link by address, as whoever runs this machine sees them. */
async function linksIn (catcher: string): Promise<Map<string, string>> {
  const links = new Map<string, string>()
  for (let after: number | null = 0; after !== null;) {
    const { messages, next } = page.parse(await (await fetch(`${catcher}/messages?after=${after}`, { signal: AbortSignal.timeout(10_000) })).json())
    for (const { to, text } of messages) {
      // Reminders of other kinds have no such link.
      const link = /https?:\/\/\S+\/s\/[\w-]+/.exec(text)?.[0]
      if (link !== undefined) links.set(to, link)
    }
    after = next
  }
  return links
}

async function until (what: string, signal: AbortSignal, isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + LONGEST_MS
  // What is not there yet is refused with 404; it comes.
  while (!await isTrue().catch(() => false)) {
    if (signal.aborted) throw new Error('The loading was stopped.')
    if (Date.now() > end) throw new Error(`After ${LONGEST_MS / 60_000} minutes it is still not so that ${what}.`)
    await pause(500, undefined, { signal }).catch(() => {})
  }
}
