import type { Meter } from '@opentelemetry/api'
import type { FastifyInstance } from 'fastify'
import { countByHour } from './by-hour.ts'
import { metric } from './names.ts'

const LIMITS_MS = [10, 25, 50, 100, 250, 500, 1_000, 5_000]

/** How quickly a door for strangers answers, told hour by hour: method, kind of status and a limit in milliseconds that the answer kept. No path, no span. */
export function watchStrangers (app: FastifyInstance, meter: Meter): void {
  const counts = countByHour()
  app.addHook('onResponse', async ({ method }, { elapsedTime, statusCode }) => {
    const limit = LIMITS_MS.find(ms => elapsedTime <= ms)
    counts.add(JSON.stringify([method, `${Math.floor(statusCode / 100)}xx`, limit === undefined ? 'more' : String(limit)]), Date.now())
  })
  meter.createObservableCounter(metric.byHour, { unit: '{request}' }).addCallback(result => {
    for (const [label, count] of counts.told(Date.now())) {
      const [method = '', status = '', within = ''] = JSON.parse(label) as string[]
      result.observe(count, { 'http.request.method': method, 'weft.status': status, 'weft.within_ms': within })
    }
  })
}
