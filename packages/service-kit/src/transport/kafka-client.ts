import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import kafkajs, { type ISocketFactory, type Kafka as KafkaClient, type RetryOptions, type SASLOptions } from 'kafkajs'
import type { Log } from './transport.ts'

export type KafkaAccount = { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512', username: string, password: string }

export type KafkaClientOptions = {
  /** host:port, comma separated. */
  brokers: string
  clientId: string
  log: Log
  /** Who signs in; nobody where the broker asks for no name. */
  account?: KafkaAccount | undefined
  /** Whether the way to the broker is encrypted and its certificate checked. */
  tls?: boolean
  /** How connections are made, for networks that need it. */
  socketFactory?: ISocketFactory
}

/** Enough to ride out a hiccup; what takes longer is retried from outside, for ever, with a new producer or consumer. */
const retry: RetryOptions = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 8 }

/** kafkajs as the platform uses it: time limits everywhere, zstd, and no spinning timer. */
export function kafkaClient ({ brokers, clientId, log, account, tls = false, socketFactory }: KafkaClientOptions): KafkaClient {
  patchTimer()
  // Snappy and lz4 stay unknown: nobody of ours writes them.
  kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] = () => zstd
  return new kafkajs.Kafka({
    brokers: brokers.split(',').map(broker => broker.trim()),
    clientId,
    ssl: tls,
    ...account ? { sasl: account as SASLOptions } : {},
    connectionTimeout: 3_000,
    authenticationTimeout: 10_000,
    requestTimeout: 10_000,
    retry,
    logLevel: kafkajs.logLevel.ERROR,
    logCreator: () => ({ namespace, log: { message } }) => log.warn({ kafka: namespace }, message),
    ...socketFactory ? { socketFactory } : {}
  })
}

const [compress, decompress] = [promisify(zstdCompress), promisify(zstdDecompress)]

const zstd = {
  compress: (encoder: { buffer: Buffer }) => compress(encoder.buffer),
  decompress: (buffer: Buffer) => decompress(buffer)
}

type RequestQueue = { throttledUntil: number, throttleCheckTimeoutId: NodeJS.Timeout | null, pending: unknown[], checkPendingRequests: () => void }

/**
 * kafkajs 2.2.4 keeps a one-millisecond timer running on every connection and, on Node 24, warns of a negative delay (tulios/kafkajs#1751).
 * This is its own method with nothing scheduled when nothing is pending and no throttle holds. A test asserts the version it was written for.
 */
function patchTimer (): void {
  const queue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as { prototype: { scheduleCheckPendingRequests: (this: RequestQueue) => void } }
  queue.prototype.scheduleCheckPendingRequests = function () {
    if (this.throttleCheckTimeoutId) return
    const throttled = this.throttledUntil - Date.now()
    if (this.pending.length === 0 && throttled <= 0) return
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null
      this.checkPendingRequests()
    }, throttled > 0 ? throttled : 10)
  }
}
