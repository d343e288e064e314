import { randomUUID } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listen } from '@weft/testkit/collector'
import { serviceConfig, readConfig } from '../config.ts'
import { inTransaction } from '../database.ts'
import { buildHttp, type Routes } from '../http.ts'
import { silentLog } from '../log.ts'
import { appendToOutbox } from '../outbox.ts'
import { startService, type BaseDeps } from '../service.ts'
import { startSdk } from './sdk.ts'
import { stepsOf } from './steps.ts'

const topic = 'int.kit.thing.v1'
let database: TestDatabase
let publicKey: string
const open: { server: Server, sockets: Set<Socket> }[] = []
beforeAll(async () => {
  database = await databaseOf('kit')
  publicKey = JSON.stringify(await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).publicKey))
})
afterAll(async () => {
  for (const { server, sockets } of open) {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  await database.drop()
})

/** Takes every connection and never says a word. */
async function deafCollector (): Promise<{ url: string, callers: () => number }> {
  const sockets = new Set<Socket>()
  const server = createServer(socket => { sockets.add(socket.on('error', () => {}).on('data', () => {})) })
  open.push({ server, sockets })
  return { url: await listen(server as never), callers: () => sockets.size }
}

const accept = ({ pool }: BaseDeps): Routes => async app => {
  app.post('/things', { config: { open: true } }, async () => {
    const id = randomUUID()
    await inTransaction(pool, tx => appendToOutbox(tx, [{ id, topic, key: id, type: 'thing-made', time: new Date().toISOString(), data: '{}' }]))
    return { id }
  })
}

const start = (endpoint: string) => startService<BaseDeps>({
  name: 'kit',
  config: readConfig(serviceConfig, {
    DATABASE_URL: database.appUrl, MIGRATION_DATABASE_URL: database.ownerUrl, DOOR_PUBLIC_KEY: publicKey, LOG_LEVEL: 'silent',
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, TELEMETRY_SECONDS: '1'
  }),
  tracing: { topics: [topic], services: [], heedsCallers: true },
  migrations: new URL('../../migrations', import.meta.url).pathname,
  deps: base => base,
  app: deps => buildHttp({ log: deps.log, verify: async () => { throw new Error('The route is open.') }, may: () => true, routes: [accept(deps)] }),
  reactions: () => [],
  jobs: () => []
})

type Run = { median: number, worst: number, stopMs: number }

/** So many accepted requests, ten at a time; then the stop. */
async function run (endpoint: string, requests: number): Promise<Run> {
  const service = await start(endpoint)
  await burst(service.url, 200)
  const times = await burst(service.url, requests)
  const begun = performance.now()
  await service.stop()
  times.sort((a, b) => a - b)
  return { median: times[times.length >> 1] ?? 0, worst: times.at(-1) ?? 0, stopMs: performance.now() - begun }
}

/** The best of each over rounds: a machine that does other things beside slows one of them, and a wait that is built in slows all. */
const best = (rounds: readonly Run[]): Run => ({
  median: Math.min(...rounds.map(({ median }) => median)), worst: Math.min(...rounds.map(({ worst }) => worst)), stopMs: Math.min(...rounds.map(({ stopMs }) => stopMs))
})

async function burst (url: string, requests: number): Promise<number[]> {
  const times: number[] = []
  const one = async () => {
    const begun = performance.now()
    const reply = await fetch(`${url}/things`, { method: 'POST' })
    await reply.text()
    if (reply.status !== 200) throw new Error(`Not accepted: ${reply.status}`)
    times.push(performance.now() - begun)
  }
  for (let left = requests; left > 0; left -= 10) await Promise.all(Array.from({ length: 10 }, one))
  return times
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
function heapMb (): number {
  collect()
  return process.memoryUsage().heapUsed / 1_048_576
}

test('When the collector takes connections and never answers, or is not there, then neither accepting nor stopping minds', async () => {
  const deaf = await deafCollector()
  const rounds = { off: [] as Run[], hanging: [] as Run[], absent: [] as Run[] }
  for (let round = 0; round < 3; round++) {
    rounds.off.push(await run('', 300))
    rounds.hanging.push(await run(deaf.url, 300))
    rounds.absent.push(await run('http://127.0.0.1:9', 300))
  }
  expect(deaf.callers()).toBeGreaterThan(0)
  const off = best(rounds.off)
  for (const on of [best(rounds.hanging), best(rounds.absent)]) {
    // Measured: about 1.1 times.
    expect(on.median).toBeLessThan(off.median * 2 + 2)
    expect(on.worst).toBeLessThan(Math.max(1_000, off.worst * 3))
    expect(on.stopMs - off.stopMs).toBeLessThan(2_000)
  }
}, 60_000)

test('When the collector never answers, then what waits for it does not grow without end', async () => {
  const { url } = await deafCollector()
  const config = { EVENTS: 'postgres' as const, OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_HEADERS: '', TELEMETRY_SECONDS: 1, TELEMETRY_TRACE_SHARE: 1 }
  const sdk = startSdk({ name: 'kit', config, tracing: undefined, log: silentLog() })
  const steps = stepsOf(sdk.tracer, { topics: [], services: [], heedsCallers: false })
  const before = heapMb()
  for (let i = 0; i < 60_000; i++) {
    steps.open(`step ${i}`, { kind: 1, attributes: { 'http.route': `/route/${i}` } }).span.end()
    if (i % 1_000 === 0) await new Promise(resolve => setTimeout(resolve, 1))
  }
  // At most 2,048 spans of about a kilobyte wait; all of them would take 60 MB.
  expect(heapMb() - before).toBeLessThan(15)
  const begun = performance.now()
  await sdk.stop()
  // The stop waits a second for them; each batch that waited for such a collector would take five.
  expect(performance.now() - begun).toBeLessThan(4_000)
})
