export type Kafka = {
  /** host:port, comma separated. */
  brokers: string
  /** With grace; for a broker that was given, nothing. */
  stop: () => Promise<void>
  /** As a power cut does. */
  kill: () => Promise<void>
  /** Up again on the same address with the same data, whether it was running or killed. */
  restart: () => Promise<void>
  /** False for a broker that was given: it is not ours to kill. */
  ours: boolean
}

export type KafkaOptions = {
  /** Where its log is kept. */
  dataDir: string
  /** On 127.0.0.1; a free one without it. */
  port?: number
}
