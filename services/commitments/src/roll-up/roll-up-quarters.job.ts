import { setImmediate } from 'node:timers/promises'
import type { Sql } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import { actingAsHouse } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { todayAt } from '../organisation/today.store.ts'
import { weightedKappa, type Pair } from '../success-index/agreement.ts'
import { eligible } from '../success-index/eligible.ts'
import { linesOf, type Line } from '../success-index/lines.store.ts'
import { itemsBy, pairsIn, personIndexOf, type PersonIndex } from '../success-index/person-index.ts'
import { freezeDrops, keepIndices } from '../success-index/success-index.store.ts'
import { ALL } from './groups.ts'
import { partOf, rollUpOf, type Counting } from './roll-up.ts'
import { allUnits, publish, quartersToRollUp, type FinalQuarter } from './roll-up.store.ts'

const CHUNK = 5_000
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

/** Rolls up every quarter that has become final, once: all that is kept and told of it appears in one transaction, so a death in between leaves nothing. */
export const rollUpQuartersJob = ({ pool, now, wake }: Pick<Deps, 'pool' | 'now' | 'wake'>): Job => ({
  name: 'roll-up-quarters',
  everyMs: 60_000,
  async run (signal) {
    for (const quarter of await quartersToRollUp(pool)) {
      if (signal.aborted) return
      await actingAsHouse(pool, async tx => rollUp(tx, quarter, await todayAt(tx, now())))
      wake()
    }
  }
})

async function rollUp (tx: Sql, quarter: FinalQuarter, day: string): Promise<void> {
  // Of 100,000 people it takes longer to reckon what may be shown than a transaction may idle, and would be begun anew for ever.
  await tx.query(/* sql */ `set local idle_in_transaction_session_timeout = '15min'`)
  // Its quarter is final: nothing of it changes. The line is held so that two who come at once make it one after the other.
  await tx.query(/* sql */ `select from quarter q where q.starts_on = $1 for update`, [quarter.quarter])
  await freezeDrops(tx, quarter.quarter)
  const people: Counting[] = []
  const pairs: Pair[] = []
  for (let after = BEFORE_ALL, lines: Line[] = []; ; after = lines.at(-1)?.reviewId ?? after) {
    lines = await linesOf(tx, quarter.quarter, after, CHUNK)
    const indices = lines.map(line => personIndexOf(line.items, quarter.endsOn, line.state === 'closed'))
    await keepIndices(tx, lines.map((line, at) => ({ reviewId: line.reviewId, personId: line.personId, quarter: quarter.quarter, ...indices[at] as PersonIndex })))
    lines.forEach((line, at) => { if (!line.excused) people.push(countingOf(line, indices[at] as PersonIndex, quarter.endsOn)) })
    for (const { excused, items } of lines) if (!excused) pairs.push(...pairsIn(items, quarter.endsOn))
    if (lines.length < CHUNK) break
  }
  const groups = await rollUpOf(await allUnits(tx), people, setImmediate)
  const whole = groups.find(({ unitId }) => unitId === ALL)?.figures
  await publish(tx, { ...quarter, day, kappa: whole?.gap == null ? null : weightedKappa(pairs), groups })
}

const countingOf = ({ personId, unitId, knownBy, sharedWith, items }: Line, index: PersonIndex, lastDay: string): Counting =>
  ({ personId, unitId, knownBy, sharedWith, index, items: index.agreed === null ? [] : itemsBy(items, 'agreed').filter(item => eligible(item, lastDay)).map(partOf) })
