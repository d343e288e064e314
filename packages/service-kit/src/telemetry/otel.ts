import type { Meter } from '@opentelemetry/api'
import { watchEvents } from './events.ts'
import { watchFigures } from './figures.ts'
import { metric } from './names.ts'
import { watchRequests } from './requests.ts'
import { startSdk } from './sdk.ts'
import type { Telemetry, TelemetryOptions } from './seam.ts'
import { stepsOf } from './steps.ts'
import { watchStrangers } from './strangers.ts'

/** Telemetry by OpenTelemetry's SDK. Loaded only where a collector is named. */
export function openOtel (options: TelemetryOptions): Telemetry {
  const { tracer, meter, stop } = startSdk(options)
  const steps = options.tracing === undefined ? undefined : stepsOf(tracer, options.tracing)
  const { duration, batchSize, endToEnd, duplicates } = kept(meter)
  const figures: { stop: () => void }[] = []
  return {
    around: transport => watchEvents(transport, { steps, system: options.config.EVENTS === 'kafka' ? 'kafka' : 'postgresql', batchSize, endToEnd }),
    watch: app => watchRequests(app, { steps, duration }),
    watchByHour: app => watchStrangers(app, meter),
    observe: what => { figures.push(watchFigures(meter, what, { fine: steps !== undefined })) },
    countDuplicates: number => { if (number > 0) duplicates.add(number) },
    stop: async () => {
      await stop()
      for (const each of figures) each.stop()
    }
  }
}

function kept (meter: Meter) {
  const seconds = (explicitBucketBoundaries: number[]) => ({ unit: 's', advice: { explicitBucketBoundaries } })
  return {
    duration: meter.createHistogram(metric.request, seconds([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10])),
    batchSize: meter.createHistogram(metric.batchSize, { unit: '{event}', advice: { explicitBucketBoundaries: [1, 10, 50, 100, 250, 500, 1_000] } }),
    endToEnd: meter.createHistogram(metric.endToEnd, seconds([0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600])),
    duplicates: meter.createCounter(metric.duplicates, { unit: '{event}' })
  }
}
