import type { Telemetry, TelemetryOptions } from './seam.ts'

const off: Telemetry = { around: transport => transport, watch: () => {}, watchByHour: () => {}, observe: () => {}, countDuplicates: () => {}, stop: async () => {} }

/** Telemetry, if a collector is named. Without one, nothing of OpenTelemetry is even loaded. */
export async function openTelemetry (options: TelemetryOptions): Promise<Telemetry> {
  if (options.config.OTEL_EXPORTER_OTLP_ENDPOINT === '') return off
  const { openOtel } = await import('./otel.ts')
  return openOtel(options)
}
