import type { Patch } from '../teeth/copy.ts'
import type { Check } from './report.ts'

/** The product with one promise broken in its source, and the check of the torture that must turn red. */
export type Weakening = { name: string, events: 'postgres' | 'kafka', check: Check, patches: readonly Patch[] }

const kit = 'packages/service-kit/src'
const send = '      await producer.send(rows.map(row => recordOf(row, source)))\n'

export const weakenings: readonly Weakening[] = [
  {
    name: 'dedupe off', events: 'postgres', check: 'nothing is doubled in effect',
    patches: [{ file: `${kit}/inbox.ts`, find: 'return deliveries.filter(delivery => unseen.delete(`${delivery.consumer} ${delivery.id.toLowerCase()}`)) // guard: once only', replace: 'return [...deliveries]' }]
  },
  {
    name: 'delete before acknowledge', events: 'postgres', check: 'nothing is lost on the wire',
    patches: [{ file: `${kit}/relay.ts`, find: `${send}      await forget(client, rows)`, replace: `      await forget(client, rows)\n${send.trimEnd()}` }]
  },
  {
    name: 'relay lock off', events: 'postgres', check: 'one sender on the wire',
    patches: [{ file: `${kit}/relay.ts`, find: 'while (!await tryLock(client, `outbox:${source}`)) { // guard: one sender', replace: 'while (!await tryLock(client, `outbox:${process.hrtime.bigint()}`)) {' }]
  },
  {
    name: 'inbox outside the transaction', events: 'postgres', check: 'nothing is lost in effect',
    patches: [{ file: `${kit}/inbox.ts`, find: '  const fresh = await noteAll(tx, deliveries)\n', replace: "  const fresh = await noteAll(tx, deliveries)\n  await tx.query('commit')\n  await tx.query('begin')\n" }]
  },
  {
    // Each batch in four sends at once, and nothing that makes them wait for each other.
    name: 'concurrent sends', events: 'kafka', check: 'nothing is lost on the wire',
    patches: [
      { file: `${kit}/transport/kafka-producer.ts`, find: 'await inTurn(() => sendNow(records)) // guard: serial send', replace: 'await sendNow(records)' },
      { file: `${kit}/relay.ts`, find: send, replace: '      await Promise.all([0, 1, 2, 3].map(part => producer.send(rows.filter((_row, at) => at % 4 === part).map(row => recordOf(row, source)))))\n' }
    ]
  }
]
