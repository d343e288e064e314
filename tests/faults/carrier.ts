import { openPool } from '@weft/service-kit/database'
import { startReactions } from '@weft/service-kit/consume'
import { startRelay } from '@weft/service-kit/relay'
import { openTransport } from '@weft/service-kit/transport/open'
import type { Log } from '@weft/service-kit/transport/transport'
import { noteSteps } from './walk.ts'

/**
 * One end of the way of an event, as a process that a test can kill: `send` runs the relay of the sender, `hear` the reactions of the listener.
 * Reads its order as JSON from the first argument.
 */
type Order = { role: 'send' | 'hear', url: string, topic: string, group: string, EVENTS: 'postgres' | 'kafka', KAFKA_BROKERS: string, EVENT_SOURCES: Record<string, string> }

const order = JSON.parse(process.argv[2] ?? '') as Order
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }
const pool = openPool(order.url, { onIdleError: () => {} })
const name = order.role === 'send' ? 'kit' : 'ear'
const transport = openTransport({ ...order, name, pool, log: silent })
if (order.role === 'send') startRelay({ pool, transport, source: name, log: silent })
else await startReactions({ transport, pool, group: order.group, reactions: [noteSteps(order.topic)], log: silent, maxBatch: 20 })
