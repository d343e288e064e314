import type { Release, ScoreValue } from '@weft/contracts/scoring/events'
import type { Sighting } from '../difference/cell.ts'

/** A unit of a release with its released values, one per factor. */
export type ScoredUnit = { unitId: string, parentId: string | null, name: string, below: number, values: Readonly<Record<string, ScoreValue>> }

export const isShown = ({ values }: ScoredUnit): boolean => Object.values(values).some(value => value.kind === 'shown')

/** A unit's values, factor by factor, each against the whole organisation. What was never released is as hidden as what was hidden. */
export function sightingsOf ({ factors }: Release, unit: ScoredUnit, whole: ScoredUnit): Sighting[] {
  return factors.map(({ factorId, min, max }) => ({ value: valueOf(unit, factorId), whole: valueOf(whole, factorId), min, max }))
}

const valueOf = ({ values }: ScoredUnit, factorId: string): ScoreValue => Object.hasOwn(values, factorId) ? values[factorId] as ScoreValue : { kind: 'hidden' }
