import { context, metrics, propagation, trace, type Meter, type Tracer } from '@opentelemetry/api'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace'
import { randomUUID } from 'node:crypto'
import { within } from '../transport/pace.ts'
import type { Log } from '../transport/transport.ts'
import type { TelemetryOptions } from './seam.ts'

export type Sdk = { tracer: Tracer, meter: Meter, stop: () => Promise<void> }

/** A collector that does not take a batch in this time does not get it. */
const EXPORT_MS = 5_000
/** A stop waits so long for the last batch. */
const FLUSH_MS = 1_000
const WARN_EVERY_MS = 60_000
/** Spans that wait for a collector; more are dropped. About a kilobyte each. */
const MOST_SPANS = 2_048

/**
 * An SDK of one service. A process may hold several services, so nothing of it stays registered globally: tracer and meter are handed on as
 * values, and whoever does not get one (a library that looks for a global one) can tell nothing.
 */
export function startSdk ({ name, config, log }: TelemetryOptions): Sdk {
  const [spans, figures] = exporters(config, log)
  const sdk = new NodeSDK({
    serviceName: name,
    // No detectors: they would tell the host's name, the user's, the command line.
    autoDetectResources: false,
    resource: defaultResource().merge(resourceFromAttributes({ 'service.namespace': 'weft', 'service.instance.id': randomUUID() })),
    textMapPropagator: null,
    logRecordProcessors: [],
    instrumentations: [],
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.TELEMETRY_TRACE_SHARE) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: spans, maxQueueSize: MOST_SPANS, maxExportBatchSize: 512, scheduledDelayMillis: 1_000, exportTimeoutMillis: EXPORT_MS })],
    metricReaders: [new PeriodicExportingMetricReader({ exporter: figures, exportIntervalMillis: config.TELEMETRY_SECONDS * 1_000, exportTimeoutMillis: Math.min(EXPORT_MS, config.TELEMETRY_SECONDS * 1_000) })]
  })
  forgetGlobals()
  sdk.start()
  const [tracer, meter] = [trace.getTracer('weft'), metrics.getMeter('weft')]
  forgetGlobals()
  return {
    tracer, meter,
    stop: () => within(FLUSH_MS, 'Sending the last of the telemetry', sdk.shutdown())
      .catch((late: Error) => { log.warn({ reason: late.message }, 'The last of the telemetry was not taken.') })
  }
}

function forgetGlobals (): void {
  for (const api of [trace, metrics, propagation, context]) api.disable()
}

function exporters ({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS }: TelemetryOptions['config'], log: Log) {
  const base = OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/$/, '')
  const options = { headers: headersOf(OTEL_EXPORTER_OTLP_HEADERS), timeoutMillis: EXPORT_MS, concurrencyLimit: 1 }
  const say = sometimes(reason => log.warn({ reason }, 'Telemetry is not taken by the collector.'))
  const spans = new OTLPTraceExporter({ ...options, url: `${base}/v1/traces` })
  const figures = new OTLPMetricExporter({ ...options, url: `${base}/v1/metrics` })
  spans.export = telling(spans.export.bind(spans), say)
  figures.export = telling(figures.export.bind(figures), say)
  return [spans, figures] as const
}

/** `name=value`, comma separated, as OTEL_EXPORTER_OTLP_HEADERS has it everywhere. */
export function headersOf (text: string): Record<string, string> {
  const pairs = text.split(',').map(pair => pair.trim()).filter(pair => pair !== '').map(pair => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())] as const
  })
  return Object.fromEntries(pairs)
}

type Export<Items> = (items: Items, done: (result: { code: number, error?: Error }) => void) => void

/** Says what the SDK itself keeps for its own silent log. */
const telling = <Items>(send: Export<Items>, say: (reason: string) => void): Export<Items> => (items, done) => send(items, result => {
  if (result.code !== 0) say(result.error?.message ?? 'no reason given')
  done(result)
})

function sometimes (say: (reason: string) => void): (reason: string) => void {
  let last = -Infinity
  return reason => {
    if (performance.now() - last < WARN_EVERY_MS) return
    last = performance.now()
    say(reason)
  }
}
