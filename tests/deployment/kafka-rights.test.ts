import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { topics } from '@weft/contracts/topics'
import { completed, composePlan } from '@weft/infra/compose/secrets'
import { freePorts } from '@weft/infra/free-ports'
import { startJava } from '@weft/infra/kafka/java'
import type { Kafka } from '@weft/infra/kafka/kafka'
import { giveRights, rightsOf } from '@weft/infra/kafka/rights'
import { zones } from '@weft/infra/small-default/house'
import kafkajs, { type Admin } from 'kafkajs'
import { openKafka } from '@weft/service-kit/transport/kafka'
import { kafkaClient } from '@weft/service-kit/transport/kafka-client'
import { withAdmin } from '@weft/service-kit/transport/kafka-producer'
import { within } from '@weft/service-kit/transport/pace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { propertiesIn, root, textOf } from './compose.ts'

const services = Object.values(zones).flat().filter(service => service !== 'web')
const secrets = completed({}, composePlan(services))
const passwordOf = (account: string) => secrets[`${account}_kafka_password`] ?? ''
const log = { info: () => {}, warn: () => {}, error: () => {} }
const quick = { retries: 0 }

let home: string
let kafka: Kafka
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'weft-rights-'))
  writeFileSync(join(home, 'accounts'), secrets['kafka_accounts'] ?? '', { mode: 0o600 })
  const [inside = 0] = await freePorts(1)
  const started = await startJava({
    dataDir: join(home, 'kafka'), accounts: join(home, 'accounts'),
    settings: ({ port, controllerPort, dataDir }) => ({
      ...propertiesIn(textOf('infra/compose/kafka.properties').replaceAll(/kafka:9092|0\.0\.0\.0:9092/g, `127.0.0.1:${port}`).replaceAll(':9093', `:${controllerPort}`).replaceAll(':9094', `:${inside}`)),
      'log.dirs': dataDir
    })
  })
  // Docker alone is no help here: the accounts are a file that the broker of this test must read.
  if (typeof started === 'string') throw new Error(`Java 17 and Maven are needed: ${started}`)
  kafka = started
  expect(await provision()).toMatch(/Rights given: [1-9]\d*, taken away: 0/)
})
afterAll(async () => {
  await kafka.stop()
  rmSync(home, { recursive: true, force: true })
})

/** What the container `topics` runs. */
async function provision (): Promise<string> {
  writeFileSync(join(home, 'password'), passwordOf('provision'), { mode: 0o600 })
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'infra/compose/provision-topics.ts')], {
    timeout: 60_000, env: { PATH: process.env['PATH'], KAFKA_BROKERS: kafka.brokers, KAFKA_USER: 'provision', KAFKA_PASSWORD_FILE: join(home, 'password') }
  })
  return stdout
}

const as = (username: string, password = passwordOf(username)) =>
  kafkaClient({ brokers: kafka.brokers, clientId: 'test', log, account: { mechanism: 'plain', username, password } })
const asAdmin = <T>(username: string, work: (admin: Admin) => Promise<T>) => withAdmin(as(username), work)

async function writes (service: string, topic: string): Promise<boolean> {
  const producer = as(service).producer({ allowAutoTopicCreation: false, retry: quick, createPartitioner: kafkajs.Partitioners.DefaultPartitioner })
  await producer.connect()
  const done = await producer.send({ topic, messages: [{ key: 'k', value: '{}' }] }).then(() => true, () => false)
  await producer.disconnect()
  return done
}

/** Whether a record comes, by the house's own consumer, which rides out a broker that is not ready yet. */
async function hears (service: string, topic: string): Promise<boolean> {
  const transport = openKafka({ brokers: kafka.brokers, account: { mechanism: 'plain', username: service, password: passwordOf(service) } })
  const heard = new Promise<boolean>(resolve => {
    void transport.consumer({ group: service, topics: [topic], maxBatch: 10 }, async () => { resolve(true) })
  })
  const done = await within(60_000, 'Hearing', heard)
  await transport.close()
  return done
}

/** Whether a consumer that gives up at the first no is told no. */
async function isRefused (service: string, topic: string, groupId: string): Promise<boolean> {
  const consumer = as(service).consumer({ groupId, retry: { initialRetryTime: 100, retries: 2, restartOnFailure: async () => false } })
  await consumer.connect()
  const told = new Promise<boolean>(resolve => {
    consumer.on(consumer.events.CRASH, () => resolve(true))
    void consumer.subscribe({ topic, fromBeginning: true }).then(() => consumer.run({ eachMessage: async () => { resolve(false) } })).catch(() => resolve(true))
  })
  const done = await within(60_000, 'A refusal', told)
  await consumer.disconnect()
  return done
}

test('When a service looks around on the broker, then it sees what it writes or reads and nothing of the other zone', async () => {
  for (const service of services) {
    const seen = await asAdmin(service, admin => admin.listTopics())
    const own = topics.filter(topic => topic.producer === service || topic.readers.includes(service as typeof topic.readers[number])).map(topic => topic.name)
    expect(seen.sort(), service).toEqual(own.sort())
  }
})

test('When a service writes where it only reads, or where it is a stranger, then the broker refuses', async () => {
  expect(await writes('directory', 'int.directory.person.v1')).toBe(true)
  expect(await writes('participation', 'int.directory.person.v1')).toBe(false)
  expect(await writes('directory', 'int.survey.sheet.v1')).toBe(false)
  expect(await writes('survey', 'pub.scoring.score.v1')).toBe(false)
})

test('When a service reads as its group, then it hears; what it writes itself, or in another group, it does not', async () => {
  expect(await hears('participation', 'int.directory.person.v1')).toBe(true)
  expect(await isRefused('participation', 'int.directory.person.v1', 'survey')).toBe(true)
  expect(await isRefused('directory', 'int.directory.person.v1', 'directory')).toBe(true)
  expect(await isRefused('reporting', 'int.directory.person.v1', 'reporting')).toBe(true)
})

test('When a service only reads, then its relay stands ready all the same', async () => {
  const transport = openKafka({ brokers: kafka.brokers, account: { mechanism: 'plain', username: 'reporting', password: passwordOf('reporting') } })
  const producer = await transport.producer()
  await expect(producer.send([{ topic: 'pub.scoring.score.v1', key: 'k', value: '{}', headers: {}, time: '2026-01-01' }])).rejects.toThrow()
  await transport.close()
})

test('When nobody signs in, or with a wrong password, then nothing is told', async () => {
  await expect(withAdmin(kafkaClient({ brokers: kafka.brokers, clientId: 'test', log }), admin => admin.listTopics())).rejects.toThrow()
  await expect(withAdmin(as('survey', passwordOf('directory')), admin => admin.listTopics())).rejects.toThrow()
})

test('When a right is no longer in the contracts, then the next provisioning takes it away, and otherwise changes nothing', async () => {
  await asAdmin('provision', admin => giveRights(admin, [...rightsOf(services, topics), { service: 'directory', may: 'read', what: 'topic', name: 'int.survey.sheet.v1' }]))
  expect(await asAdmin('directory', admin => admin.listTopics())).toContain('int.survey.sheet.v1')
  expect(await provision()).toMatch(/Rights given: 0, taken away: 1\./)
  expect(await asAdmin('directory', admin => admin.listTopics())).not.toContain('int.survey.sheet.v1')
})
