import type { PastWaveMapping } from '@weft/contracts/survey/mapping'
import { Refusal } from '@weft/service-kit/refusal'

/** Where in a row of one file the mapped things stand, counted from 0. */
export type Layout = {
  items: readonly { place: number, column: string, itemId: string, min: number, max: number }[]
  path: readonly { place: number, column: string }[]
  missing: ReadonlySet<string>
  /** Columns of the file that nothing names, in the file's order: they are read over. */
  dropped: readonly string[]
}

/** Finds a mapping's columns in a file's header. Refuses with `missing-columns`, one problem for each. */
export function layoutOf (mapping: PastWaveMapping, header: readonly string[]): Layout {
  const places = new Map(header.map((name, place) => [name, place]))
  const named = new Set([...mapping.items.map(item => item.column), ...mapping.unitPath])
  const absent = [...named].filter(column => !places.has(column))
  if (absent.length > 0) {
    throw new Refusal('invalid', 'missing-columns', 'The mapping names columns that the file of answers does not have.',
      absent.slice(0, 100).map(column => ({ at: `mapping ${column}`, code: 'missing-columns', sentence: `There is no column "${column}" in the file.` })))
  }
  const scaleOf = new Map(mapping.factors.map(factor => [factor.factorId, mapping.scales[factor.scale] as { min: number, max: number }]))
  const placeOf = (column: string) => places.get(column) as number
  return {
    items: mapping.items.map(({ column, itemId = column, factorId }) => ({ place: placeOf(column), column, itemId, ...scaleOf.get(factorId) as { min: number, max: number } })),
    path: mapping.unitPath.map(column => ({ place: placeOf(column), column })),
    missing: new Set(['', ...mapping.missing.map(text => text.trim())]),
    dropped: header.filter(name => !named.has(name))
  }
}
