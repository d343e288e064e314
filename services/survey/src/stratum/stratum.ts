import type { Stratum, TreeUnit } from '@weft/contracts/vocabulary'
import { coarsen } from '@weft/service-kit/coarsening'

export type Recoarsened = { from: Stratum, to: Stratum }

/**
 * The second coarsening: each stratum found on sheets → the one its sheets leave with, so that at least `atLeast` of the sheets
 * sent carry it (a wave with fewer sheets in all keeps one, at the top). Same rule as at launch, on those who answered.
 */
export function recoarsen (tree: readonly TreeUnit[], bands: readonly string[], counts: readonly { stratum: Stratum, count: number }[], atLeast: number): Recoarsened[] {
  const nodes = tree.map(({ unitId, parentId }) => ({ id: unitId, parent: parentId }))
  const placeOf = coarsen(nodes, bands, counts.map(({ stratum, count }) => ({ node: stratum.unitId, bands: stratum.bands, count })), atLeast)
  return counts.map(({ stratum }) => {
    const { node, bands: kept } = placeOf({ node: stratum.unitId, bands: stratum.bands })
    return { from: stratum, to: { unitId: node, bands: { ...kept } } }
  })
}
