import type { Kafka } from 'kafkajs'
import { withAdmin } from './kafka-producer.ts'
import { oldestIn, type Oldest } from './oldest.ts'
import { pause } from './pace.ts'
import type { ConsumerOptions, Log, Waiting } from './transport.ts'

/** Which partitions of which topic are ours now. */
export type Assignment = Record<string, readonly number[]>

export type Watch = {
  /** A new member asks the group to let it in. */
  joins: () => void
  assign: (assignment: Assignment) => void
  /** A chunk of the partition was handled. */
  moved: (topic: string, partition: number) => void
  /** A chunk of the partition could not be handled; gives how often before, since it last moved. */
  failed: (topic: string, partition: number) => number
  /** Whom to tell when the client itself hangs: a partition stands still and is not even tried again, or the group was never joined. Replaces who was told before. */
  onStall: (tell: () => void) => void
  stalledFor: () => number
  /** As of the last look. */
  waiting: () => Waiting[]
  stop: () => Promise<void>
}

type Standing = { committed: string, since: number, failures: number, /** When the handler last failed. */ tried: number, lag: boolean, records: number, age: number, oldest: Oldest }

const [EVERY, LOG_AFTER, REBUILD_AFTER] = [15_000, 60_000, 120_000]

/**
 * No Kafka client is free of partitions that stand still without a word; this asks the broker, on a connection of its own,
 * whether the place kept for each partition moves while there are records waiting.
 */
export function watchPartitions (kafka: Kafka, options: ConsumerOptions, log: Log, every = EVERY): Watch {
  const stopping = new AbortController()
  const standings = new Map<string, Standing>()
  let tell = () => {}
  let asked = Infinity

  const of = (topic: string, partition: number): Standing | undefined => standings.get(`${topic}/${partition}`)
  const look = async () => {
    // Being let in takes a minute at most, see rebalanceTimeout.
    if (performance.now() - asked > REBUILD_AFTER) tell()
    if (standings.size === 0) return
    await refresh(kafka, options, standings)
    const stalled = [...standings].filter(([, standing]) => standing.lag && performance.now() - standing.since > LOG_AFTER)
    for (const [place, standing] of stalled) log.error({ group: options.group, place, seconds: Math.round((performance.now() - standing.since) / 1000) }, 'A partition stands still.')
    if (stalled.some(([, standing]) => isLeft(standing, performance.now()))) tell()
  }
  const done = (async () => {
    while (!stopping.signal.aborted) {
      await pause(every, stopping.signal)
      if (!stopping.signal.aborted) await look().catch((error: Error) => log.warn({ err: error }, 'The broker does not say how far the group is.'))
    }
  })()

  return {
    joins: () => { asked = performance.now() },
    assign: assignment => {
      asked = Infinity
      standings.clear()
      for (const [topic, partitions] of Object.entries(assignment)) {
        for (const partition of partitions) standings.set(`${topic}/${partition}`, { committed: '', since: performance.now(), failures: 0, tried: 0, lag: false, records: 0, age: 0, oldest: oldestIn() })
      }
    },
    moved: (topic, partition) => { Object.assign(of(topic, partition) ?? {}, { failures: 0, since: performance.now(), lag: false }) },
    failed: (topic, partition) => {
      const standing = of(topic, partition)
      if (!standing) return 0
      standing.lag = true
      standing.tried = performance.now()
      return standing.failures++
    },
    onStall: listener => { tell = listener },
    stalledFor: () => Math.max(0, ...[...standings.values()].filter(({ lag }) => lag).map(({ since }) => performance.now() - since)),
    waiting: () => [...standings].map(([place, { records, age }]) => ({ topic: place.slice(0, place.lastIndexOf('/')), partition: Number(place.slice(place.lastIndexOf('/') + 1)), records, seconds: age / 1_000 })),
    stop: async () => {
      stopping.abort()
      standings.clear()
      await done
    }
  }
}

/**
 * Nobody works on it any more. While the handler is what fails, it is asked again within half a minute, and a new consumer would fail the same way;
 * one that failed and was never asked again stands still because the client does.
 */
export const isLeft = ({ since, tried }: Pick<Standing, 'since' | 'tried'>, now: number): boolean => now - Math.max(since, tried) > REBUILD_AFTER // guard: asked again

async function refresh (kafka: Kafka, { group, topics }: ConsumerOptions, standings: Map<string, Standing>): Promise<void> {
  const [ends, kept] = await withAdmin(kafka, async admin => [
    await Promise.all(topics.map(async topic => ({ topic, partitions: await admin.fetchTopicOffsets(topic) }))),
    await admin.fetchOffsets({ groupId: group, topics: [...topics] })
  ] as const)
  for (const { topic, partitions } of ends) {
    for (const { partition, high, low } of partitions) {
      const standing = standings.get(`${topic}/${partition}`)
      const said = kept.find(candidate => candidate.topic === topic)?.partitions.find(candidate => candidate.partition === partition)?.offset ?? '-1'
      if (standing) judge(standing, said === '-1' ? low : said, high)
    }
  }
}

/** A partition that moved, or has nothing waiting, begins to count anew. */
function judge (standing: Standing, committed: string, high: string): void {
  standing.lag = BigInt(committed) < BigInt(high)
  if (committed !== standing.committed || !standing.lag) standing.since = performance.now()
  standing.committed = committed
  standing.records = Number(BigInt(high) - BigInt(committed))
  standing.age = standing.oldest.look(Number(committed), Number(high), performance.now())
}
