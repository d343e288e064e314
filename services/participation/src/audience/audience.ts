import { audienceCompleted, audienceHashesFrozen, audienceUnitsFrozen, MOST_PER_CHUNK } from '@weft/contracts/participation/events'
import type { Stratum, TreeUnit } from '@weft/contracts/vocabulary'
import { coarsen } from '@weft/service-kit/coarsening'
import { chunksOf } from '@weft/service-kit/chunk'
import { eventOf, type OutEvent } from '@weft/service-kit/event'
import { mergedIn, poolTree } from '@weft/service-kit/pooling'
import { hashOfToken, tokenOf } from './token.ts'

export type AudiencePerson = { personId: string, unitId: string, bands: Record<string, string>, since: string }
/** `merged`: coarse strata count some of its own people in a unit above. */
export type AudienceUnit = TreeUnit & { since: string, merged?: boolean }
export type AudienceWave = { waveId: string, threshold: number, bands: readonly string[], launchedOn: string }

type Entry = { hash: string, stratum: Stratum }

const NEW_DAYS = 30

/** Why these people cannot be an audience, in a sentence; null when they can. */
export function refusalOf (people: number, threshold: number): string | null {
  if (people >= threshold) return null
  const there = people === 0 ? 'The directory holds nobody' : people === 1 ? 'The directory holds 1 person' : `The directory holds ${people} people`
  return `${there}, and results of this wave are shown for groups of ${threshold} and more. Import your people, then the audience is frozen by itself.`
}

/** Of these, how many are known only since the 30 days before the launch: somebody invented for the occasion could unmask a real one. */
export function newcomers (known: readonly { since: string }[], launchedOn: string): number {
  const first = new Date(Date.parse(launchedOn) - NEW_DAYS * 86_400_000).toISOString().slice(0, 10)
  return known.filter(({ since }) => since > first).length
}

/** Everybody's token hash with the coarsened stratum, sorted by hash: the order tells nothing of the people. */
export function entriesOf (wave: AudienceWave, units: readonly AudienceUnit[], people: readonly AudiencePerson[], vaultKey: Buffer): Entry[] {
  const placed = people.map(({ personId, unitId, bands }) => ({ personId, node: unitId, bands: declared(bands, wave.bands) }))
  const nodes = units.map(({ unitId, parentId }) => ({ id: unitId, parent: parentId }))
  const coarsened = coarsen(nodes, wave.bands, placed.map(({ node, bands }) => ({ node, bands, count: 1 })), wave.threshold)
  return placed
    .map(place => {
      const { node, bands } = coarsened(place)
      return { hash: hashOfToken(tokenOf(vaultKey, wave.waveId, place.personId)), stratum: { unitId: node, bands: { ...bands } } }
    })
    .sort((a, b) => a.hash < b.hash ? -1 : 1)
}

/** Notes units whose own people are invited under a unit above while others stay below: what is left below is not the whole unit. */
export function markMerged<Unit extends AudienceUnit> (units: readonly Unit[], people: readonly AudiencePerson[], threshold: number): Unit[] {
  const nodes = units.map(({ unitId, parentId }) => ({ id: unitId, parent: parentId }))
  const counts = new Map([...Map.groupBy(people, person => person.unitId)].map(([unitId, there]) => [unitId, there.length]))
  const merged = mergedIn(nodes, poolTree(nodes, counts, threshold))
  return units.map(unit => merged.has(unit.unitId) ? { ...unit, merged: true } : unit)
}

const declared = (bands: Record<string, string>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap(name => Object.hasOwn(bands, name) ? [[name, bands[name] ?? '']] : []))

/** The hand-over to survey: units in chunks, hashes in chunks, then how many of each. `day` is a date: no time crosses to the answers. */
export function audienceEvents (waveId: string, units: readonly AudienceUnit[], entries: readonly Entry[], newId: () => string, day: string): OutEvent[] {
  const trees = chunksOf(units.map(({ unitId, parentId, name, merged }) => ({ unitId, parentId, name, ...(merged === true && { merged }) })), MOST_PER_CHUNK)
  const hashes = chunksOf(entries, MOST_PER_CHUNK)
  const envelope = () => ({ id: newId(), key: waveId, time: day })
  return [
    ...trees.map((chunk, i) => eventOf(audienceUnitsFrozen, { ...envelope(), data: { waveId, chunk: i, units: chunk } })),
    ...hashes.map((chunk, i) => eventOf(audienceHashesFrozen, { ...envelope(), data: { waveId, chunk: trees.length + i, entries: chunk } })),
    eventOf(audienceCompleted, { ...envelope(), data: { waveId, chunks: trees.length + hashes.length, units: units.length, hashes: entries.length } })
  ]
}
