import type { Kafka } from './kafka.ts'

/** A broker that runs elsewhere: used as it is, never stopped. */
export function givenKafka (env: Readonly<Record<string, string | undefined>>): Kafka | undefined {
  const brokers = env['KAFKA_BROKERS']
  if (!brokers) return undefined
  const notOurs = async () => { throw new Error('The broker was given by KAFKA_BROKERS; it is not ours to kill.') }
  return { brokers, ours: false, stop: async () => {}, kill: notOurs, restart: notOurs }
}
