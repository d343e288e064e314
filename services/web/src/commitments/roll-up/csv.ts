import type { RollUpFigures, RollUpMean, RollUpReply, RollUpShare } from '@weft/contracts/commitments/rollup-api'
import { csvFields, withoutFormula } from '@weft/service-kit/csv-line'

const HEAD = ['quarter', 'unit_id', 'unit', 'people', 'coverage_percent', 'reviewed_percent', 'breakdown', 'n', 'index', 'gap_n', 'gap_signed', 'gap_absolute']

/** What the table shows: a line for each unit, and one for each of its breakdowns. Units that are not shown have none. Bounded shares read "<=10" or ">=90". */
export function linesOf (pages: readonly RollUpReply[]): string {
  const [first] = pages
  if (first?.quarter == null) return csvFields(HEAD)
  const { quarter, here, path } = first
  const top = here === null ? [] : linesOfUnit(quarter.quarter, path.at(-1) ?? { unitId: '', name: 'everybody' }, here.figures)
  return [csvFields(HEAD), ...top, ...pages.flatMap(({ units }) => units).flatMap(unit => linesOfUnit(quarter.quarter, unit, unit.figures))].join('')
}

function linesOfUnit (quarter: string, { unitId, name }: { unitId: string, name: string }, figures: RollUpFigures | null): string[] {
  if (figures === null) return []
  const { people, coverage, reviewed, index, gap, horizons, disciplines } = figures
  const start = [quarter, withoutFormula(unitId), withoutFormula(name), String(people), shareOf(coverage), reviewed === null ? '' : shareOf(reviewed)]
  const line = (breakdown: string, mean: RollUpMean | null, rest: readonly string[]) => csvFields([...start, breakdown, ...mean === null ? ['', ''] : [String(mean.n), String(mean.mean)], ...rest])
  return [
    line('all', index, gap === null ? ['', '', ''] : [String(gap.n), String(gap.signed), String(gap.absolute)]),
    ...[...horizons.map(one => ({ name: one.horizon, mean: one.index })), ...disciplines.map(one => ({ name: one.discipline, mean: one.index }))].flatMap(one => one.mean === null ? [] : [line(one.name, one.mean, ['', '', ''])])
  ]
}

const shareOf = ({ kind, percent }: RollUpShare): string => `${kind === 'at-most' ? '<=' : kind === 'at-least' ? '>=' : ''}${percent}`
