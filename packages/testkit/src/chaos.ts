import type { Batch, InRecord, Transport } from '@weft/service-kit/transport/transport'
import { seeded } from './seeded.ts'

/**
 * The same transport on its worst day, within its promises: records come twice, keys overtake each other (never a key itself),
 * a batch comes again after it was handled, as after a crash before the commit. The same seed makes the same trouble for the same batches.
 */
export function withChaos (transport: Transport, seed: number): Transport {
  const random = seeded(seed)
  return {
    ...transport,
    consumer: (options, handle) => transport.consumer(options, async (batch, context) => {
      await handle(troubled(batch, random), context)
      if (random() < 0.2) throw new Error('The process ended between the effect and the commit.')
    })
  }
}

function troubled (batch: Batch, random: () => number): Batch {
  const records = shuffledAcrossKeys(batch.records, random)
  const again = records.filter(() => random() < 0.2)
  return { ...batch, records: [...records.flatMap(record => random() < 0.1 ? [record, record] : [record]), ...again] }
}

/** One of the orders in which every key keeps its own. */
function shuffledAcrossKeys (records: readonly InRecord[], random: () => number): InRecord[] {
  const queues = [...Map.groupBy(records, record => record.key).values()]
  const mixed: InRecord[] = []
  while (queues.length > 0) {
    const place = Math.floor(random() * queues.length)
    const next = queues[place]?.shift()
    if (next) mixed.push(next)
    else queues.splice(place, 1)
  }
  return mixed
}
