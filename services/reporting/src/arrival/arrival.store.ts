import type { Release, ReleaseTree, Score } from '@weft/contracts/scoring/events'
import type { Sql } from '@weft/service-kit/database'

// What comes again, or after its release was published, changes nothing: the first of its kind counts, and the manifest's SHA-256 judges it.

export async function keepManifest (tx: Sql, manifest: Release): Promise<void> {
  await tx.query(/* sql */ `
    insert into arrived_manifest (release_id, manifest)
    select $1, $2
     where not exists (select from release r where r.release_id = $1)
    on conflict do nothing`,
    [manifest.releaseId, JSON.stringify(manifest)])
}

export async function keepTreeChunk (tx: Sql, { releaseId, chunk, units }: ReleaseTree): Promise<void> {
  await tx.query(/* sql */ `
    insert into arrived_tree (release_id, chunk, units)
    select $1, $2, $3
     where not exists (select from release r where r.release_id = $1)
    on conflict do nothing`,
    [releaseId, chunk, JSON.stringify(units)])
}

export async function keepScores (tx: Sql, scores: readonly Score[]): Promise<void> {
  await tx.query(/* sql */ `
    insert into arrived_score (release_id, unit_id, factor_id, value)
    select s.release_id, s.unit_id, s.factor_id, s.value
      from unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[]) as s (release_id, unit_id, factor_id, value)
     where not exists (select from release r where r.release_id = s.release_id)
    on conflict do nothing`,
    [
      scores.map(score => score.releaseId), scores.map(score => score.unitId),
      scores.map(score => score.factorId), scores.map(score => JSON.stringify(score.value))
    ])
}
