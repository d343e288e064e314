import { openPool } from '@weft/service-kit/database'
import { below, seeded } from '@weft/testkit/seeded'
import { historyTo } from './history.ts'
import { orderOfThisProcess } from './points.ts'
import { accept } from './request.ts'

/** A process that accepts requests on several connections until it is told to stop, through everything that happens to Postgres. */
const order = orderOfThisProcess()
if (order.role !== 'write') throw new Error('Not an order to write.')
const { url, topic, history: file, seed, connections, keys, most, stallMs, pauseMs } = order
const pool = openPool(url, { max: connections, onIdleError: () => {} })
const history = historyTo(file)
let stopping = false
process.once('SIGTERM', () => { stopping = true })

async function walk (random: () => number): Promise<void> {
  while (!stopping) {
    const chance = random()
    const request = {
      topic,
      keys: Array.from({ length: 1 + below(random, most) }, () => `k${below(random, keys)}`),
      stallMs: chance < 0.003 ? stallMs : chance < 0.05 ? random() * 60 : 0,
      givesUp: random() < 0.05,
      poison: false
    }
    // What could not be done is in the history; the next request is a new one.
    await accept(pool, request, history).catch(() => new Promise(resolve => setTimeout(resolve, 100)))
    await new Promise(resolve => setTimeout(resolve, random() * 2 * pauseMs))
  }
}

await Promise.all(Array.from({ length: connections }, (_, place) => walk(seeded(seed * 100 + place))))
await pool.end()
process.exit(0)
