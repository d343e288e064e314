import { v5 } from 'uuid'
import type { TreeUnit } from '@weft/contracts/vocabulary'

/** The id of a past wave's unit: version 5 of (wave, path), so that two waves never share one. The root's path is empty. */
export const unitIdOf = (waveId: string, path: readonly string[]) => v5(JSON.stringify(path), waveId)

/** The tree of all given paths and what lies above them: the root first, every parent before its children, siblings by name. */
export function treeOf (waveId: string, organisation: string, paths: Iterable<readonly string[]>): TreeUnit[] {
  const units = new Map<string, { path: readonly string[], unit: TreeUnit }>()
  const add = (path: readonly string[]): string => {
    const unitId = unitIdOf(waveId, path)
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
