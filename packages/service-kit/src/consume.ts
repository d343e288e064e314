import type pg from 'pg'
import { receiveBatch, type Reaction } from './inbox.ts'
import type { Consumer, Log, Transport } from './transport/transport.ts'

export type StartReactionsOptions = {
  transport: Pick<Transport, 'consumer'>
  pool: pg.Pool
  /** The service's name: its processes share the work under it. */
  group: string
  reactions: readonly Reaction[]
  log: Log
  /** Called after effects were stored, which may have put events into the outbox. */
  afterBatch?: (duplicates: number) => void
  /** Events to one transaction. */
  maxBatch?: number
}

/** Subscribes to every topic the reactions name and applies each event once. `stop` finishes the batch in hand. */
export async function startReactions ({ transport, pool, group, reactions, log, afterBatch, maxBatch = 500 }: StartReactionsOptions): Promise<Consumer> {
  const names = reactions.map(reaction => reaction.name)
  const twice = names.find((name, place) => names.indexOf(name) !== place)
  if (twice !== undefined) throw new Error(`Two reactions are called ${twice}; the inbox would take the one for the other.`)

  const topics = [...new Set(reactions.map(reaction => reaction.contract.topic))]
  return transport.consumer({ group, topics, maxBatch }, async batch => {
    const { duplicates } = await receiveBatch(pool, reactions, batch, log)
    afterBatch?.(duplicates)
  })
}
