import type { ServiceName } from './envelope.ts'
import { topics } from './topics.ts'

/**
 * What may be told about single steps of a service's work. A service that is not given one makes no span, stores no trace with an event,
 * sends none on and listens to none.
 */
export type Tracing = {
  /** Topics that this service writes or reads, whose events carry the trace they were made in. */
  topics: readonly string[]
  /** Services whose calls carry the trace they are part of. */
  services: readonly string[]
  /** Whether a trace that comes with a request is gone on with. Strangers cannot reach services; they do reach the door. */
  heedsCallers: boolean
}

/**
 * The one place that decides where traces are made. The answer zone is not here: a span is a fine time with a cause, and one of *survey*'s would
 * say when a sheet was sent. Nor does a trace go there from outside, for it would lead from who planned and who was invited into what was said.
 */
const traced: Partial<Record<ServiceName, 'identity' | 'released' | 'door'>> = {
  directory: 'identity', participation: 'identity', program: 'identity', commitments: 'identity', reporting: 'released', web: 'door'
}

/** What a service may tell; undefined where that is nothing. A topic carries traces when all who write and read it are of one traced zone, and nobody outside reads it. */
export function tracingOf (service: ServiceName): Tracing | undefined {
  const zone = traced[service]
  if (zone === undefined) return undefined
  const theirs = topics.map(({ name, producer, readers }) => ({ name, all: [producer, ...readers] })).filter(({ name, all }) => name.startsWith('int.') && all.includes(service))
  return {
    topics: theirs.filter(({ all }) => all.every(other => traced[other] === zone)).map(topic => topic.name),
    services: zone === 'door' ? Object.keys(traced).filter(other => other !== service) : [],
    heedsCallers: zone !== 'door'
  }
}
