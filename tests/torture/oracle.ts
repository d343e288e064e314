import type { Op, Step } from './history.ts'

/** A record as it lies in the log of the transport, in the order of its partition. */
export type RawRecord = Step & {
  partition: number
  /** The term of the relay that sent it; a term that began later sorts later. */
  term: string
  /** Which send of its term brought it. */
  send: number
}
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
    'one sender on the wire': sideBySide(hop.raw)
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
 * Terms are told apart by when they began. In each partition, copies included: once a later term has sent, an earlier one may finish the one send it
 * had under way when it lost its lock, and no more. Two that send side by side come to a second one at once.
 */
function sideBySide (raw: readonly RawRecord[]): string[] {
  return [...Map.groupBy(raw, record => record.partition)].flatMap(([partition, records]) => {
    let newest = ''
    const finishing = new Map<string, number>()
    return records.flatMap(record => {
      const { term, send } = record
      if (term >= newest) {
        newest = term
        return []
      }
      if (!finishing.has(term)) finishing.set(term, send)
      return finishing.get(term) === send ? [] : [`partition ${partition}: ${nameOf(record)} came in send ${send} of term ${term}, though term ${newest} had begun before its send ${finishing.get(term)}`]
    })
  })
}
