import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { seeded } from '@weft/testkit/seeded'
import { kafkaOfThisRun } from '@weft/testkit/kafka'
import { transportsUnderTest, type EventWorld } from '@weft/testkit/transport'
import { notedSteps, takenSteps, takeStep, walkTables } from './walk.ts'

const [walkers, seed] = [12, 20_261_123]

let world: EventWorld | undefined
const running = new Set<ChildProcess>()
afterEach(async () => {
  await Promise.all([...running].map(kill))
  await world?.close()
})

/** A sender's relay or a listener's reactions, as a process of its own. */
function startCarrier (order: object): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'carrier.ts'), JSON.stringify(order)], { stdio: ['ignore', 'ignore', 'inherit'] })
  running.add(child)
  return child
}

async function kill (child: ChildProcess): Promise<void> {
  running.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

async function makeTables (urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    const owner = new pg.Client(url)
    await owner.connect()
    await owner.query(walkTables)
    await owner.end()
  }
}

describe.each(transportsUnderTest)('over $name', ({ name, open }) => {
  test('When sender and listener are killed again and again under load, then every committed step has its effect once, in order', async () => {
    world = await open()
    const { sender, listener } = world
    await makeTables([sender.ownerUrl, listener.ownerUrl])
    const topic = await world.topic()
    const carriers = {
      topic, group: randomUUID(), EVENTS: name,
      KAFKA_BROKERS: name === 'kafka' ? (await kafkaOfThisRun()).brokers : '',
      EVENT_SOURCES: { kit: await sender.readerFor('ear', [topic]) }
    }
    const start = (role: 'send' | 'hear') => startCarrier({ ...carriers, role, url: role === 'send' ? sender.appUrl : listener.appUrl })
    const random = seeded(seed)

    let over = false
    const walking = Array.from({ length: walkers }, async (_, walker) => {
      for (let step = 0; !over || step < 80; step++) {
        await takeStep(sender.pool, topic, `w${walker}`)
        await new Promise(resolve => setTimeout(resolve, 5 + random() * 20))
      }
    })
    // Two of each where a second one waits to take over; a listener killed on Kafka is missed only after 15 s, so there the relays die (tests/torture kills listeners too).
    const roles = name === 'kafka' ? ['send', 'send'] as const : ['send', 'send', 'hear', 'hear'] as const
    const alive = roles.map(start)
    if (name === 'kafka') start('hear')
    for (let round = 0; round < 12; round++) {
      await new Promise(resolve => setTimeout(resolve, 500 + random() * 500))
      const victim = Math.floor(random() * roles.length)
      const [old, role] = [alive[victim], roles[victim]]
      if (!old || !role) continue
      await kill(old)
      alive[victim] = start(role)
    }
    over = true
    await Promise.all(walking)

    const truth = await takenSteps(sender.pool)
    const total = [...truth.values()].flat().length
    await expect.poll(async () => [...(await notedSteps(listener.pool)).values()].flat().length, { timeout: 120_000, interval: 200 }).toBeGreaterThanOrEqual(total)
    const noted = await notedSteps(listener.pool)
    expect(new Map([...noted].sort())).toEqual(new Map([...truth].sort()))
  }, 240_000)
})
