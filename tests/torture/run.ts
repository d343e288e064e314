import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { below, seeded } from '@weft/testkit/seeded'
import type { TestDatabase } from '@weft/testkit/database'
import { dealer } from './deal.ts'
import { historyTo, readHistory, type Op } from './history.ts'
import { startNemesis, type Nemesis } from './nemesis.ts'
import { judge, type Hop } from './oracle.ts'
import { planOf } from './plan.ts'
import { consumerPoints, relayPoints, type HearOrder, type Order, type Point, type SendOrder } from './points.ts'
import { rawOfKafka, rawOfPostgres, type Placed } from './raw.ts'
import { replay } from './replay.ts'
import { reportOf, type Report } from './report.ts'
import { keepSlot, type Slot, type Stopped } from './slot.ts'
import { openWorld, type Broker, type World } from './world.ts'

export type TortureOptions = {
  seed: number
  /** How long there is load and faults. The short form goes on a little when a failpoint was not met yet. */
  milliseconds: number
  events: 'postgres' | 'kafka'
  form: 'short' | 'long'
  /** With `kafka`: a broker that may be killed. */
  broker?: Broker
  /** Hears how it goes. */
  say?: (line: string) => void
}

const forms = {
  short: {
    writers: 1, connections: 8, keys: 60, most: 3, stallMs: 1_500, pauseMs: 25, spare: { relay: 100, consumer: 100 }, sessionTimeout: 6_000, patience: 60_000, afterwards: 5_000, quiet: { postgres: 3_000, kafka: 9_000 },
    passes: { relay: { least: 1, most: 6 }, consumer: { least: 1, most: 6 } }, listeners: { postgres: 2, kafka: 1 }
  },
  long: {
    writers: 2, connections: 6, keys: 600, most: 9, stallMs: 5_000, pauseMs: 80, spare: { relay: 30, consumer: 30 }, sessionTimeout: null, patience: 60_000, afterwards: 0, quiet: { postgres: 10_000, kafka: 30_000 },
    passes: { relay: { least: 5, most: 80 }, consumer: { least: 10, most: 80 } }, listeners: { postgres: 2, kafka: 2 }
  }
}

/** One run: a world, its processes under load and faults, rest, and then what the oracle says. Ends by itself and leaves nothing behind. */
export async function torture (options: TortureOptions): Promise<Report> {
  const { events, seed, say = () => {} } = options
  const clock = stopwatch()
  const world = await openWorld(events, options.broker)
  const house = new House(world, options)
  try {
    clock.lap('to set up')
    say(`${events}, seed ${seed}: the world stands; load and faults begin`)
    const nemesis = await load(house, options, say)
    clock.lap('of load and faults')
    say('the faults are over; what was accepted comes to rest')
    const stops = await house.calm()
    const quiet = forms[options.form].quiet[events]
    await rest(world, house.ops(), quiet)
    const poisoned = await nemesis.settled(10_000)
    const unrest = await rest(world, house.ops(), quiet)
    await house.close()
    clock.lap('to come to rest')
    return await verdict({ world, house, options, nemesis, poisoned, stops, unrest, clock })
  } finally {
    await house.close()
    await world.close()
  }
}

type Stopwatch = { lap: (name: string) => void, laps: { name: string, milliseconds: number }[] }

function stopwatch (): Stopwatch {
  let last = performance.now()
  const laps: Stopwatch['laps'] = []
  return {
    laps,
    lap: name => {
      laps.push({ name, milliseconds: performance.now() - last })
      last = performance.now()
    }
  }
}

/** The processes of one world. */
class House {
  readonly slots: Slot[]
  readonly #world: World
  readonly #options: TortureOptions
  readonly #histories: string[] = []
  readonly #random: () => number
  #faults = true

  constructor (world: World, options: TortureOptions) {
    this.#world = world
    this.#options = options
    this.#random = seeded(options.seed)
    const { writers, listeners } = forms[options.form]
    this.slots = [
      ...['first', 'second'].flatMap(place => [this.#relay('kit', place), this.#relay('ear', place)]),
      ...Array.from({ length: listeners[options.events] }, (_, place) => this.#listener('ear', `${place + 1}`)),
      this.#listener('kit', '1'),
      ...Array.from({ length: writers }, (_, place) => this.#writer(place + 1))
    ]
  }

  get deaths (): string { return join(this.#world.folder, 'deaths') }

  /** How often each point was met by a process that died of it. */
  met (): Map<Point, number> {
    const points = existsSync(this.deaths) ? readFileSync(this.deaths, 'utf8').split('\n').filter(Boolean) as Point[] : []
    return new Map([...relayPoints, ...consumerPoints].map(point => [point, points.filter(met => met === point).length]))
  }

  #unmet = (): Point[] => [...this.met()].filter(([, times]) => times === 0).map(([point]) => point)

  ops = (): Op[] => readHistory([...this.#histories, join(this.#world.folder, 'own')])

  sites = () => ({ world: this.#world, slots: this.slots, history: historyTo(join(this.#world.folder, 'own')) })

  /** Nobody writes any more, and everything else is stopped in the middle of its work and started again to live. */
  async calm (): Promise<Stopped[]> {
    this.#faults = false
    const stops = await Promise.all(this.slots.map(slot => slot.stop({ again: !slot.name.includes('writer') })))
    return stops.filter(stop => !stop.name.includes('writer'))
  }

  async close (): Promise<void> {
    await Promise.all(this.slots.map(slot => slot.stop()))
  }

  #relay (service: 'kit' | 'ear', place: string): Slot {
    const { spare, passes } = forms[this.#options.form]
    const deal = dealer({ random: this.#random, points: relayPoints, unmet: this.#unmet, passes: passes.relay, spare: spare.relay })
    return keepSlot(`${place} relay of ${service}`, (): SendOrder => ({
      ...this.#world.carried, role: 'send', service, url: this.#world[service].appUrl, deaths: this.deaths, die: this.#faults ? deal() : null, proxyPort: this.#world.proxy?.port ?? 0
    }))
  }

  #listener (service: 'kit' | 'ear', place: string): Slot {
    const { spare, passes, sessionTimeout } = forms[this.#options.form]
    const { topics, carried } = this.#world
    const deal = dealer({ random: this.#random, points: consumerPoints, unmet: this.#unmet, passes: passes.consumer, spare: spare.consumer })
    const troubles = ['none', 'twice', 'chaos'] as const
    let turn = below(this.#random, 3)
    return keepSlot(`listener ${place} of ${service}`, (): HearOrder => ({
      ...carried, role: 'hear', service, url: this.#world[service].appUrl, deaths: this.deaths, sessionTimeout, group: service,
      topic: service === 'ear' ? topics.there : topics.back, next: service === 'ear' ? topics.back : null,
      die: this.#faults ? deal() : null, trouble: this.#faults ? troubles[++turn % 3] ?? 'none' : 'none', seed: below(this.#random, 1_000_000)
    }))
  }

  #writer (place: number): Slot {
    const { connections, keys, most, stallMs, pauseMs } = forms[this.#options.form]
    return keepSlot(`writer ${place}`, (): Order => {
      const history = join(this.#world.folder, `history-${this.#histories.length}`)
      this.#histories.push(history)
      return { role: 'write', url: this.#world.kit.appUrl, topic: this.#world.topics.there, history, seed: below(this.#random, 1_000_000), connections, keys, most, stallMs, pauseMs }
    })
  }
}

async function load (house: House, { seed, milliseconds, events, form }: TortureOptions, say: (line: string) => void): Promise<Nemesis> {
  const random = seeded(seed + 1)
  const nemesis = startNemesis({ ...house.sites(), random, form }, planOf(random, { milliseconds, events, form }))
  const begun = performance.now()
  const spent = () => performance.now() - begun
  const { patience, afterwards } = forms[form]
  // Once nobody has to die of a failpoint any more, the relays live side by side for a while: that is when they could get in each other's way.
  const enough = () => [...house.met().values()].every(times => times > 0) && house.slots.every(slot => !slot.name.includes('relay') || slot.age() > afterwards)
  for (let said = 30_000; spent() < milliseconds || (!enough() && spent() < milliseconds + patience);) {
    await sleep(250)
    if (spent() < said) continue
    said += 30_000
    say(`${Math.round(spent() / 1000)} s: ${house.ops().length} requests, ${house.slots.reduce((sum, slot) => sum + slot.killed(), 0)} kills`)
  }
  await nemesis.done
  return nemesis
}

async function count (database: TestDatabase, table: 'outbox' | 'noted'): Promise<number> {
  const { rows: [row] } = await database.pool.query<{ n: number }>(`select count(*) as n from ${table}`)
  return row?.n ?? 0
}

const LONGEST_REST = 180_000

/** Waits until both outboxes are empty and every step had its effect at both ends, or until nothing has moved for long. Gives what is not so. */
async function rest ({ kit, ear }: World, ops: readonly Op[], quietMs: number): Promise<string[]> {
  const begun = performance.now()
  const accepted = ops.filter(op => op.outcome === 'ok').flatMap(op => op.steps).length
  let moved = performance.now()
  let last = ''
  for (;;) {
    const [atKit, atEar, there, back] = await Promise.all([count(kit, 'outbox'), count(ear, 'outbox'), count(ear, 'noted'), count(kit, 'noted')])
    const now = [atKit, atEar, there, back].join()
    if (now !== last) moved = performance.now()
    last = now
    const still = performance.now() - moved
    const complete = atKit + atEar === 0 && there >= accepted && back >= there
    if (complete && still > 700) return []
    if (still > quietMs || performance.now() - begun > LONGEST_REST) {
      return complete ? [] : [`${atKit} and ${atEar} events wait in the outboxes, ${accepted} steps were accepted, ${there} had their effect there and ${back} back`]
    }
    await sleep(200)
  }
}

type Facts = { world: World, house: House, options: TortureOptions, nemesis: Nemesis, poisoned: string[], stops: Stopped[], unrest: string[], clock: Stopwatch }

async function verdict ({ world, house, options, nemesis, poisoned, stops, unrest, clock }: Facts): Promise<Report> {
  const [there, back] = await Promise.all(Object.values(world.topics).map(topic => rawOf(world, topic)))
  const hops = await hopsOf(world, house.ops(), there ?? [], back ?? [])
  const replayed = (await Promise.all([replay(world, 'ear', world.topics.there, there ?? []), replay(world, 'kit', world.topics.back, back ?? [])])).flat()
  clock.lap('to replay and judge')
  return reportOf({
    ...options, hops: hops.map(hop => ({ hop, findings: judge(hop) })), met: house.met(), slots: house.slots, counts: nemesis.counts, poisoned, stops: [...nemesis.stops, ...stops], unrest, replayed,
    lostAnswers: world.proxy?.lost() ?? 0, laps: clock.laps
  })
}

const rawOf = (world: World, topic: string): Promise<Placed[]> => world.broker
  ? rawOfKafka(world.broker.brokers, topic)
  : rawOfPostgres((topic === world.topics.there ? world.kit : world.ear).superUrl, topic)

/** The second hop's requests are the effects of the first: each told of itself in its own transaction. */
async function hopsOf ({ kit, ear }: World, ops: readonly Op[], there: readonly Placed[], back: readonly Placed[]): Promise<Hop[]> {
  type Noted = { id: string, key: string, step: number, next_id: string | null }
  const noted = async (database: TestDatabase) => (await database.pool.query<Noted>(/* sql */ 'select n.event_id as id, n.key, n.step, n.next_id from noted n order by n.place')).rows
  const { rows: walkers } = await kit.pool.query<{ key: string, step: number }>(/* sql */ 'select w.key, w.step from walker w')
  const [first, second] = [await noted(ear), await noted(kit)]
  const told: Op[] = first.map(({ next_id, key, step }) => ({ outcome: 'ok', steps: [{ id: next_id ?? '', key, step }] }))
  return [
    { name: 'there', ops, raw: there, effects: first, reached: new Map(walkers.map(({ key, step }) => [key, step])) },
    { name: 'back', ops: told, raw: back, effects: second, reached: new Map() }
  ]
}
