import type { ITopicConfig } from 'kafkajs'
import { kafkaClient, type KafkaClientOptions } from './kafka-client.ts'
import { kafkaConsumer } from './kafka-consumer.ts'
import { kafkaProducer, withAdmin } from './kafka-producer.ts'
import type { Consumer, Log, Producer, TopicSpec, Transport } from './transport.ts'

export type KafkaOptions = Omit<KafkaClientOptions, 'clientId' | 'log'> & Partial<KafkaClientOptions> & {
  /** Copies of each partition on topics made here; a single broker holds one. */
  replicationFactor?: number
}

const DAYS = 86_400_000
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** Events over Apache Kafka, by kafkajs with what it needs to keep the promises of the seam. */
export function openKafka ({ replicationFactor = 1, clientId = 'weft', log = silent, ...options }: KafkaOptions): Transport {
  const kafka = kafkaClient({ ...options, clientId, log })
  const open = new Set<{ close: () => Promise<void> }>()

  const opened = (close: () => Promise<void>) => {
    const entry = { close: async () => { open.delete(entry); await close() } }
    open.add(entry)
    return entry.close
  }

  return {
    producer: async (): Promise<Producer> => {
      const producer = await kafkaProducer(kafka)
      return { send: producer.send, close: opened(producer.close) }
    },
    consumer: async (consumerOptions, handle): Promise<Consumer> => {
      const consumer = kafkaConsumer(kafka, consumerOptions, handle, log)
      return { stop: opened(consumer.stop), stalledFor: consumer.stalledFor, waiting: consumer.waiting }
    },
    ensureTopics: topics => withAdmin(kafka, async admin => {
      const existing = new Set(await admin.listTopics())
      const missing = topics.filter(topic => !existing.has(topic.name))
      if (missing.length > 0) await admin.createTopics({ topics: missing.map(topic => topicConfigOf(topic, replicationFactor)), waitForLeaders: true, timeout: 10_000 })
    }),
    close: async () => { await Promise.all([...open].map(entry => entry.close())) }
  }
}

/** State is kept for ever, one record a key; what passes by is kept for a month, which is longer than anybody is away. */
export const settingsOf = (cleanup: TopicSpec['cleanup']): Readonly<Record<string, string | number>> => ({
  ...cleanup === 'compact'
    ? { 'cleanup.policy': 'compact', 'max.compaction.lag.ms': 7 * DAYS, 'delete.retention.ms': 7 * DAYS }
    : { 'cleanup.policy': 'delete', 'retention.ms': 30 * DAYS },
  'max.message.bytes': 1_048_588 * 2
})

function topicConfigOf ({ name, partitions, cleanup }: TopicSpec, replicationFactor: number): ITopicConfig {
  return {
    topic: name, numPartitions: partitions, replicationFactor,
    configEntries: Object.entries(settingsOf(cleanup)).map(([key, value]) => ({ name: key, value: String(value) }))
  }
}
