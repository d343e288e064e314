import type { Sql } from './database.ts'

/** A key of a topic, as one consumer (a reaction's name) sees it. Keys of different consumers are put aside apart. */
export type Place = { consumer: string, topic: string, key: string }

/** An event that was put aside, or waits behind one that was. */
export type Letter = Place & { position: number, id: string, type: string, time: string, data: string | null }

export const placeOf = ({ consumer, topic, key }: Place) => JSON.stringify([consumer, topic, key])

/** Which of these keys are put aside. They stay so until the transaction ends: a redrive waits, and so do we for one that runs. */
export async function parkedKeys (tx: Sql, places: readonly Place[]): Promise<Set<string>> {
  const consumers = [...new Set(places.map(place => place.consumer))]
  const { rows } = await tx.query<Place>(/* sql */ `
    select p.consumer, p.topic, p.key
      from parked_key p
     where p.consumer = any($1::text[])
       for share`,
    [consumers])
  return new Set(rows.map(placeOf))
}

export async function keepLetter (tx: Sql, letter: Omit<Letter, 'position'>, reason: string): Promise<void> {
  const { consumer, id, topic, key, type, time, data } = letter
  await tx.query(/* sql */ `
    insert into dead_letter (consumer, event_id, topic, key, type, time, data, reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [consumer, id, topic, key, type, time, data, reason])
  await tx.query(/* sql */ `
    insert into parked_key (consumer, topic, key)
    values ($1, $2, $3)
    on conflict do nothing`,
    [consumer, topic, key])
}

/** Holds back whoever would add a letter to this key, until the transaction ends. */
export async function lockParkedKey (tx: Sql, { consumer, topic, key }: Place): Promise<void> {
  await tx.query(/* sql */ `
    select from parked_key p
     where p.consumer = $1 and p.topic = $2 and p.key = $3
       for update`,
    [consumer, topic, key])
}

export async function lettersOf (tx: Sql, { consumer, topic, key }: Place): Promise<Letter[]> {
  const { rows } = await tx.query<Letter>(/* sql */ `
    select d.position, d.consumer, d.event_id as id, d.topic, d.key, d.type, d.time, d.data
      from dead_letter d
     where d.consumer = $1 and d.topic = $2 and d.key = $3
     order by d.position`,
    [consumer, topic, key])
  return rows
}

export async function forgetLetter (tx: Sql, position: number): Promise<void> {
  await tx.query(/* sql */ `
    delete from dead_letter d
     where d.position = $1`,
    [position])
}

export async function releaseKey (tx: Sql, { consumer, topic, key }: Place): Promise<void> {
  await tx.query(/* sql */ `
    delete from parked_key p
     where p.consumer = $1 and p.topic = $2 and p.key = $3`,
    [consumer, topic, key])
}
