import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import type { EventContract, InEvent, OutEvent } from '@weft/service-kit/event'
import type { Reaction } from '@weft/service-kit/inbox'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import { z } from 'zod'
import type { History, Step } from './history.ts'

/** Made by the owner of each database: how far each key has come, what was noted of events, and which poisoned keys were mended. */
export const tables = /* sql */ `
  create table walker (key text primary key, step int not null);
  create table noted (place bigint generated always as identity (cache 1) primary key, event_id uuid not null, key text not null, step int not null, next_id uuid);
  create table mended (key text primary key)`

export type Told = { step: number, poison?: boolean | undefined }
const stepTaken = (topic: string): EventContract<Told> => ({ topic, type: 'step-taken', data: z.object({ step: z.int(), poison: z.boolean().optional() }) })
const eventOf = (topic: string, { id, key, step }: Step, poison = false): OutEvent =>
  ({ id, topic, key, type: 'step-taken', time: '2026-01-01', data: JSON.stringify({ step, ...poison && { poison } }) })

export type Request = {
  topic: string
  keys: readonly string[]
  /** Milliseconds between having the places in the outbox and the commit. */
  stallMs: number
  /** Changes its mind: everything is rolled back. */
  givesUp: boolean
  poison: boolean
}

class GivesUp extends Error {}

/** One request: a step of each key and its event in one transaction, the keys' locks first. The history, which is not the product's, says what came of it. */
export async function accept (pool: pg.Pool, { topic, keys, stallMs, givesUp, poison }: Request, history: History): Promise<void> {
  const op = randomUUID()
  let asked = false
  try {
    await inTransaction(pool, async tx => {
      const steps: Step[] = []
      // Always in the same order, so that two requests never wait for each other.
      for (const key of [...new Set(keys)].sort()) steps.push({ id: randomUUID(), key, step: await nextStep(tx, key) })
      await appendToOutbox(tx, steps.map(step => eventOf(topic, step, poison)))
      if (stallMs > 0) await new Promise(resolve => setTimeout(resolve, stallMs))
      if (givesUp) {
        history({ type: 'fail', op, steps })
        throw new GivesUp()
      }
      history({ type: 'invoke', op, steps })
      asked = true
    })
    history({ type: 'ok', op })
  } catch (error) {
    if (error instanceof GivesUp) return
    // Asked for and not answered: it may be there or not, and either is right.
    if (asked) history({ type: 'info', op })
    throw error
  }
}

async function nextStep (tx: Sql, key: string): Promise<number> {
  const { rows: [row] } = await tx.query<{ step: number }>(/* sql */ `
    insert into walker as w (key, step) values ($1, 1)
    on conflict (key) do update set step = w.step + 1
    returning step`, [key])
  return row?.step ?? 0
}

/** The effect: one row a step, and with `next` an event of its own in the same transaction. Nothing in the table would stop a second row. */
export function noteSteps (topic: string, next: string | null): Reaction<Told> {
  const reactToAll = async (tx: Sql, events: readonly InEvent<Told>[]) => {
    await refusePoison(tx, events)
    const further = events.map(({ key, data }): Step => ({ id: randomUUID(), key, step: data.step }))
    await tx.query(/* sql */ `
      insert into noted (event_id, key, step, next_id)
      select n.event_id, n.key, n.step, n.next_id
        from unnest($1::uuid[], $2::text[], $3::int[], $4::uuid[]) with ordinality as n (event_id, key, step, next_id, place)
       order by n.place`,
      [events.map(event => event.id), events.map(event => event.key), events.map(event => event.data.step), further.map(step => next === null ? null : step.id)])
    if (next !== null) await appendToOutbox(tx, further.map(step => eventOf(next, step)))
  }
  return { name: 'note-steps', contract: stepTaken(topic), react: (tx, event) => reactToAll(tx, [event]), reactToAll }
}

async function refusePoison (tx: Sql, events: readonly InEvent<Told>[]): Promise<void> {
  for (const { key } of events.filter(event => event.data.poison)) {
    const { rowCount } = await tx.query(/* sql */ 'select from mended m where m.key = $1', [key])
    if (!rowCount) throw new Refusal('invalid', 'poison', 'This step cannot be noted.')
  }
}
