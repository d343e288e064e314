import type { Receipts } from '@weft/contracts/commitments/receipt-api'
import type { RollUpFigures, RollUpReply, RollUpShare } from '@weft/contracts/commitments/rollup-api'
import type { TalkKit } from '@weft/contracts/commitments/talk-api'

/**
 * One number as it left the house. `what`: 'people', 'coverage', 'reviewed', 'kappa'; 'index', 'gap', 'size' and 'facet …' as a mean with `n`, or as `n` alone; 'listed …' for a breakdown that is named but not told.
 * `unitId` '': everybody.
 */
export type Told = { quarter: string, unitId: string, what: string, n: number | null, value: number | null, kind: 'mean' | 'count' | RollUpShare['kind'], from: string }
type About = { quarter: string, unitId: string, from: string }

const mean = (about: About, what: string, figure: { n: number, mean: number } | null): Told[] => figure === null ? [] : [{ ...about, what, n: figure.n, value: figure.mean, kind: 'mean' }]
const share = (about: About, what: string, figure: RollUpShare | null): Told[] => figure === null ? [] : [{ ...about, what, n: null, value: figure.percent, kind: figure.kind }]
const count = (about: About, what: string, n: number | null): Told[] => n === null ? [] : [{ ...about, what, n, value: null, kind: 'count' }]

export function inFigures (about: About, figures: RollUpFigures | null): Told[] {
  if (figures === null) return []
  const { people, coverage, reviewed, index, gap, horizons, disciplines } = figures
  const facets = [...horizons.map(one => ({ facet: one.horizon, index: one.index })), ...disciplines.map(one => ({ facet: one.discipline, index: one.index }))]
  return [
    ...count(about, 'people', people), ...share(about, 'coverage', coverage), ...share(about, 'reviewed', reviewed), ...mean(about, 'index', index),
    ...gap === null ? [] : [...mean(about, 'gap', { n: gap.n, mean: gap.signed }), ...mean(about, 'size', { n: gap.n, mean: gap.absolute })],
    ...facets.flatMap(({ facet, index: of }) => mean(about, `facet ${facet}`, of)),
    ...disciplines.filter(one => one.index === null).flatMap(({ discipline }) => count(about, `listed ${discipline}`, 0))
  ]
}

export function inRollUp ({ quarter, quarters, here, path, history, units, help }: RollUpReply, from: string): Told[] {
  if (quarter === null) return []
  const place = path.at(-1)?.unitId ?? ''
  const earlier = quarters.find(one => one.quarter < quarter.quarter)?.quarter ?? ''
  return [
    ...quarter.kappa === null ? [] : [{ quarter: quarter.quarter, unitId: '', what: 'kappa', n: null, value: quarter.kappa, kind: 'mean' as const, from }],
    ...inFigures({ quarter: quarter.quarter, unitId: place, from }, here?.figures ?? null),
    ...history.flatMap(one => inFigures({ quarter: one.quarter, unitId: place, from }, one.figures)),
    ...units.flatMap(({ unitId, figures, before }) => [...inFigures({ quarter: quarter.quarter, unitId, from }, figures), ...mean({ quarter: earlier, unitId, from }, 'index', before)]),
    ...help.flatMap(({ unitId, why, share: of }) => share({ quarter: quarter.quarter, unitId, from }, why === 'few-promise' ? 'coverage' : 'reviewed', of))
  ]
}

export const inReceipts = ({ unit, chapters }: Receipts, from: string): Told[] => chapters.flatMap(({ disciplines }) => disciplines.flatMap(({ discipline, commitments }) =>
  commitments.flatMap(({ quarter, people, index }) => mean({ quarter, unitId: unit?.unitId ?? '', from }, `facet ${discipline}`, { n: people, mean: index }))))

/** `labels`: quarters by what people call them. */
export function inTalkKit ({ team, commitments }: TalkKit, labels: ReadonlyMap<string, string>, from: string): Told[] {
  if (commitments?.figures == null) return []
  const about = { quarter: labels.get(commitments.label) ?? '', unitId: team.unitId, from }
  const { people, promised, disciplines } = commitments.figures
  return [...count(about, 'people', people), ...count(about, 'index', promised), ...disciplines.flatMap(one => count(about, `facet ${one.discipline}`, one.people))]
}

/** The places of a reply at which something stands, lists as "[]", with what is told of a unit cut off at "figures". */
export function placesIn (value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(one => placesIn(one, `${at}[]`)))]
  if (typeof value !== 'object' || value === null) return [at]
  return [...new Set(Object.entries(value).flatMap(([name, inner]) => placesIn(inner, at === '' || name === 'figures' ? name : `${at}.${name}`)))]
}
