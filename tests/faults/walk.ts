import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import type { EventContract } from '@weft/service-kit/event'
import type { Reaction } from '@weft/service-kit/inbox'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { z } from 'zod'

/** Made by the owner in both databases: how far each key has come at the sender, and what the listener noted. */
export const walkTables = /* sql */ `
  create table walker (key text primary key, step int not null);
  create table noted (place bigint generated always as identity, key text not null, step int not null)`

const stepTaken = (topic: string): EventContract<{ step: number }> => ({ topic, type: 'step-taken', data: z.object({ step: z.int() }) })

export const noteSteps = (topic: string): Reaction<{ step: number }> => ({
  name: 'note-steps',
  contract: stepTaken(topic),
  react: async (tx, event) => { await tx.query(/* sql */ 'insert into noted (key, step) values ($1, $2)', [event.key, event.data.step]) }
})

/** One step of one walker: its number and its event in one transaction, the row lock of the walker taken first. */
export const takeStep = (pool: pg.Pool, topic: string, key: string) => inTransaction(pool, async (tx: Sql) => {
  const { rows } = await tx.query<{ step: number }>(/* sql */ `
    insert into walker as w (key, step) values ($1, 1)
    on conflict (key) do update set step = w.step + 1
    returning step`, [key])
  await appendToOutbox(tx, [{ id: randomUUID(), topic, key, type: 'step-taken', time: '2026-01-01', data: JSON.stringify({ step: rows[0]?.step }) }])
})

/** Every key's steps in the order in which they had their effect. */
export async function notedSteps (pool: pg.Pool): Promise<Map<string, number[]>> {
  const { rows } = await pool.query<{ key: string, step: number }>(/* sql */ 'select n.key, n.step from noted n order by n.place')
  return new Map([...Map.groupBy(rows, row => row.key)].map(([key, notes]) => [key, notes.map(note => note.step)]))
}

/** How far every walker came, as the sender's database has it: the truth to compare with. */
export async function takenSteps (pool: pg.Pool): Promise<Map<string, number[]>> {
  const { rows } = await pool.query<{ key: string, step: number }>(/* sql */ 'select w.key, w.step from walker w')
  return new Map(rows.map(row => [row.key, Array.from({ length: row.step }, (_, step) => step + 1)]))
}
