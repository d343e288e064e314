import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { BatchObservableResult, Meter, Observable } from '@opentelemetry/api'
import { oldestIn, type Oldest } from '../transport/oldest.ts'
import { highestByHour } from './by-hour.ts'
import { heldUp } from './held-up.store.ts'
import { metric } from './names.ts'
import type { Observed } from './seam.ts'

export type FiguresOptions = { /** Tell single minutes; else the event loop speaks by the hour. */ fine: boolean }

/** What is asked for each time figures leave. Whatever cannot be told in a second is left out, and seen to be missing. */
export function watchFigures (meter: Meter, { pool, leads, consumer }: Observed, { fine }: FiguresOptions): { stop: () => void } {
  const gauge = (name: string, options: Parameters<Meter['createObservableGauge']>[1]) => meter.createObservableGauge(name, options)
  const gauges = {
    age: gauge(metric.outboxAge, { unit: 's' }), depth: gauge(metric.outboxDepth, { unit: '{event}' }), parked: gauge(metric.outboxParked, { unit: '{event}' }),
    leader: gauge(metric.relayLeader, { unit: '{relay}' }), keys: gauge(metric.parkedKeys, { unit: '{key}' }), letters: gauge(metric.deadLetters, { unit: '{event}' }),
    lag: gauge(metric.consumerLag, { unit: '{event}' }), lagAge: gauge(metric.consumerLagAge, { unit: 's' }), stalled: gauge(metric.consumerStalled, { unit: 's' }),
    loop: gauge(metric.eventLoopLag, { unit: 's' })
  }
  const oldest = oldestIn()
  const loop = loopLag(fine)
  meter.addBatchObservableCallback(async result => {
    result.observe(gauges.leader, leads() ? 1 : 0)
    result.observe(gauges.loop, loop.read())
    if (consumer !== undefined) result.observe(gauges.stalled, consumer.stalledFor() / 1_000)
    await Promise.allSettled([observeOutbox(result, gauges, pool, oldest), observeLag(result, gauges, consumer)])
  }, Object.values(gauges))
  return { stop: loop.stop }
}

type Gauges = Record<'age' | 'depth' | 'parked' | 'keys' | 'letters' | 'lag' | 'lagAge', Observable>

async function observeOutbox (result: BatchObservableResult, gauges: Gauges, pool: Observed['pool'], oldest: Oldest): Promise<void> {
  const held = await heldUp(pool)
  // Of an empty outbox nothing tells how far it had come: all that was ever seen in it is done.
  const [next, end] = held.first === null ? [Infinity, Infinity] : [held.first, held.last + 1]
  result.observe(gauges.age, oldest.look(next, end, performance.now()) / 1_000)
  result.observe(gauges.depth, held.depth)
  result.observe(gauges.parked, held.parked)
  result.observe(gauges.keys, held.keys)
  result.observe(gauges.letters, held.letters)
}

/** By topic: partitions come and go with the processes of a group. */
async function observeLag (result: BatchObservableResult, gauges: Gauges, consumer: Observed['consumer']): Promise<void> {
  for (const [topic, parts] of Map.groupBy(await consumer?.waiting() ?? [], part => part.topic)) {
    const where = { 'messaging.destination.name': topic }
    result.observe(gauges.lag, parts.reduce((sum, part) => sum + part.records, 0), where)
    result.observe(gauges.lagAge, Math.max(...parts.map(part => part.seconds)), where)
  }
}

function loopLag (fine: boolean) {
  const lag = monitorEventLoopDelay({ resolution: 20 })
  lag.enable()
  const byHour = highestByHour()
  return {
    read: () => {
      const seconds = lag.percentile(99) / 1e9
      lag.reset()
      return fine ? seconds : byHour(seconds, Date.now())
    },
    stop: () => { lag.disable() }
  }
}
