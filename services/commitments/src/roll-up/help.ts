import type { RollUpFigures, RollUpReply } from '@weft/contracts/commitments/rollup-api'

/** Below so many percent a unit is among those to help. */
const ENOUGH = 80

type Told = { unitId: string, parentId: string | null, figures: RollUpFigures | null }
export type Help = { why: RollUpReply['help'][number]['why'], percent: number }

/**
 * Which units need help, and with what: of the smallest that are shown, those where few have something that counts, or else where few reviews ended with values.
 * What a unit reached plays no part, so that nobody is paid for easy promises. `groups`: each before what lies in it.
 */
export function helpIn (groups: readonly Told[]): ReadonlyMap<string, Help> {
  const holding = new Set<string>()
  const help = new Map<string, Help>()
  for (const { unitId, parentId, figures } of groups.toReversed()) {
    if (parentId !== null && (figures !== null || holding.has(unitId))) holding.add(parentId)
    if (figures === null || holding.has(unitId) || parentId === null) continue
    const found = helpOf(figures)
    if (found !== null) help.set(unitId, found)
  }
  return help
}

function helpOf ({ coverage, reviewed }: Pick<RollUpFigures, 'coverage' | 'reviewed'>): Help | null {
  if (coverage.percent < ENOUGH) return { why: 'few-promise', percent: coverage.percent }
  return reviewed !== null && reviewed.percent < ENOUGH ? { why: 'few-reviewed', percent: reviewed.percent } : null
}
