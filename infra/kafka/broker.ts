import { givenKafka } from './given.ts'
import type { Kafka, KafkaOptions } from './kafka.ts'

/**
 * One Kafka broker on loopback, from the first source there is: KAFKA_BROKERS, a Docker engine, Java 17 with Maven.
 * Throws a sentence that names all three when there is none.
 */
export async function startKafka (options: KafkaOptions): Promise<Kafka> {
  return givenKafka(process.env) ?? await startOwnKafka(options)
}

/** The same, whether or not one is given: a test that kills its broker needs one that is nobody else's. */
export async function startOwnKafka (options: KafkaOptions): Promise<Kafka> {
  const [{ startContainer }, { startJava }] = await Promise.all([import('./container.ts'), import('./java.ts')])
  const reasons: string[] = []
  for (const start of [startContainer, startJava]) {
    const result = await start(options)
    if (typeof result !== 'string') return result
    reasons.push(result)
  }
  throw new Error(`There is no way to run Kafka here. Give one by KAFKA_BROKERS=host:port, or start a Docker engine (${reasons[0]}), or install Java 17 and Maven (${reasons[1]}).`)
}
