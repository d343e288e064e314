import type { Op, Step } from './history.ts'

/** A record as it lies in the log of the transport, in the order of its partition. */
export type RawRecord = Step & { partition: number, /** The term of the relay that sent it. */ term: string }
/** What one event did, in the order in which it was done. */
export type Effect = Step

/** One hop of the way: what was asked for, what the log has, what was done. */
export type Hop = {
  name: string
  ops: readonly Op[]
  raw: readonly RawRecord[]
  effects: readonly Effect[]
  /** How far each key came, as the sender's own table has it. It settles what the history does not know. */
  reached: ReadonlyMap<string, number>
}

export const hopChecks = [
  'nothing is lost on the wire', 'nothing is lost in effect', 'nothing is doubled in effect', 'nothing is made up',
  'each key keeps its order on the wire', 'each key keeps its order in effect', 'one sender on the wire'
] as const
export type HopCheck = typeof hopChecks[number]

/** Everything that is wrong, a sentence each. None: the check holds. */
export type Findings = Record<HopCheck, string[]>

/** Compares what was asked for, the log and the effects. Knows nothing of how the product does it. */
export function judge (hop: Hop): Findings {
  const done = new Map<string, number>()
  for (const effect of hop.effects) done.set(effect.id, (done.get(effect.id) ?? 0) + 1)
  const firsts = firstSeen(hop.raw)
  return {
    'nothing is lost on the wire': lostOnTheWire(hop, firsts),
    'nothing is lost in effect': firsts.filter(record => !done.has(record.id)).map(record => `${nameOf(record)} lies in the log and did nothing`),
    'nothing is doubled in effect': [...done].filter(([, times]) => times > 1).map(([id, times]) => `event ${id} was done ${times} times`),
    'nothing is made up': madeUp(hop, firsts),
    'each key keeps its order on the wire': overtaken(firsts),
    'each key keeps its order in effect': overtaken(firstSeen(hop.effects)),
    'one sender on the wire': interleaved(firsts)
  }
}

const nameOf = ({ key, step, id }: Step) => `step ${step} of ${key} (event ${id})`

/** Without the copies: the first of each event, in order. */
export function firstSeen<T extends Step> (records: readonly T[]): T[] {
  const seen = new Set<string>()
  return records.filter(({ id }) => seen.size < seen.add(id).size)
}

function lostOnTheWire ({ ops, reached }: Hop, firsts: readonly RawRecord[]): string[] {
  const there = new Set(firsts.map(record => record.id))
  const lost = ops.filter(op => op.outcome === 'ok').flatMap(op => op.steps).filter(step => !there.has(step.id)).map(step => `${nameOf(step)} was accepted and is not in the log`)
  // A key that came to step 9 committed all steps up to it, whoever was told so.
  const steps = Map.groupBy(firsts, record => record.key)
  const missing = [...reached].flatMap(([key, last]) => {
    const got = new Set(steps.get(key)?.map(record => record.step))
    return Array.from({ length: last }, (_, at) => at + 1).filter(step => !got.has(step)).map(step => `step ${step} of ${key} was committed, for the key came to ${last}, and is not in the log`)
  })
  return [...lost, ...missing]
}

function madeUp ({ ops, effects }: Hop, firsts: readonly RawRecord[]): string[] {
  const possible = new Set(ops.filter(op => op.outcome !== 'fail').flatMap(op => op.steps).map(step => step.id))
  const sent = new Set(firsts.map(record => record.id))
  return [
    ...firsts.filter(record => !possible.has(record.id)).map(record => `${nameOf(record)} is in the log and nobody asked for it, or it was rolled back`),
    ...firstSeen(effects).filter(effect => !sent.has(effect.id)).map(effect => `${nameOf(effect)} was done and is not in the log`)
  ]
}

/** A step that comes after a later one of its key. Gaps are losses and not counted here. */
function overtaken (firsts: readonly Step[]): string[] {
  const last = new Map<string, number>()
  return firsts.flatMap(step => {
    const before = last.get(step.key) ?? 0
    last.set(step.key, Math.max(before, step.step))
    return step.step < before ? [`${nameOf(step)} came after step ${before}`] : []
  })
}

/**
 * In each partition, copies left out, the records of one term must lie together: once another term has begun, nothing new may come of the one before.
 * A relay that lost its lock while its last records were under way is no fault: they are copies of what its successor reads from the same table.
 */
function interleaved (firsts: readonly RawRecord[]): string[] {
  return [...Map.groupBy(firsts, record => record.partition)].flatMap(([partition, records]) => {
    const over = new Set<string>()
    let term = ''
    return records.flatMap(record => {
      if (record.term === term) return []
      over.add(term)
      term = record.term
      return over.has(term) ? [`partition ${partition}: ${nameOf(record)} was sent in term ${term} after another term had begun`] : []
    })
  })
}
