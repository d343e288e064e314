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
    name: 'concurrent sends', guard: 'serial send', events: 'kafka', check: 'each key keeps its order on the wire',
    // Those behind a lost answer overtake it. That an acknowledged one is lost takes luck in timing as well; tests/conformance shows it.
    // What waits leaves in sixteens, each record a send of its own and all at once. The relay rests before it looks, so that many wait.
    further: [{
      file: 'packages/service-kit/src/relay.ts',
      find: '      await producer.send(rows.map(row => recordOf(row, source)))\n',
      replace: '      for (let at = 0; at < rows.length; at += 16) await Promise.all(rows.slice(at, at + 16).map(row => producer.send([recordOf(row, source)])))\n'
    }, {
      file: 'packages/service-kit/src/relay.ts',
      find: '    const rows = await nextRows(client, limit)\n',
      replace: '    await new Promise(resolve => setTimeout(resolve, 200))\n    const rows = await nextRows(client, limit)\n'
    }]
  }
]
