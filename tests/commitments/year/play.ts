import { below, seeded } from '@weft/testkit/seeded'
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { agreeToPromises, keepOffice, planHandOver, reviewPeople } from './boss.ts'
import { quarters, yearDays, type YearDay } from './calendar.ts'
import type { Carrier } from './carrier.ts'
import { openDoors, type Act } from './door.ts'
import { openHouse, type House } from './house.ts'
import { openOrganisation, type Told } from './organisation.ts'
import { actOnOwn } from './person.ts'
import { openScene, type Scene } from './scene.ts'

export type YearOptions = { seed: number, people: number, takePart: number, kills: number, isShort: boolean, quarters: number, carrier: Carrier, say?: (line: string) => void }
export type Played = Awaited<ReturnType<typeof playYear>>

const AT_ONCE = 12
/** Of this share of acts the answer gets lost though nobody died: deaths alone hit too few of those that could be done twice. */
const CUT_OFF = 0.2
const FIRST_DAY = '2027-01-04'
/** On the evenings of these the directory changes: while people work, between plans and reviews, and in the middle of reviews. */
const changesAfter = ['0 agree', '0 boss', '1 change', '1 answer', '2 self', '3 work'] as const
const isChange = ({ quarter, business }: YearDay, n: number, days: readonly YearDay[]) =>
  changesAfter.some(at => at === `${quarter} ${business}`) && days.findIndex(one => one.quarter === quarter && one.business === business) === n

/** Plays a year of an organisation at the doors of the service. The house stays open: whoever calls looks at it, then closes it. */
export async function playYear ({ seed, people, takePart, kills, isShort, quarters: played, carrier, say = () => {} }: YearOptions) {
  const house = await openHouse(carrier, `${FIRST_DAY}T05:00:00.000Z`)
  try {
    const organisation = openOrganisation(seed, people)
    const doors = openDoors(house, kills === 0 ? undefined : openCuts(seed))
    const scene = openScene({ seed, takePart, doors, organisation })
    const founding = organisation.found(house.now())
    await hear(house, founding)
    let before = founding.flatMap(({ events }) => events)
    const days = yearDays(isShort).filter(({ quarter }) => quarter < played)
    const nemesis = openNemesis(house, seed, kills, days)
    let changes = 0
    for (const [n, day] of days.entries()) {
      Object.assign(scene, { day: day.day, quarter: day.quarter, quarterStart: quarters.find(([, end]) => day.day <= end)?.[0] ?? '' })
      await nemesis.begin(n)
      await playDay(house, scene, day, nemesis)
      if (scene.quarterStart !== '') organisation.remember(scene.quarterStart)
      if (isChange(day, n, days)) {
        await house.moveTo(`${day.day}T20:00:00.000Z`)
        nemesis.phase('directory')
        const told = organisation.change(house.now(), changes++)
        await hear(house, told)
        await house.run('turn-quarters')
        // What came before comes again, as after a sender that did not hear that it was taken: nobody moves back, nobody is alive again.
        await house.tellAgain(before)
        before = told.flatMap(({ events }) => events)
      }
      say(`${day.day} Q${day.quarter + 1} ${day.business}: ${doors.counts.asked} requests, ${doors.log.length} steps, ${house.posted.length} mails, ${house.kills()} deaths`)
    }
    await nemesis.rest()
    return { house, doors, scene, organisation }
  } catch (error) {
    await house.close()
    throw error
  }
}

async function hear (house: House, told: Told): Promise<void> {
  for (const { consumer, events } of told) await house.tell(consumer, events)
}

async function playDay (house: House, scene: Scene, { day, business }: YearDay, nemesis: Nemesis): Promise<void> {
  const at = (time: string) => house.moveTo(`${day}T${time}:00.000Z`)
  await at('05:30')
  nemesis.phase('calendar')
  await house.run('turn-quarters')
  await house.run('roll-up-quarters')
  await at('06:30')
  nemesis.phase('people')
  const everybody = [...scene.organisation.here.keys()].sort().map(id => scene.organisation.callerOf(id))
  await all(everybody, me => actOnOwn(scene, me, business))
  await at('06:45')
  await keepOffice(scene, business)
  // Whoever reviews somebody: bosses, and to whom a review was handed.
  const bosses = everybody.filter(({ personId }) => !/^[SJ]/.test(personId) || scene.organisation.isBoss(personId))
  await at('07:00')
  if (business === 'boss') {
    const plans: (() => Promise<void>)[] = []
    await all(bosses, async me => { plans.push(await planHandOver(scene, me)) })
    await all(plans, plan => plan())
  }
  nemesis.phase('bosses')
  await all(bosses, me => agreeToPromises(scene, me, business))
  await at('07:15')
  await all(bosses, me => reviewPeople(scene, me, business))
  // As it does every minute: what was handed over until a day that is past comes back when a review is reopened.
  await house.run('turn-quarters')
  await at('12:00')
  nemesis.phase('mail')
  await house.run('send-digests')
}

/** Of which acts the answer gets lost: the first of each sort, since some are rare, and of the others whose the seed says. */
function openCuts (seed: number): (one: Act) => boolean {
  const sorts = new Set<string>()
  return ({ id, act, version }) => {
    const isFirst = !sorts.has(act)
    sorts.add(act)
    return isFirst || seeded(createHash('sha256').update([seed, id, act, version].join('\n')).digest().readUInt32BE())() < CUT_OFF
  }
}

/** So many at once, as people are. */
async function all<T> (list: readonly T[], does: (one: T) => Promise<void>): Promise<void> {
  const left = [...list]
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await does(one)
  }))
}

type Phase = 'directory' | 'calendar' | 'people' | 'bosses' | 'mail'
/** How a death comes: some time into a part of the day, or with an answer or a mail that is out and of which nobody hears. The first comes seldom: after it the broker misses the dead for 15 s. */
const deaths: readonly (readonly [Phase, 'time' | 'answer' | 'mail'])[] = [
  ['directory', 'time'], ['calendar', 'time'], ['people', 'time'], ['people', 'answer'], ['bosses', 'time'], ['bosses', 'answer'], ['mail', 'mail'], ['mail', 'mail'], ['mail', 'time'], ['people', 'answer'], ['calendar', 'time']
]
type Nemesis = ReturnType<typeof openNemesis>
const daysWhere = (days: readonly YearDay[], is: (day: YearDay, n: number, days: readonly YearDay[]) => boolean): number[] => days.flatMap((day, n) => is(day, n, days) ? [n] : [])

/** Kills the service so many times in the year: on which days and how far into them (in ms, answers or mails), the seed says. */
function openNemesis (house: House, seed: number, kills: number, days: readonly YearDay[]) {
  const random = seeded(seed ^ 0x9e37)
  const busy: Record<Phase, number[]> = { directory: daysWhere(days, isChange), calendar: daysWhere(days, () => true), people: daysWhere(days, ({ business }) => business !== 'boss' && business !== 'final'), bosses: daysWhere(days, ({ business }) => business === 'boss' || business === 'agree' || business === 'answer'), mail: daysWhere(days, () => true) }
  const plan = Array.from({ length: kills }, (_, n) => {
    const [phase, how] = deaths[n % deaths.length] ?? ['people', 'time']
    return { day: busy[phase][below(random, busy[phase].length)], phase, how, after: random() ** 2 }
  })
  const waiting = new Set<Promise<void>>()
  let today: typeof plan = []
  const strike = (after: number) => {
    const blow = pause(after).then(() => { house.kill() })
    waiting.add(blow)
    void blow.finally(() => waiting.delete(blow))
  }
  return {
    begin: async (day: number) => { today = plan.filter(one => one.day === day) },
    phase: (phase: Phase) => {
      for (const { how, after } of today.filter(one => one.phase === phase)) {
        if (how === 'mail') house.killAtMail(1 + Math.floor(10 * after))
        else if (how === 'answer') house.killAtAnswer(1 + Math.floor(10 * after))
        else strike(600 * after)
      }
    },
    rest: async () => { await Promise.all(waiting) }
  }
}
