import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { redrive } from '@weft/service-kit/inbox'
import { until } from '@weft/testkit/driver'
import type { History } from './history.ts'
import { accept, noteSteps } from './request.ts'
import type { World } from './world.ts'

const LIMIT = 240_000

export type Poisoning = {
  world: World
  key: string
  history: History
  /** While there is load, other keys must be seen to flow. */
  loads: () => boolean
  /** Given when everything has come to rest: what is not so by then will not be. */
  rested: AbortSignal
}

/**
 * Accepts a step that the listener refuses, and two more of its key. They must wait in order while other keys flow; once the cause is mended
 * a redrive lets them through. How soon the listener comes to them is no promise: whoever is killed is missed for 15 s, and a backlog may wait before the key.
 * Gives what was not so. Errors on the way are the crashes of others: everything is asked again.
 */
export async function poisonOneKey ({ world: { kit, ear, topics }, key, history, loads, rested }: Poisoning): Promise<string[]> {
  const wrong: string[] = []
  const count = async (sql: string) => (await ear.pool.query<{ n: number }>(sql, [key])).rows[0]?.n ?? 0
  const holds = async (what: string, isTrue: () => Promise<boolean>) => {
    while (!await isTrue().catch(() => false)) {
      if (rested.aborted) return wrong.push(`everything is at rest and it is not so that ${what}`)
      await sleep(200)
    }
  }

  await sendStep(true)
  await sendStep(false)
  await sendStep(false)
  await holds(`the poisoned step of ${key} and those behind it wait`, async () => await count('select count(*) as n from dead_letter d where d.key = $1') >= 3)
  const noted = 'select count(*) as n from noted n where n.key <> $1'
  let before = -1
  await holds(`others flow while ${key} waits`, async () => {
    if (before < 0) before = await count(noted)
    return !loads() || await count(noted) > before
  })
  if (await asked(() => count('select count(*) as n from noted n where n.key = $1')) !== 0) wrong.push(`${key} was noted while it was poisoned`)
  await mend(ear.ownerUrl, key)
  await holds(`${key} flows again`, async () => {
    const { left } = await redrive(ear.pool, [noteSteps(topics.there, topics.back)], 'note-steps', key)
    return left === 0 && await count('select count(*) as n from parked_key p where p.key = $1') === 0 && await count('select count(*) as n from noted n where n.key = $1') >= 3
  })
  return wrong

  // Unlike a writer's: the key is this one's alone, so a request that failed or whose end is not known is simply made again.
  async function sendStep (poison: boolean): Promise<void> {
    await until('a step is accepted', async () => {
      await accept(kit.pool, { topic: topics.there, keys: [key], stallMs: 0, givesUp: false, poison }, history)
      return true
    }, LIMIT)
  }
}

async function asked<T> (question: () => Promise<T>): Promise<T | undefined> {
  let answer: T | undefined
  await until('the database answers', async () => { answer = await question(); return true }, LIMIT)
  return answer
}

async function mend (ownerUrl: string, key: string): Promise<void> {
  await until('the cause is mended', async () => {
    const owner = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
    owner.on('error', () => {})
    try {
      await owner.connect()
      await owner.query(/* sql */ 'insert into mended (key) values ($1) on conflict do nothing', [key])
      return true
    } finally {
      await owner.end()
    }
  }, LIMIT)
}
