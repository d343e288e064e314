import { connect, type Socket } from 'node:net'
import type pg from 'pg'
import { openPool } from '@weft/service-kit/database'
import { startReactions } from '@weft/service-kit/consume'
import { startRelay } from '@weft/service-kit/relay'
import { openKafka } from '@weft/service-kit/transport/kafka'
import { openPostgres } from '@weft/service-kit/transport/postgres'
import type { Log, Transport } from '@weft/service-kit/transport/transport'
import { withChaos } from '@weft/testkit/chaos'
import { layFailpoints, shortenSessions, type Failpoints } from './failpoints.ts'
import { orderOfThisProcess, SEND, TERM, type HearOrder, type SendOrder } from './points.ts'
import { noteSteps } from './request.ts'

/** One end of the way of an event as a process that dies: the relay of a service, or its reactions. It stops on SIGTERM as a service does. */
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }

function open (order: SendOrder | HearOrder, pool: pg.Pool, points: Failpoints): Transport {
  const { service, EVENTS, KAFKA_BROKERS, EVENT_SOURCES } = order
  if (EVENTS === 'postgres') return openPostgres({ pool, source: service, sources: EVENT_SOURCES, log: silent })
  const proxy = order.role === 'send' ? order.proxyPort : 0
  return openKafka({
    brokers: KAFKA_BROKERS, clientId: service, log: silent,
    socketFactory: ({ host, port, onConnect }) => watched(connect({ host: proxy === 0 ? host : '127.0.0.1', port: proxy === 0 ? port : proxy }, onConnect).setKeepAlive(true), points)
  })
}

const PRODUCE = 0

/** Dies when a request to take records has left and its answer is not here. */
function watched (socket: Socket, { pass }: Failpoints): Socket {
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean
  socket.write = (frame: unknown, ...rest: unknown[]) => {
    const taken = write(frame, ...rest)
    if (Buffer.isBuffer(frame) && frame.length > 8 && frame.readInt16BE(4) === PRODUCE) pass('send')
    return taken
  }
  return socket
}

/** Says on every record in which term and send it left. The product asks for a producer when a term begins, with the lock in its hand. */
function signed (transport: Transport, { pass }: Failpoints): Transport {
  return {
    ...transport,
    producer: async () => {
      // Sorts by time, as text too.
      const term = `${(performance.timeOrigin + performance.now()).toFixed(3)} of ${process.pid}`
      const producer = await transport.producer()
      let sends = 0
      return {
        send: async records => {
          const send = String(++sends)
          await producer.send(records.map(record => ({ ...record, headers: { ...record.headers, [TERM]: term, [SEND]: send } })))
          pass('acknowledged')
        },
        close: producer.close
      }
    }
  }
}

function troubled (transport: Transport, { trouble, seed }: HearOrder, { pass }: Failpoints): Transport {
  const marked: Transport = {
    ...transport,
    consumer: (options, handle) => transport.consumer(options, async (batch, context) => {
      await handle(batch, context)
      if (trouble === 'twice') await handle(batch, context)
      pass('done')
    })
  }
  return trouble === 'chaos' ? withChaos(marked, seed) : marked
}

async function start (order: SendOrder | HearOrder): Promise<() => Promise<void>> {
  const points = layFailpoints(order.die, order.deaths)
  const pool = openPool(order.url, { onIdleError: () => {} })
  if (order.role === 'hear' && order.sessionTimeout !== null) shortenSessions(order.sessionTimeout)
  const transport = open(order, pool, points)
  const work = order.role === 'send'
    ? startRelay({ pool, transport: signed(transport, points), source: order.service, log: silent })
    : await startReactions({ transport: troubled(transport, order, points), pool, group: order.group, reactions: [noteSteps(order.topic, order.next)], log: silent, maxBatch: 200 })
  return async () => {
    await work.stop()
    await transport.close()
    await pool.end()
  }
}

const order = orderOfThisProcess()
if (order.role === 'write') throw new Error('Not an order to carry.')
const stop = await start(order)
process.once('SIGTERM', () => { stop().then(() => { process.exit(0) }, () => { process.exit(1) }) })
