import { v5 } from 'uuid'
import type { TreeUnit } from '@weft/contracts/vocabulary'

/** Path → the id that the mapping gives it. */
export type GivenIds = ReadonlyMap<string, string>

export const givenIds = (units: readonly { path: readonly string[], unitId: string }[]): GivenIds => new Map(units.map(({ path, unitId }) => [JSON.stringify(path), unitId]))

/** The id of a past wave's unit: the one given for it, or version 5 of (wave, path), which no other wave has. The root's path is empty. */
export const unitIdOf = (waveId: string, path: readonly string[], given: GivenIds = new Map()) => given.get(JSON.stringify(path)) ?? v5(JSON.stringify(path), waveId)

/** The tree of all given paths and what lies above them: the root first, every parent before its children, siblings by name. */
export function treeOf (waveId: string, organisation: string, paths: Iterable<readonly string[]>, given: GivenIds = new Map()): TreeUnit[] {
  const units = new Map<string, { path: readonly string[], unit: TreeUnit }>()
  const add = (path: readonly string[]): string => {
    const unitId = unitIdOf(waveId, path, given)
    if (units.has(unitId)) return unitId
    const parentId = path.length === 0 ? null : add(path.slice(0, -1))
    units.set(unitId, { path, unit: { unitId, parentId, name: path.at(-1) ?? organisation } })
    return unitId
  }
  add([])
  for (const path of paths) add(path)
  return [...units.values()].sort((a, b) => byDepthAndName(a.path, b.path)).map(({ unit }) => unit)
}

function byDepthAndName (a: readonly string[], b: readonly string[]): number {
  if (a.length !== b.length) return a.length - b.length
  const place = a.findIndex((name, i) => name !== b[i])
  if (place === -1) return 0
  return (a[place] as string) < (b[place] as string) ? -1 : 1
}
