import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import kafkajs from 'kafkajs'
import { openKafka } from '@weft/service-kit/transport/kafka'
import type { InRecord, OutRecord, Transport } from '@weft/service-kit/transport/transport'
import { ownKafka, type OwnKafka } from '@weft/testkit/kafka'
import { startFrameProxy } from './frame-proxy.ts'

let kafka: OwnKafka
let transport: Transport
const ends: (() => Promise<void>)[] = []
beforeAll(async () => {
  kafka = await ownKafka()
  transport = openKafka({ brokers: kafka.brokers })
})
afterEach(async () => { for (const end of ends.splice(0).reverse()) await end() })
afterAll(() => transport.close())

const until = (what: () => boolean | Promise<boolean>) => expect.poll(what, { timeout: 60_000, interval: 25 }).toBe(true)
const recordOf = (topic: string, key: string, value: string): OutRecord => ({ topic, key, value, headers: { ce_id: randomUUID() }, time: '2026-01-01' })

async function topicOf (partitions: number): Promise<string> {
  const name = `int.kit.${randomUUID()}.v1`
  await transport.ensureTopics([{ name, partitions, cleanup: 'delete' }])
  return name
}

async function hear (topic: string): Promise<InRecord[]> {
  const got: InRecord[] = []
  const consumer = await transport.consumer({ group: randomUUID(), topics: [topic], maxBatch: 500 }, async ({ records }) => { got.push(...records) })
  ends.push(() => consumer.stop())
  return got
}

test('When a record has a key, then it lies on the partition where Java clients look for it', async () => {
  const topic = await topicOf(12)
  const producer = await transport.producer()
  ends.push(() => producer.close())
  const got = await hear(topic)
  await producer.send(['emp-0', 'emp-1', 'emp-2', 'emp-3', 'emp-4', 'emp-5'].map(key => recordOf(topic, key, '{}')))
  await until(() => got.length === 6)
  expect(Object.fromEntries(got.map(record => [record.key, record.partition]))).toEqual({ 'emp-0': 1, 'emp-1': 6, 'emp-2': 2, 'emp-3': 0, 'emp-4': 0, 'emp-5': 11 })
})

test('When the answer to a send is lost and others wait behind it, then every record lies in the log once and in order', async () => {
  const proxy = await startFrameProxy(kafka.brokers)
  const proxied = openKafka({
    brokers: kafka.brokers,
    socketFactory: ({ onConnect }) => connect({ host: '127.0.0.1', port: proxy.port }, onConnect).setKeepAlive(true)
  })
  ends.push(() => proxy.stop(), () => proxied.close())
  const topic = await topicOf(1)
  const producer = await proxied.producer()
  await producer.send([recordOf(topic, 'k', 'first')])
  for (const round of ['one', 'two', 'three']) {
    proxy.loseNextAnswer()
    await Promise.all(['a', 'b', 'c', 'd'].map(letter => producer.send([recordOf(topic, 'k', `${round} ${letter}`)])))
  }
  expect(proxy.lost()).toBe(3)
  const got = await hear(topic)
  await until(() => got.some(record => record.value === 'three d'))
  expect(got.map(record => record.value)).toEqual(['first', ...['one', 'two', 'three'].flatMap(round => ['a', 'b', 'c', 'd'].map(letter => `${round} ${letter}`))])
})

test('When records are sent, then they lie packed by zstd in the log, and are read again', async () => {
  const topic = await topicOf(1)
  const producer = await transport.producer()
  ends.push(() => producer.close())
  const seen: number[] = []
  const zstd = kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] as () => { decompress: (buffer: Buffer) => Promise<Buffer> }
  kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] = () => ({
    ...zstd(),
    decompress: (buffer: Buffer) => {
      seen.push(buffer.readUInt32LE(0))
      return zstd().decompress(buffer)
    }
  })
  ends.push(async () => { kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] = zstd })
  const got = await hear(topic)
  await producer.send(Array.from({ length: 200 }, (_, place) => recordOf(topic, 'k', `${place} ${'x'.repeat(300)}`)))
  await until(() => got.length === 200)
  expect(got.map(record => record.value)).toEqual(Array.from({ length: 200 }, (_, place) => `${place} ${'x'.repeat(300)}`))
  expect(new Set(seen)).toEqual(new Set([0xFD2FB528])) // the magic number of a zstd frame
})

test('When a consumer and a producer have nothing to do, then their timers rest', async () => {
  const topic = await topicOf(1)
  const producer = await transport.producer()
  ends.push(() => producer.close())
  const got = await hear(topic)
  await producer.send([recordOf(topic, 'k', '1')])
  await until(() => got.length === 1)
  const real = globalThis.setTimeout
  let short = 0
  globalThis.setTimeout = Object.assign((work: () => void, delay?: number, ...rest: unknown[]) => {
    if ((delay ?? 0) <= 1) short++
    return real(work, delay, ...rest)
  }, real)
  ends.push(async () => { globalThis.setTimeout = real })
  await new Promise(resolve => real(resolve, 2_000))
  // Without the patch each connection sets a timer of a millisecond every millisecond: thousands.
  expect(short).toBeLessThan(50)
})

test('When kafkajs is another version than the one whose timer was patched, then somebody looks at the patch again', () => {
  const manifest = createRequire(import.meta.resolve('@weft/service-kit/transport/kafka')).resolve('kafkajs/package.json')
  expect(JSON.parse(readFileSync(manifest, 'utf8'))).toMatchObject({ version: '2.2.4' })
})

test('When the broker itself refuses a record that the limit let through, then it is refused for good and the next send is exact again', async () => {
  const topic = `int.kit.${randomUUID()}.v1`
  const admin = new kafkajs.Kafka({ brokers: [kafka.brokers], logLevel: kafkajs.logLevel.NOTHING }).admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries: [{ name: 'max.message.bytes', value: '10000' }] }], waitForLeaders: true })
  await admin.disconnect()
  const producer = await transport.producer()
  ends.push(() => producer.close())
  const noise = Array.from({ length: 1_000 }, () => randomUUID()).join('')
  await producer.send([recordOf(topic, 'k', '1')])
  await expect(producer.send([recordOf(topic, 'k', noise)])).rejects.toMatchObject({ name: 'RecordRefused', index: undefined })
  await producer.send([recordOf(topic, 'k', '2')])
  const got = await hear(topic)
  await until(() => got.length === 2)
  expect(got.map(record => record.value)).toEqual(['1', '2'])
})

test('When a consumer is stopped while the group still waits for one that died, then it leaves and is given no partition', async () => {
  const [topic, group] = [await topicOf(1), randomUUID()]
  const client = new kafkajs.Kafka({ brokers: [kafka.brokers], logLevel: kafkajs.logLevel.NOTHING })
  const producer = await transport.producer()
  await producer.send([recordOf(topic, 'k', '1')])
  await producer.close()
  // As one that was killed: it hangs, says nothing more, and the group misses it after 6 s.
  const dead = client.consumer({ groupId: group, sessionTimeout: 6_000, rebalanceTimeout: 60_000, heartbeatInterval: 500 })
  let [hangs, wake] = [false, () => {}]
  await dead.connect()
  await dead.subscribe({ topics: [topic], fromBeginning: true })
  await dead.run({ eachMessage: () => new Promise(resolve => { [hangs, wake] = [true, resolve] }) })
  const admin = client.admin()
  await admin.connect()
  ends.push(() => dead.disconnect(), async () => wake(), () => admin.disconnect())
  await until(() => hangs)
  const stranger = openKafka({ brokers: kafka.brokers, clientId: 'stranger' })
  const consumer = await stranger.consumer({ group, topics: [topic], maxBatch: 500 }, async () => {})
  const members = async () => (await admin.describeGroups([group])).groups[0]?.members.map(member => member.clientId)
  await until(async () => (await members())?.includes('stranger') === true)
  await consumer.stop()
  expect(await members()).not.toContain('stranger')
  await stranger.close()
}, 60_000)

test('When the broker is away at the start, then the consumer waits for it and hears everything', async () => {
  const topic = await topicOf(1)
  const producer = await transport.producer()
  await producer.send([recordOf(topic, 'k', '1')])
  await producer.close()
  await kafka.kill()
  const got = await hear(topic)
  await expect(transport.producer()).rejects.toThrow()
  await kafka.restart()
  await until(() => got.length === 1)
}, 240_000)
