import type { UnitReply } from '@weft/contracts/reporting/api'
import type { Release } from '@weft/contracts/scoring/events'
import { cellsOf } from '../difference/cell.ts'
import { byName } from '../heat-map/order.ts'
import { headOf } from '../release/head.ts'
import { isShown, sightingsOf, type ScoredUnit } from './scored-unit.ts'

const MOST_BELOW = 60

/** One unit's story. A unit that is not shown is seen as the nearest above it that is; the family of tests is this unit's factors. */
export function unitOf (release: Release, path: readonly [root: ScoredUnit, ...below: ScoredUnit[]], below: readonly { unitId: string, name: string }[]): UnitReply {
  const [whole] = path
  const asked = path.at(-1) ?? whole
  const shownAs = path.findLast(isShown) ?? null
  const cells = cellsOf(sightingsOf(release, shownAs ?? asked, whole))
  const organisation = cellsOf(sightingsOf(release, whole, whole))
  return {
    release: headOf(release),
    path: path.map(({ unitId, name }) => ({ unitId, name })),
    unit: { unitId: asked.unitId, name: asked.name, below: asked.below },
    shownAs: shownAs && { unitId: shownAs.unitId, name: shownAs.name },
    factors: release.factors.map(({ factorId, name, min, max }, at) => ({
      factorId, name, min, max, cell: cells[at] ?? { kind: 'hidden' }, organisation: organisation[at] ?? { kind: 'hidden' }
    })),
    below: [...below].sort(byName).slice(0, MOST_BELOW).map(({ unitId, name }) => ({ unitId, name }))
  }
}
