import type { Batch, InRecord, Transport } from '@weft/service-kit/transport/transport'

/** A number from 0 to below 1, the same sequence for the same seed (mulberry32). */
export function randomOf (seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6D2B79F5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * The same transport on its worst day, within its promises: records come twice, keys overtake each other (never a key itself),
 * a batch comes again after it was handled, as after a crash before the commit. The same seed makes the same trouble for the same batches.
 */
export function withChaos (transport: Transport, seed: number): Transport {
  const random = randomOf(seed)
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
