import { setTimeout as pause } from 'node:timers/promises'
import type { House } from './house.ts'
import type { Findings } from './oracle.ts'

type Heard = { topic: string, key: string, id: string, number: number }
const topics = ['int.commitments.review.v1', 'int.commitments.commitment.v1'] as const

/** What the broker has of the steps: every one of the history, and for each review and commitment in its order. It may come twice; by its id that is one. */
export async function toldFindings (house: House): Promise<{ findings: Findings, heard: number }> {
  const transport = house.carrier.listening()
  if (transport === undefined) return { findings: [], heard: 0 }
  const heard = new Map<string, Heard>()
  const consumer = await transport.consumer({ group: 'who-listens-to-the-year', topics, maxBatch: 500 }, async ({ records }) => {
    for (const { topic, key, value, headers } of records) {
      const id = headers['ce_id'] ?? ''
      const data = JSON.parse(value ?? '{}') as { seq?: number, version?: number }
      if (!heard.has(id)) heard.set(id, { topic, key, id, number: data.seq ?? data.version ?? 0 })
    }
  })
  const { rows } = await house.sight.query<{ key: string }>(/* sql */ `select e.review_id || ' ' || e.seq as key from review_event e`)
  const until = Date.now() + 60_000
  const ofReviews = () => [...heard.values()].filter(({ topic }) => topic === topics[0])
  while (ofReviews().length < rows.length && Date.now() < until) await pause(100)
  await consumer.stop()
  const told = new Set(ofReviews().map(({ key, number }) => `${key} ${number}`))
  const findings = [
    ...rows.filter(({ key }) => !told.has(key)).map(({ key }) => `nobody was told of ${key}`),
    ...told.size === ofReviews().length ? [] : ['a step of a review was told under two ids'],
    ...[...Map.groupBy(heard.values(), ({ topic, key }) => `${topic} ${key}`)].filter(([, its]) => its.some(({ number }, n) => number < (its[n - 1]?.number ?? 0))).map(([key]) => `${key} was told out of order`)
  ]
  return { findings, heard: heard.size }
}
