import type { Patch } from '../teeth/copy.ts'
import type { Check } from './report.ts'

/** The product with one promise broken in its source, and the check of the torture that must turn red. `guard`: by that guard's own patches, see tests/teeth/guards.ts. */
export type Weakening = { name: string, guard: string, further?: readonly Patch[], events: 'postgres' | 'kafka', check: Check }

export const weakenings: readonly Weakening[] = [
  { name: 'dedupe off', guard: 'inbox dedupe', events: 'postgres', check: 'nothing is doubled in effect' },
  { name: 'delete before acknowledge', guard: 'delete after acknowledge', events: 'postgres', check: 'nothing is lost on the wire' },
  { name: 'relay lock off', guard: 'relay lock', events: 'postgres', check: 'one sender on the wire' },
  { name: 'inbox outside the transaction', guard: 'inbox inside the transaction', events: 'postgres', check: 'nothing is lost in effect' },
  {
    name: 'concurrent sends', guard: 'serial send', events: 'kafka', check: 'nothing is lost on the wire',
    // A batch in four sends at once, which the product's own queue would take apart again.
    further: [{
      file: 'packages/service-kit/src/relay.ts',
      find: '      await producer.send(rows.map(row => recordOf(row, source)))\n',
      replace: '      await Promise.all([0, 1, 2, 3].map(part => producer.send(rows.filter((_row, at) => at % 4 === part).map(row => recordOf(row, source)))))\n'
    }]
  }
]
