import { join } from 'node:path'
import type { Topic } from '@weft/contracts/topics'
import { openLog } from '@weft/service-kit/log'
import { openKafka } from '@weft/service-kit/transport/kafka'
import { startKafka } from '../kafka/broker.ts'
import type { Home } from './home.ts'

export type Broker = { /** host:port, comma separated */ brokers: string, stop: () => Promise<void> }

/** A broker with every topic made, before the first service asks for one. */
export async function startBroker (home: Home, topics: readonly Topic[]): Promise<Broker> {
  const kafka = await startKafka({ dataDir: home.kafka })
  const log = openLog({ name: 'launcher', level: 'warn', file: join(home.logs, 'launcher.log') })
  const transport = openKafka({ brokers: kafka.brokers, clientId: 'weft-launcher', log })
  try {
    await transport.ensureTopics(topics)
  } catch (error) {
    await kafka.stop()
    throw error
  } finally {
    await transport.close()
  }
  return { brokers: kafka.brokers, stop: () => kafka.stop() }
}
