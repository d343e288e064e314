/** Where a relay is killed. Each is named after the last thing that was done when it dies. */
export const relayPoints = ['commit', 'select', 'send', 'acknowledged', 'delete'] as const
/** Where a consumer is killed: noted in the inbox; effect made, not committed; effect committed, place not kept; place kept. */
export const consumerPoints = ['inbox', 'effect', 'done', 'offset'] as const

export type Point = typeof relayPoints[number] | typeof consumerPoints[number]

/** The process dies when it passes this point for the so-manieth time. */
export type Death = { point: Point, passes: number }

/** How a consumer gets its records: as they are, all of them twice, or with the chaos shell of the testkit around its transport. */
export type Trouble = 'none' | 'twice' | 'chaos'

export type Carried = { EVENTS: 'postgres' | 'kafka', KAFKA_BROKERS: string, EVENT_SOURCES: Record<string, string> }

export type SendOrder = { role: 'send', service: 'kit' | 'ear', url: string, die: Death | null, deaths: string, /** A proxy that can lose answers; 0 for none. */ proxyPort: number } & Carried
export type HearOrder = {
  role: 'hear', service: 'kit' | 'ear', url: string, die: Death | null, deaths: string
  topic: string, /** The topic on which each effect is told further, in the same transaction. */ next: string | null
  group: string, trouble: Trouble, seed: number, /** Milliseconds; null: the product's own. */ sessionTimeout: number | null
} & Carried
export type WriteOrder = { role: 'write', url: string, topic: string, history: string, seed: number, connections: number, keys: number, /** Keys of one request. */ most: number, stallMs: number, pauseMs: number }

/** What a process of the torture is told, as JSON in its first argument. */
export type Order = SendOrder | HearOrder | WriteOrder

/** Reads the order, and sees to it that this process does not outlive the one that gave it. */
export function orderOfThisProcess (): Order {
  process.once('disconnect', () => process.exit(1))
  return JSON.parse(process.argv[2] ?? '') as Order
}

/** Headers in which the torture, not the product, signs each record: the term of its sender, and which send of the term it was. */
export const [TERM, SEND] = ['torture-term', 'torture-send']
