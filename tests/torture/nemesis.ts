import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { below } from '@weft/testkit/seeded'
import type { History } from './history.ts'
import type { Fault, Planned } from './plan.ts'
import { poisonOneKey } from './poison.ts'
import type { Slot, Stopped } from './slot.ts'
import type { World } from './world.ts'

export type Nemesis = {
  /** Does all that was planned, each at its time; resolves when the last fault is over and everything that was stopped runs again. Poisoned keys may still wait. */
  done: Promise<void>
  counts: Record<Fault, number>
  /** What was not so when a key was poisoned. Waits for keys that are not through yet, at most so many milliseconds. */
  settled: (milliseconds: number) => Promise<string[]>
  stops: Stopped[]
}

type Sites = { world: World, slots: readonly Slot[], history: History, random: () => number, form: 'short' | 'long' }
type Work = Pick<Nemesis, 'counts' | 'stops'> & { poisonings: Promise<string[]>[], loads: boolean, rested: AbortController }

/** Brings the planned faults over the world. A fault that cannot be done at this moment, because another one has the upper hand, is not counted. */
export function startNemesis (sites: Sites, plan: readonly Planned[]): Nemesis {
  const work: Work = {
    poisonings: [], loads: true, rested: new AbortController(), stops: [],
    counts: { kill: 0, zombie: 0, 'cut-sessions': 0, 'lose-answer': 0, 'crash-postgres': 0, 'kill-broker': 0, 'long-transaction': 0, poison: 0, 'stop-under-load': 0 }
  }
  return {
    done: run(sites, plan, work), counts: work.counts, stops: work.stops,
    settled: async milliseconds => {
      work.loads = false
      const late = setTimeout(() => work.rested.abort(), milliseconds)
      const wrong = await Promise.all(work.poisonings)
      clearTimeout(late)
      return wrong.flat()
    }
  }
}

async function run (sites: Sites, plan: readonly Planned[], work: Work): Promise<void> {
  const begun = performance.now()
  // These take their time and go on beside the others.
  const beside: Promise<void>[] = []
  for (const { at, fault } of plan) {
    await sleep(Math.max(0, at - (performance.now() - begun)))
    const brought = bring(fault, sites, work).then(done => { if (done) work.counts[fault]++ })
    if (fault === 'long-transaction') beside.push(brought)
    else await brought
  }
  await Promise.all(beside)
}

async function bring (fault: Fault, { world, slots, history, random, form }: Sites, work: Work): Promise<boolean> {
  const any = (part: string) => {
    const candidates = slots.filter(slot => slot.name.includes(part))
    return candidates[below(random, candidates.length)]
  }
  switch (fault) {
    case 'kill': return any('')?.kill() ?? false
    case 'zombie': return zombie(world, slots.filter(slot => slot.name.includes('relay of kit')), form === 'short' ? 1_500 : 4_000)
    case 'cut-sessions': return cutSessions(world)
    case 'lose-answer': {
      for (let times = 0; times < 5; times++) {
        world.proxy?.loseNextAnswer()
        await sleep(300)
      }
      return world.proxy !== undefined
    }
    case 'crash-postgres': {
      await world.postgres.crash()
      return true
    }
    case 'kill-broker': {
      await world.broker?.kill()
      await sleep(500)
      await world.broker?.restart()
      return world.broker !== undefined
    }
    case 'long-transaction': return longTransaction(world, form === 'short' ? 4_000 : 60_000)
    case 'poison': {
      // Each has a key of its own.
      const key = `poisoned-${work.poisonings.length + 1}`
      work.poisonings.push(poisonOneKey({ world, key, history, loads: () => work.loads, rested: work.rested.signal }))
      return true
    }
    case 'stop-under-load': {
      work.stops.push(...await Promise.all(slots.filter(slot => !slot.name.includes('writer')).map(slot => slot.stop({ again: true }))))
      return true
    }
    default: {
      const never: never = fault
      return never
    }
  }
}

const asSuper = async (url: string, work: (client: pg.Client) => Promise<void>): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await work(client)
    return true
  } catch {
    // Postgres went away meanwhile, which is another fault's doing.
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Whoever holds a lock loses its connection, as when a router between it and Postgres goes: it may be in the middle of sending. */
const cutSessions = (world: World) => asSuper(world.kit.superUrl, async client => {
  await client.query(/* sql */ `
    select pg_terminate_backend(l.pid) from pg_locks l where l.locktype = 'advisory' and l.granted and l.pid <> pg_backend_pid()`)
})

/** A relay stands still while its lock goes to another, and then wakes believing that it has it. */
async function zombie (world: World, relays: readonly Slot[], milliseconds: number): Promise<boolean> {
  const [slot] = relays
  slot?.freeze()
  const brought = await cutSessions(world)
  await sleep(milliseconds)
  slot?.thaw()
  return brought
}

/** Somebody else's transaction in the same database, open for long: nothing of ours may wait for it. */
const longTransaction = (world: World, milliseconds: number) => asSuper(world.kit.superUrl, async client => {
  await client.query('begin')
  await client.query('select pg_current_xact_id()')
  await sleep(milliseconds)
  // Gone with Postgres, if that crashed meanwhile; it was there until then.
  await client.query('rollback').catch(() => {})
})
