import type { IndexReply } from '@weft/contracts/commitments/index-api'
import { itemsBy, personIndexOf, type Reviewed, type Side } from './person-index.ts'
import { byHorizon, explained, horizons, successIndex, type Item } from './success-index.ts'

/** `current`: progress as the commitment has it now. */
export type Detailed = Reviewed & { wording: string, current: number }
export type PersonQuarter = { quarter: string, label: string, endsOn: string, state: 'open' | 'reviewing' | 'final', review: string, settled: string | null, items: Detailed[] }

const settledStates = ['agreed', 'closed']
const pointsOf = (value: number | null): number | null => value === null ? null : value / 10_000

/** A quarter with its three values, in points. */
export function quarterIndexOf ({ items, ...quarter }: PersonQuarter): IndexReply['quarters'][number] {
  const { self, boss, agreed } = personIndexOf(items, quarter.endsOn, settledStates.includes(quarter.review))
  return { ...quarter, self: pointsOf(self), boss: pointsOf(boss), agreed: pointsOf(agreed) }
}

/** How the index of a quarter is worked out, by the values that weigh most: agreed, else the boss's, else one's own, else what each commitment says now. */
export function explanationOf (quarter: PersonQuarter): NonNullable<IndexReply['explained']> {
  const by = sourceOf(quarter)
  const valued = by === 'now' ? quarter.items.map((item): Item => ({ ...item, progress: item.current })) : itemsBy(quarter.items, by)
  const all = quarter.items.map((item): Item => valued.find(({ commitmentId }) => commitmentId === item.commitmentId) ?? { ...item, progress: null })
  const { value, reason } = successIndex(valued, quarter.endsOn)
  const parts = explained(valued, quarter.endsOn)
  const perHorizon = byHorizon(valued, quarter.endsOn)
  return {
    quarter: quarter.quarter, label: quarter.label, endsOn: quarter.endsOn, by, value: pointsOf(value), reason: valued.length === 0 && all.length > 0 ? 'value-missing' : reason,
    horizons: horizons.map(horizon => ({ horizon, value: pointsOf(perHorizon[horizon].value) })),
    items: quarter.items.map(({ commitmentId, wording, horizon, discipline, startsOn, dueOn, droppedAlone }, at) => {
      const part = parts.find(one => one.commitmentId === commitmentId) ?? explained([all[at] as Item], quarter.endsOn)[0]
      const { counts = false, weight = 1, share = 0, expected = 0, credit = null, points = null } = part ?? {}
      const isValued = valued.some(one => one.commitmentId === commitmentId)
      return { commitmentId, wording, horizon, discipline, startsOn, dueOn, droppedAlone, counts: counts && isValued, weight, share: isValued ? share : 0, expected, progress: all[at]?.progress ?? null, credit: isValued ? credit : null, points: isValued ? points : null }
    })
  }
}

function sourceOf ({ items, review, state }: PersonQuarter): Side | 'now' {
  if (settledStates.includes(review) && items.some(({ agreed }) => agreed !== null)) return 'agreed'
  if (items.some(({ boss }) => boss !== null)) return 'boss'
  if (items.some(({ self }) => self !== null)) return 'self'
  return state === 'final' ? 'agreed' : 'now'
}
