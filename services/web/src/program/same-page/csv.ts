import { ratingNames } from '@weft/contracts/program/attestation-api'
import type { SamePageFigure, SamePageReply, SamePageShare } from '@weft/contracts/program/samepage-api'
import { csvFields, withoutFormula } from '@weft/service-kit/csv-line'

const HEAD = ['version', 'released_on', 'priority', 'rating', 'unit_id', 'unit', 'group', 'n', 'mean', 'low', 'high', 'interval', 'agreement_rwg', 'agreeing_percent', 'declined_percent']

/** What the table shows, a line for each group and rating; a group that is hidden has none. Bounded shares read "<=10" or ">=90". */
export function linesOf (pages: readonly SamePageReply[]): string {
  const [first] = pages
  if (first?.release == null) return csvFields(HEAD)
  const { version, release, priorities, whole, path } = first
  const lines = (unitId: string, unit: string, group: string, figures: readonly SamePageFigure[] | null) => (figures ?? []).flatMap((figure, place) => figure.kind === 'hidden'
    ? []
    : [csvFields([String(version), release.releasedOn, withoutFormula(priorities[Math.floor(place / 3)]?.title ?? ''), ratingNames[place % 3] ?? '', withoutFormula(unitId), withoutFormula(unit), group, ...numbersOf(figure)])])
  const top = path.length > 0 ? [] : [...lines('', '', 'everybody', whole.everybody), ...lines('', '', 'leaders', whole.leaders), ...lines('', '', 'managers and staff', whole.others)]
  const units = pages.flatMap(page => page.units).flatMap(({ unitId, name, leaders, others }) => [...lines(unitId, name, 'leaders', leaders), ...lines(unitId, name, 'managers and staff', others)])
  return [csvFields(HEAD), ...top, ...units].join('')
}

function numbersOf ({ n, mean, interval, agreement, agreeing, declined }: Extract<SamePageFigure, { kind: 'shown' }>): string[] {
  const ends = interval.kind === 'shown' ? [String(interval.low), String(interval.high), interval.spread] : ['', '', interval.reason]
  return [String(n), String(mean), ...ends, agreement === null ? '' : String(agreement), shareOf(agreeing), shareOf(declined)]
}

const shareOf = (share: SamePageShare): string => share.kind === 'hidden' ? '' : share.kind === 'shown' ? String(share.percent) : `${share.kind === 'at-most' ? '<=' : '>='}${share.percent}`
