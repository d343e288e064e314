import type { TelemetryOptions, Telemetry } from './seam.ts'
import { watchEvents } from './events.ts'
import { metric } from './names.ts'
import { watchRequests } from './requests.ts'
import { startSdk } from './sdk.ts'
import { stepsOf } from './steps.ts'

/** Telemetry by OpenTelemetry's SDK. Loaded only where a collector is named. */
export function openOtel (options: TelemetryOptions): Telemetry {
  const { tracer, meter, stop } = startSdk(options)
  const steps = options.tracing === undefined ? undefined : stepsOf(tracer, options.tracing)
  const duration = meter.createHistogram(metric.request, { unit: 's', advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] } })
  const batchSize = meter.createHistogram(metric.batchSize, { unit: '{event}', advice: { explicitBucketBoundaries: [1, 10, 50, 100, 250, 500, 1_000] } })
  return {
    around: transport => watchEvents(transport, { steps, system: options.config.EVENTS === 'kafka' ? 'kafka' : 'postgresql', batchSize }),
    watch: app => watchRequests(app, { steps, duration }),
    stop
  }
}
