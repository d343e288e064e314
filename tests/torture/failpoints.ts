import { appendFileSync } from 'node:fs'
import kafkajs, { type EachBatchPayload, type ConsumerConfig, type ConsumerRunConfig, type Consumer as KafkaConsumer } from 'kafkajs'
import pg from 'pg'
import type { Death, Point } from './points.ts'

/**
 * Points at which this process kills itself, laid around the libraries that the product calls: the product has no word for them,
 * and nothing set from outside could make it weaker.
 */
export type Failpoints = { pass: (point: Point) => void }

type Query = (this: pg.Client, text: unknown, ...rest: unknown[]) => unknown

/** `deaths`: the file that gets the name of the point, written before the end so that it can be counted. */
export function layFailpoints (die: Death | null, deaths: string): Failpoints {
  let left = die?.passes ?? Infinity
  const pass = (point: Point) => {
    if (point !== die?.point || --left > 0) return
    appendFileSync(deaths, `${point}\n`)
    process.kill(process.pid, 'SIGKILL')
  }
  if (die) {
    layAroundQueries(die, pass)
    layAroundOffsets(pass)
  }
  return { pass }
}

const relaySelect = /from outbox q/
const after: readonly [RegExp, Point][] = [
  [/^\s*delete from outbox o\s+where o\.position/, 'delete'],
  [/insert into inbox/, 'inbox'],
  [/insert into noted/, 'effect'],
  [/insert into event_cursor/, 'offset']
]

function layAroundQueries (die: Death, pass: (point: Point) => void): void {
  const prototype = pg.Client.prototype as unknown as { query: Query }
  const query = prototype.query
  const appending = new WeakSet<pg.Client>()
  prototype.query = function (text, ...rest) {
    const sql = typeof text === 'string' ? text : ''
    const run = () => query.call(this, text, ...rest)
    if (relaySelect.test(sql)) return select(() => query.call(this, 'select from outbox limit 1'), run as () => Promise<pg.QueryResult>, die, pass)
    if (sql === 'begin') appending.delete(this)
    if (/insert into event_log/.test(sql)) appending.add(this)
    const answer = run()
    // The bytes are with the system by now, the answer is not here: whether the log has it, nobody knows.
    if (sql === 'commit' && appending.has(this)) pass('send')
    const [, point] = after.find(([pattern]) => pattern.test(sql)) ?? []
    return point !== undefined && answer instanceof Promise ? answer.then((result: unknown) => { pass(point); return result }) : answer
  }
}

/** `commit`: something is committed and waits, and nobody has read it yet. */
async function select (peek: () => unknown, run: () => Promise<pg.QueryResult>, die: Death, pass: (point: Point) => void): Promise<pg.QueryResult> {
  if (die.point === 'commit' && ((await peek()) as pg.QueryResult).rowCount) pass('commit')
  const result = await run()
  if (result.rowCount) pass('select')
  return result
}

function layAroundOffsets (pass: (point: Point) => void): void {
  onConsumers(consumer => {
    const run = consumer.run.bind(consumer)
    consumer.run = (config: ConsumerRunConfig = {}) => run({
      ...config,
      eachBatch: async (payload: EachBatchPayload) => config.eachBatch?.({
        ...payload,
        commitOffsetsIfNecessary: async offsets => {
          await payload.commitOffsetsIfNecessary(offsets)
          pass('offset')
        }
      })
    })
  })
}

/** A group gives a dead member up after this many milliseconds. For the short form, which has no 15 s to wait. */
export function shortenSessions (sessionTimeout: number): void {
  onConsumers(() => {}, { sessionTimeout, rebalanceTimeout: sessionTimeout * 2, heartbeatInterval: 1_000 })
}

function onConsumers (change: (consumer: KafkaConsumer) => void, settings: Partial<ConsumerConfig> = {}): void {
  const prototype = kafkajs.Kafka.prototype as { consumer: (config: ConsumerConfig) => KafkaConsumer }
  const make = prototype.consumer
  prototype.consumer = function (config) {
    const consumer = make.call(this, { ...config, ...settings })
    change(consumer)
    return consumer
  }
}
