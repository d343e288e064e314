import type pg from 'pg'
import { v5, validate } from 'uuid'
import { inTransaction, type Sql } from './database.ts'
import { forgetLetter, keepLetter, lettersOf, lockParkedKey, parkedKeys, placeOf, releaseKey, type Letter } from './dead-letter.ts'
import type { EventContract, InEvent } from './event.ts'
import { Refusal } from './refusal.ts'
import type { Batch, InRecord, Log } from './transport/transport.ts'

/** What a service does about one kind of event. */
export type Reaction<Data = unknown> = {
  /** Unique in the service and never changed: under it the inbox remembers what was done. */
  name: string
  contract: EventContract<Data>
  /** The effect, in the transaction that also notes the event as done. A `Refusal` puts the event and its key aside; any other error brings it again. */
  react (tx: Sql, event: InEvent<Data>): Promise<void>
  /** The same for many at once, in order, where one statement does the work of hundreds. `react` must have the same effect one by one. */
  reactToAll? (tx: Sql, events: readonly InEvent<Data>[]): Promise<void>
  /** The key came to its end. Without this, tombstones are passed over. */
  onTombstone? (tx: Sql, key: string): Promise<void>
}

/** One event for one reaction, as it came in. `data: null` is a tombstone. */
type Delivery = Omit<Letter, 'position'> & { reaction: Reaction }

/**
 * Takes a batch of one topic in: every effect happens once, however often the batch comes. One transaction in all.
 * An event that its contract or a rule refuses becomes a dead letter, later events of its key wait behind it, other keys flow.
 * Any other error undoes everything and is thrown, so that the transport brings the batch again.
 * Gives how many deliveries had been taken in before.
 */
export async function receiveBatch (pool: pg.Pool, reactions: readonly Reaction[], batch: Batch, log: Log): Promise<{ duplicates: number }> {
  const deliveries = batch.records.flatMap(record => deliveriesOf(record, reactions))
  if (deliveries.length === 0) return { duplicates: 0 }
  const taken = await inTransaction(pool, tx => takeAll(tx, deliveries)).catch((error: unknown) => {
    if (!(error instanceof Poisoned)) throw error
    return inTransaction(pool, tx => takeOneByOne(tx, deliveries, log))
  })
  return { duplicates: deliveries.length - taken }
}

/**
 * Tries the dead letters of one key again, in order, after their cause was mended; when none is left, the key flows again.
 * Stops at the first that is still refused. Gives how many were done and how many remain.
 */
export async function redrive (pool: pg.Pool, reactions: readonly Reaction[], consumer: string, key: string): Promise<{ done: number, left: number }> {
  const reaction = reactions.find(candidate => candidate.name === consumer)
  if (!reaction) throw new Refusal('not-found', 'no-such-reaction', `There is no reaction called ${consumer}.`)
  const parked = { consumer, topic: reaction.contract.topic, key }

  return inTransaction(pool, async tx => {
    await lockParkedKey(tx, parked)
    const letters = await lettersOf(tx, parked)
    for (const [done, letter] of letters.entries()) {
      const reason = await attempt(tx, { ...letter, reaction })
      if (reason !== undefined) return { done, left: letters.length - done }
      await forgetLetter(tx, letter.position)
    }
    await releaseKey(tx, parked)
    return { done: letters.length, left: 0 }
  })
}

/** Something in the batch has to be put aside, which only the way one by one can do. */
class Poisoned extends Error {}

function deliveriesOf (record: InRecord, reactions: readonly Reaction[]): Delivery[] {
  const { topic, key, value, time, headers } = record
  const type = headers['ce_type'] ?? ''
  return reactions
    .filter(({ contract }) => contract.topic === topic && contract.type === type)
    .filter(reaction => value !== null || 'onTombstone' in reaction)
    .map(reaction => ({ reaction, consumer: reaction.name, id: idOf(record), topic, key, type, time: headers['ce_time'] ?? time, data: value }))
}

/** A record from elsewhere may have no event id; its place in the log is as good, for it is the same at every delivery. */
function idOf ({ topic, partition, offset, headers }: InRecord): string {
  const id = headers['ce_id'] ?? ''
  return validate(id) ? id : v5(`${topic}/${partition}/${offset}`, v5.URL)
}

/** Gives how many of them were new. */
async function takeAll (tx: Sql, deliveries: readonly Delivery[]): Promise<number> {
  const parked = await parkedKeys(tx, deliveries)
  const fresh = await noteAll(tx, deliveries)
  if (fresh.some(delivery => parked.has(placeOf(delivery)))) throw new Poisoned()
  for (const run of runsOf(fresh)) await perform(tx, run)
  return fresh.length
}

/** Notes deliveries as done, in one order for every process, so that no two wait for one another; gives those that were not yet. The effect must happen in the same transaction. */
async function noteAll (tx: Sql, deliveries: readonly Delivery[]): Promise<Delivery[]> {
  const { rows } = await tx.query<{ consumer: string, event_id: string }>(/* sql */ `
    insert into inbox (consumer, event_id)
    select d.consumer, d.event_id from unnest($1::text[], $2::uuid[]) as d (consumer, event_id)
    order by d.consumer, d.event_id -- guard: one order
    on conflict do nothing
    returning consumer, event_id`,
    [deliveries.map(delivery => delivery.consumer), deliveries.map(delivery => delivery.id)])
  const unseen = new Set(rows.map(row => `${row.consumer} ${row.event_id}`))
  // Taking each out as it is met also drops the second of two copies in one batch.
  return deliveries.filter(delivery => unseen.delete(`${delivery.consumer} ${delivery.id.toLowerCase()}`)) // guard: once only
}

/** Neighbours for the same reaction, together; the order of all stays. Tombstones stand alone. */
function runsOf (deliveries: readonly Delivery[]): Delivery[][] {
  const runs: Delivery[][] = []
  for (const delivery of deliveries) {
    const last = runs.at(-1)
    const before = last?.at(-1)
    const joins = before?.reaction === delivery.reaction && before.data !== null && delivery.data !== null
    if (last && joins) last.push(delivery)
    else runs.push([delivery])
  }
  return runs
}

async function perform (tx: Sql, run: readonly Delivery[]): Promise<void> {
  const [first] = run
  if (!first) return
  try {
    if (first.data === null) return await first.reaction.onTombstone?.(tx, first.key)
    const events = run.map(eventOfDelivery)
    if (first.reaction.reactToAll) return await first.reaction.reactToAll(tx, events)
    for (const event of events) await first.reaction.react(tx, event)
  } catch (error) {
    throw error instanceof Refusal ? new Poisoned(error.message, { cause: error }) : error
  }
}

async function takeOneByOne (tx: Sql, deliveries: readonly Delivery[], log: Log): Promise<number> {
  const parked = await parkedKeys(tx, deliveries)
  const fresh = await noteAll(tx, deliveries)
  for (const delivery of fresh) {
    const place = placeOf(delivery)
    const reason = parked.has(place) ? 'waits behind an earlier event of its key' : await attempt(tx, delivery)
    if (reason === undefined) continue
    parked.add(place)
    await keepLetter(tx, delivery, reason)
    log.error({ consumer: delivery.consumer, topic: delivery.topic }, 'An event was put aside as a dead letter.')
  }
  return fresh.length
}

/** Performs one delivery; gives the reason when its contract or a rule refuses it, with its effect undone. */
async function attempt (tx: Sql, delivery: Delivery): Promise<string | undefined> {
  await tx.query(/* sql */ 'savepoint before_effect')
  try {
    if (delivery.data === null) await delivery.reaction.onTombstone?.(tx, delivery.key)
    else await delivery.reaction.react(tx, eventOfDelivery(delivery))
    await tx.query(/* sql */ 'release savepoint before_effect')
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await tx.query(/* sql */ 'rollback to savepoint before_effect')
    return error.message
  }
}

function eventOfDelivery ({ reaction, id, key, type, time, data }: Delivery): InEvent<unknown> {
  const parsed = reaction.contract.data.safeParse(jsonOf(data))
  if (!parsed.success) throw new Refusal('invalid', 'event-off-contract', `Not as ${reaction.contract.topic} ${type} says, at ${placesOf(parsed.error.issues)}.`)
  return { id, key, type, time, data: parsed.data }
}

/** Where it went wrong, never what stood there: in the answer zone that may be an answer. */
const placesOf = (issues: readonly { path: PropertyKey[], code?: string }[]) =>
  issues.slice(0, 5).map(({ path, code }) => `${path.map(String).join('.') || 'the top'} (${code ?? 'wrong'})`).join(', ')

function jsonOf (data: string | null): unknown {
  try {
    return JSON.parse(data ?? 'null')
  } catch {
    return undefined
  }
}
