/** Every metric of the platform, under the name it has in a collector. What each means and when to act: docs/operations/telemetry.md. */
export const metric = {
  /** Stable in OpenTelemetry's conventions, so common dashboards know it. */
  request: 'http.server.request.duration',
  batchSize: 'weft.outbox.batch.size'
} as const
