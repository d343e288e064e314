import { below, shuffled } from '@weft/testkit/seeded'

export type Fault = 'kill' | 'zombie' | 'cut-sessions' | 'lose-answer' | 'crash-postgres' | 'kill-broker' | 'long-transaction' | 'poison' | 'stop-under-load'
export type Planned = { /** Milliseconds from the start of the load. */ at: number, fault: Fault }

const everywhere: readonly Fault[] = ['poison', 'long-transaction', 'cut-sessions', 'kill', 'zombie', 'crash-postgres', 'kill', 'stop-under-load', 'kill']
const onKafka: readonly Fault[] = ['lose-answer', 'kill-broker', 'lose-answer']

/** The short form: each kind of fault once, in an order that lets the slow ones begin early. Not the broker: it takes too long to come back (tests/conformance kills it). */
const short: readonly Fault[] = ['poison', 'long-transaction', 'cut-sessions', 'crash-postgres', 'kill', 'zombie', 'lose-answer', 'kill', 'lose-answer']

/** What happens when. The same seed plans the same; when each process has come how far is the machine's doing. */
export function planOf (random: () => number, { milliseconds, events, form }: { milliseconds: number, events: 'postgres' | 'kafka', form: 'short' | 'long' }): Planned[] {
  const can = (fault: Fault) => events === 'kafka' || !onKafka.includes(fault)
  if (form === 'short') {
    const faults = short.filter(can)
    return faults.map((fault, place) => ({ at: 300 + place * milliseconds / faults.length, fault }))
  }
  const planned: Planned[] = []
  let at = 1_000
  while (at < milliseconds - 10_000) {
    for (const fault of shuffled(random, [...everywhere, ...onKafka].filter(can))) {
      if (at < milliseconds - 10_000) planned.push({ at, fault })
      at += 3_000 + below(random, 5_000)
    }
  }
  return planned
}
