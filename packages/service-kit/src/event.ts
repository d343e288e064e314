import type { z } from 'zod'

/** What the kit needs to know of a contract; `@weft/contracts/envelope` has the whole of it. */
export type EventContract<Data = unknown> = { topic: string, type: string, data: z.ZodType<Data> }

/** An event on its way out: parsed, serialised, keyed. `data: null` is a tombstone. */
export type OutEvent = { id: string, topic: string, key: string, type: string, time: string, data: string | null }

/** An event that came in; `data` is null for a tombstone. */
export type InEvent<Data> = { id: string, key: string, type: string, time: string, data: Data }

/**
 * Builds an event of a contract. What does not fit the contract throws here, in the producer, before anything is stored.
 * `time` is an ISO instant in the identity zone and an ISO date (a day) in the answer zone.
 */
export function eventOf<Data> (contract: EventContract<Data>, { id, key, time, data }: { id: string, key: string, time: string, data: Data }): OutEvent {
  return { id, topic: contract.topic, key, type: contract.type, time, data: JSON.stringify(contract.data.parse(data)) }
}

/** The end of a key on a compacted topic. */
export function tombstoneOf (contract: EventContract, { id, key, time }: { id: string, key: string, time: string }): OutEvent {
  return { id, topic: contract.topic, key, type: contract.type, time, data: null }
}
