import type { Sql } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import { actingAsHouse } from '../acting-as.ts'
import { calendarOf, insertQuarter, lastQuarter, moveQuarter, runningQuarters } from '../calendar/calendar.store.ts'
import { quarterFrom, startOf } from '../calendar/calendar.ts'
import { dueStep, type Step } from '../calendar/steps.ts'
import { whileNothingChanges } from '../commitment/counted.store.ts'
import { daysBetween } from '../commitment/days.ts'
import type { Deps } from '../deps.ts'
import { todayAt } from '../organisation/today.store.ts'
import type { Command } from './decide.ts'
import { followPeople } from './follow.store.ts'
import { freezeCounted, freezeReviews } from './freeze.store.ts'
import { performAll } from './perform.store.ts'
import { isSomebodyHere, reviewsAt } from './turn.store.ts'

type Clock = Pick<Deps, 'pool' | 'now' | 'newId' | 'wake'>
const AT_ONCE = 500

/**
 * Opens quarters, begins and closes their reviews, follows the directory, lets answers lapse. Each step is one transaction, or one for every 500 reviews, and finds by
 * itself what is left of it: a death at any line costs nothing, and a platform that slept goes through the missed days in order.
 */
export const turnQuartersJob = (deps: Clock): Job => ({
  name: 'turn-quarters',
  everyMs: 60_000,
  async run (signal) {
    const today = await todayAt(deps.pool, deps.now())
    await openFirst(deps, today)
    for (let step = await nextStep(deps, today); step !== undefined && !signal.aborted; step = await nextStep(deps, today)) await take(deps, step, signal)
    if (!signal.aborted) await actingAsHouse(deps.pool, tx => followPeople(tx, deps, today, null))
    await letLapse(deps, today, signal)
    deps.wake()
  }
})

/** The running quarter of a house that has none yet, once somebody is there. */
const openFirst = (deps: Clock, today: string) => actingAsHouse(deps.pool, async tx => {
  if (await lastQuarter(tx) !== undefined || !await isSomebodyHere(tx)) return
  const calendar = await calendarOf(tx, today, true)
  await open(tx, deps, quarterFrom(startOf(today, calendar), calendar), today)
})

async function nextStep ({ pool }: Clock, today: string): Promise<Step | undefined> {
  const [running, last] = [await runningQuarters(pool), await lastQuarter(pool)]
  if (last === undefined) return undefined
  return dueStep(running.some(({ startsOn }) => startsOn === last.startsOn) ? running : [...running, last], today)
}

async function take (deps: Clock, { does, startsOn, on }: Step, signal: AbortSignal): Promise<void> {
  if (does === 'open') {
    return actingAsHouse(deps.pool, async tx => open(tx, deps, quarterFrom(startsOn, await calendarOf(tx, startsOn, false)), on))
  }
  const states = does === 'begin' ? ['waiting'] : ['waiting', 'self', 'boss', 'answer', 'agreed', 'disputed']
  const left = await inChunks(deps, signal, tx => reviewsAt(tx, startsOn, states, AT_ONCE), { type: does === 'begin' ? 'open' : 'close' }, on)
  if (!left) await actingAsHouse(deps.pool, tx => moveQuarter(tx, startsOn, does === 'begin' ? 'reviewing' : 'final'))
}

/** Gives one command to all that are found, so many in one transaction. True when some are left for the next run. */
async function inChunks (deps: Clock, signal: AbortSignal, find: (tx: Sql) => Promise<string[]>, command: Command, today: string): Promise<boolean> {
  while (!signal.aborted) {
    const { found, done } = await actingAsHouse(deps.pool, async tx => {
      const ids = await find(tx)
      return { found: ids.length, done: await performAll(tx, deps, ids, () => command, { actor: { role: 'house', personId: null }, today }, [command.type]) }
    })
    if (found === 0) return false
    if (done === 0) return true
  }
  return true
}

/** A quarter, what counts in it and who reviews whom, all at one moment. */
async function open (tx: Sql, deps: Clock, quarter: ReturnType<typeof quarterFrom>, today: string): Promise<void> {
  await whileNothingChanges(tx)
  await insertQuarter(tx, quarter)
  await freezeCounted(tx, quarter)
  await freezeReviews(tx, deps, quarter.startsOn, today, null)
}

/** Answers that nobody gave in their time. Those of a quarter that ends are counted by its closing. */
async function letLapse (deps: Clock, today: string, signal: AbortSignal): Promise<void> {
  for (const { startsOn, bossBy, finalOn } of await runningQuarters(deps.pool)) {
    const days = daysBetween(bossBy, finalOn)
    await inChunks(deps, signal, tx => reviewsAt(tx, startsOn, ['answer', 'disputed'], AT_ONCE, { before: today, days }), { type: 'lapse' }, today)
  }
}
