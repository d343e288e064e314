import { coverageOf } from '../exposure/coverage.ts'
import type { Band } from './coverage.ts'

type Counted = { unitId: string, parentId: string | null, name: string, people: number, acknowledged: number }

/**
 * Units with how many of them and of all below have read it, as a band, in the order given. By the rule of coverage (src/exposure/coverage.ts):
 * bands of a unit and of the one above it could otherwise tell of the few between them.
 */
export function readersShown (units: readonly Counted[]): ({ unitId: string, name: string, people: number } & Band)[] {
  const names = new Map(units.map(({ unitId, name }) => [unitId, name]))
  return coverageOf(units.map(({ unitId, parentId, people, acknowledged }) => ({ id: unitId, parent: parentId, people, said: acknowledged })))
    .map(({ id, people, band }) => ({ unitId: id, name: names.get(id) ?? id, people, ...band }))
}
