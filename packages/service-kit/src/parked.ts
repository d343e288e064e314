import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type pg from 'pg'
import { z } from 'zod'
import { inTransaction } from './database.ts'
import { redrive, type Reaction } from './inbox.ts'
import { returnParkedEvents } from './outbox.ts'
import { Refusal } from './refusal.ts'

const PAGE = 100
// Postgres keeps no NUL in a text.
const name = z.string().min(1).max(250).regex(/^[^\0]*$/)
const key = z.string().max(500).regex(/^[^\0]*$/)

/** One key that is held up. `consumer`: the reaction that refused its event, or null for an event that could not be sent. */
const parkedKey = z.object({ consumer: z.string().nullable(), topic: z.string(), key: z.string(), events: z.int(), reason: z.string().describe('why the first of them is held up') })
export type ParkedKey = z.infer<typeof parkedKey>

/** GET /parked?from: 100 keys from that place on; `next` is null at the end. Never what stands in an event. */
export const parkedReply = z.object({ parked: z.array(parkedKey).max(PAGE), next: z.int().nullable() })
/** POST /parked/redrive */
export const redriveReply = z.object({ done: z.int(), left: z.int() })
/** POST /parked/return */
export const returnReply = z.object({ returned: z.int() })

export type ParkedOptions = { pool: pg.Pool, reactions: readonly Reaction[], /** Sends what lies in the outbox now. */ wake: () => void }

/** What is held up in this service, and the ways to let it go again once the cause is mended. For the role `operator` only, see http.ts. */
export const parkedRoutes = ({ pool, reactions, wake }: ParkedOptions): FastifyPluginAsyncZod => async app => {
  app.get('/parked', {
    config: { action: 'see-parked', summary: 'Keys that are held up here' },
    schema: { querystring: z.strictObject({ from: z.string().regex(/^\d{1,7}$/).transform(Number).default(0) }), response: { 200: parkedReply } }
  }, async ({ query: { from } }) => {
    const rows = await parkedFrom(pool, from)
    return { parked: rows.slice(0, PAGE), next: rows.length > PAGE ? from + PAGE : null }
  })

  app.post('/parked/redrive', {
    config: { action: 'mend-parked', summary: 'Applies the events of a parked key again' },
    schema: { body: z.strictObject({ consumer: name, key }), response: { 200: redriveReply } }
  }, async ({ body }) => {
    const result = await redrive(pool, reactions, body.consumer, body.key)
    if (result.done + result.left === 0) throw nothingThere()
    // Effects may have put events into the outbox.
    wake()
    return result
  })

  app.post('/parked/return', {
    config: { action: 'mend-parked', summary: 'Puts unsent events of a key back into the outbox' },
    schema: { body: z.strictObject({ topic: name, key }), response: { 200: returnReply } }
  }, async ({ body }) => {
    const returned = await inTransaction(pool, tx => returnParkedEvents(tx, body))
    if (returned === 0) throw nothingThere()
    wake()
    return { returned }
  })
}

const nothingThere = () => new Refusal('not-found', 'nothing-parked', 'Nothing is held up under this key.')

/** A page and one more, which tells whether there is another page. */
async function parkedFrom (pool: pg.Pool, from: number): Promise<ParkedKey[]> {
  const { rows } = await pool.query<ParkedKey>(/* sql */ `
    select p.consumer, p.topic, p.key, p.events, p.reason
      from (
        select d.consumer, d.topic, d.key, count(*) as events, (array_agg(d.reason order by d.position))[1] as reason
          from dead_letter d
         group by d.consumer, d.topic, d.key
         union all
        select null, o.topic, o.key, count(*), (array_agg(o.reason order by o.position))[1]
          from outbox_parked o
         group by o.topic, o.key
      ) p
     order by p.consumer nulls last, p.topic, p.key
     limit $1 offset $2`,
    [PAGE + 1, from])
  return rows
}
