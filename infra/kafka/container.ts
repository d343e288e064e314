import { chmod, mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Wait } from 'testcontainers'
import { engineThatAnswers, LoopbackContainer } from '../container/loopback.ts'
import { freePorts } from '../free-ports.ts'
import type { Kafka, KafkaOptions } from './kafka.ts'
import { singleNode } from './settings.ts'

const IMAGE = 'apache/kafka:4.3.1'
const INSIDE = 9092
const DATA = '/var/weft/kafka'

/** A broker in a container. Gives the reason when no container engine answers within five seconds. */
export async function startContainer ({ dataDir, port }: KafkaOptions): Promise<Kafka | string> {
  const engine = await engineThatAnswers()
  if (!engine) return 'no engine answers'
  const [free] = await freePorts(1)
  const outside = port ?? free ?? 0
  await mkdir(dataDir, { recursive: true })
  await chmod(dataDir, 0o777) // the image runs as a user of its own
  // The port is fixed, since clients follow the address that the broker itself tells them.
  const container = await new LoopbackContainer(IMAGE, { inside: INSIDE, outside })
    .withEnvironment(environmentOf(outside))
    .withBindMounts([{ source: resolve(dataDir), target: DATA }])
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .withStartupTimeout(180_000)
    .start()
  const inner = engine.container.getById(container.getId())
  return {
    brokers: `127.0.0.1:${outside}`,
    ours: true,
    stop: async () => { await container.stop({ timeout: 20_000 }) },
    kill: async () => { await inner.kill() },
    restart: async () => { await inner.restart() }
  }
}

function environmentOf (port: number): Record<string, string> {
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': '1@127.0.0.1:9093',
    listeners: `PLAINTEXT://0.0.0.0:${INSIDE},CONTROLLER://127.0.0.1:9093`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': DATA,
    ...singleNode
  }
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [`KAFKA_${name.toUpperCase().replaceAll('.', '_')}`, value]))
}
