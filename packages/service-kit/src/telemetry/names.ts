/** Every metric of the platform, under the name it has in a collector. What each means and when to act: docs/operations/telemetry.md, which a test compares. */
export const metric = {
  /** Stable in OpenTelemetry's conventions, so common dashboards know it. */
  request: 'http.server.request.duration',
  byHour: 'weft.public.requests',
  outboxAge: 'weft.outbox.age',
  outboxDepth: 'weft.outbox.depth',
  outboxParked: 'weft.outbox.parked',
  relayLeader: 'weft.relay.leader',
  batchSize: 'weft.outbox.batch.size',
  consumerLag: 'weft.consumer.lag',
  consumerLagAge: 'weft.consumer.lag.age',
  consumerStalled: 'weft.consumer.stalled',
  endToEnd: 'weft.event.end_to_end',
  duplicates: 'weft.inbox.duplicates',
  parkedKeys: 'weft.inbox.parked.keys',
  deadLetters: 'weft.inbox.dead.letters',
  eventLoopLag: 'weft.event_loop.lag'
} as const
