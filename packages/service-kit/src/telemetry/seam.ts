import type { FastifyInstance } from 'fastify'
import type { ServiceConfig } from '../config.ts'
import type pg from 'pg'
import type { Consumer, Log, Transport } from '../transport/transport.ts'

/** What may be told of single steps; `@weft/contracts/tracing` decides it for every service. Without one a service is only counted. */
export type Tracing = { topics: readonly string[], services: readonly string[], heedsCallers: boolean }

export type TelemetryOptions = {
  config: Pick<ServiceConfig, 'EVENTS' | 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_EXPORTER_OTLP_HEADERS' | 'TELEMETRY_SECONDS' | 'TELEMETRY_TRACE_SHARE'>
  /** The service's name. */
  name: string
  tracing: Tracing | undefined
  log: Log
}

/** What is asked for its state each time figures leave. */
export type Observed = { pool: pg.Pool, leads: () => boolean, consumer: Pick<Consumer, 'stalledFor' | 'waiting'> | undefined }

/** The seam to whatever measures. What it watches behaves as before: nothing waits for it, and what fails in it fails nowhere else. */
export type Telemetry = {
  /** The same transport, watched. */
  around: (transport: Transport) => Transport
  /** Watches the requests of an app that does not listen yet. */
  watch: (app: FastifyInstance) => void
  /** Counts the answers of an app whose callers nobody may follow: told only hour by hour. */
  watchByHour: (app: FastifyInstance) => void
  observe: (what: Observed) => void
  countDuplicates: (number: number) => void
  /** Sends what is left; takes a second at most. */
  stop: () => Promise<void>
}
