import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startKafka, startOwnKafka } from '../../../infra/kafka/broker.ts'

export type Starter = { url: string, stop: () => Promise<void> }

type Broker = { kafka: Awaited<ReturnType<typeof startKafka>>, dataDir: string }

/**
 * Starts the broker of a test run when the first test asks for it. Tests run in processes of their own, so they ask over loopback:
 * POST /kafka answers its address. POST /own answers that of a broker that may be killed: the same one, or where that was given, one
 * started beside it; POST /own/kill and /own/restart do so to it.
 */
export async function startStarter (): Promise<Starter> {
  let shared: Promise<Broker> | undefined
  let beside: Promise<Broker> | undefined
  const answer = async (path: string) => {
    const any = await (shared ??= startBroker(startKafka))
    if (path === '/kafka') return { brokers: any.kafka.brokers }
    const { kafka } = any.kafka.ours ? any : await (beside ??= startBroker(startOwnKafka))
    if (path === '/own/kill') await kafka.kill()
    if (path === '/own/restart') await kafka.restart()
    return { brokers: kafka.brokers }
  }
  const server = createServer((request, response) => {
    answer(request.url ?? '').then(
      result => response.end(JSON.stringify(result)),
      (error: Error) => response.writeHead(500).end(error.message))
  })
  return {
    url: await listen(server),
    stop: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await Promise.all([shared, beside].map(endBroker))
    }
  }
}

async function startBroker (start: typeof startKafka): Promise<Broker> {
  const dataDir = await mkdtemp(join(tmpdir(), 'weft-kafka-'))
  return { kafka: await start({ dataDir }), dataDir }
}

async function endBroker (broker: Promise<Broker> | undefined): Promise<void> {
  const started = await broker?.catch(() => undefined)
  await started?.kafka.stop()
  if (started) await rm(started.dataDir, { recursive: true, force: true })
}

function listen (server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
    })
  })
}
