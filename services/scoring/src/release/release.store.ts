import { releasePublished, releaseTreePublished, scoreReleased, type Release, type Score } from '@weft/contracts/scoring/events'
import type { TreeUnit } from '@weft/contracts/vocabulary'
import { canonical } from '@weft/service-kit/checksum'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { planOf } from '../instrument/plan.ts'
import { talliesOf } from '../tally/tally.store.ts'
import { unitsOf } from '../tree/tree.store.ts'
import { findWave } from '../wave/wave.store.ts'
import { scoreIdOf, type releaseOf, type Released } from './release.ts'
import { treeChunksOf, treeIdOf } from './tree-chunk.ts'

const CHUNK = 5_000

type Stored = Omit<Parameters<typeof releaseOf>[0], 'number' | 'supersedes'>

/** All that a release of this wave is made of; undefined when the wave or its instrument is not known. */
export async function readInput (sql: Sql, waveId: string): Promise<Stored | undefined> {
  const found = await findWave(sql, waveId)
  if (found === undefined) return undefined
  const plan = planOf(found.instrument)
  return { ...found, plan, units: await unitsOf(sql, waveId), tallies: await talliesOf(sql, plan, waveId) }
}

/** Stores a release with its ledger entries and its events: tree, scores, the manifest last. `day`: YYYY-MM-DD, for the events. */
export async function publish (tx: Sql, { manifest, scores, units }: Released & { units: readonly TreeUnit[] }, day: string): Promise<void> {
  const { releaseId, waveId, number, sha256 } = manifest
  const chunks = treeChunksOf(units.map(({ unitId, parentId, name }) => ({ unitId, parentId, name })))
  const release: Release = { ...manifest, treeChunks: chunks.length }
  await tx.query(/* sql */ `
    insert into release (release_id, wave_id, number, scores, sha256, manifest) values ($1, $2, $3, $4, $5, $6)`,
    [releaseId, waveId, number, scores.length, sha256, release])
  await appendToOutbox(tx, chunks.map((units, chunk) =>
    eventOf(releaseTreePublished, { id: treeIdOf(releaseId, chunk), key: waveId, time: day, data: { releaseId, waveId, chunk, units } })))
  for (let from = 0; from < scores.length; from += CHUNK) await publishScores(tx, scores.slice(from, from + CHUNK), day)
  await appendToOutbox(tx, [eventOf(releasePublished, { id: releaseId, key: waveId, time: day, data: release })])
}

async function publishScores (tx: Sql, scores: readonly Score[], day: string): Promise<void> {
  const shown = scores.filter(score => score.value.kind === 'shown')
  await tx.query(/* sql */ `
    insert into release_ledger (release_id, unit_id, factor_id, value)
    select l.release_id, l.unit_id, l.factor_id, l.value
      from unnest($1::uuid[], $2::text[], $3::text[], $4::json[]) as l (release_id, unit_id, factor_id, value)`,
    [shown.map(score => score.releaseId), shown.map(score => score.unitId), shown.map(score => score.factorId), shown.map(score => canonical(score.value))])
  await appendToOutbox(tx, scores.map(score => eventOf(scoreReleased, { id: scoreIdOf(score), key: score.unitId, time: day, data: score })))
}

type ReleaseRow = { releaseId: string, number: number, scores: number, sha256: string }

/** Releases of a wave, oldest first. */
export async function releasesOf (sql: Sql, waveId: string): Promise<ReleaseRow[]> {
  const { rows } = await sql.query<ReleaseRow>(/* sql */ `
    select r.release_id as "releaseId", r.number, r.scores, r.sha256
      from release r
     where r.wave_id = $1
     order by r.number
     limit 100`,
    [waveId])
  return rows
}
