import type { Stratum, TreeUnit } from '@weft/contracts/vocabulary'
import { byCodePoint } from '@weft/service-kit/checksum'
import { coarsen } from '@weft/service-kit/coarsening'
import { mergedIn, poolTree } from '@weft/service-kit/pooling'

export type Recoarsened = { from: Stratum, to: Stratum }

/**
 * The second coarsening: each stratum found on sheets → the one its sheets leave with, so that at least `atLeast` of the sheets
 * sent carry it (a wave with fewer sheets in all keeps one, at the top). Same rule as at launch, on those who answered.
 */
export function recoarsen (tree: readonly TreeUnit[], bands: readonly string[], counts: readonly { stratum: Stratum, count: number }[], atLeast: number): Recoarsened[] {
  const placeOf = coarsen(nodesOf(tree), bands, counts.map(({ stratum, count }) => ({ node: stratum.unitId, bands: stratum.bands, count })), atLeast)
  return counts.map(({ stratum }) => {
    const { node, bands: kept } = placeOf({ node: stratum.unitId, bands: stratum.bands })
    return { from: stratum, to: { unitId: node, bands: { ...kept } } }
  })
}

/** The units that `recoarsen` takes people out of while something below them keeps a stratum: what is left there is not the whole unit. Sorted. */
export function mergedUnits (tree: readonly TreeUnit[], counts: readonly { stratum: Stratum, count: number }[], atLeast: number): string[] {
  const nodes = nodesOf(tree)
  const held = new Map<string, number>()
  for (const { stratum: { unitId }, count } of counts) held.set(unitId, (held.get(unitId) ?? 0) + count)
  return [...mergedIn(nodes, poolTree(nodes, held, atLeast))].sort(byCodePoint)
}

const nodesOf = (tree: readonly TreeUnit[]) => tree.map(({ unitId, parentId }) => ({ id: unitId, parent: parentId }))
