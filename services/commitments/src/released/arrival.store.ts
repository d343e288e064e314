import type { Release, Score } from '@weft/contracts/scoring/events'
import type { Sql } from '@weft/service-kit/database'

// What comes again, or after its release was taken in, changes nothing: the first of its kind counts, and the manifest's SHA-256 judges it.

export async function keepManifest (tx: Sql, manifest: Release): Promise<void> {
  await tx.query(/* sql */ `
    insert into arrived_manifest (release_id, manifest)
    select $1, $2 where not exists (select from released r where r.release_id = $1)
    on conflict do nothing`,
    [manifest.releaseId, JSON.stringify(manifest)])
}

export async function keepScores (tx: Sql, scores: readonly Score[]): Promise<void> {
  await tx.query(/* sql */ `
    insert into arrived_score (release_id, unit_id, factor_id, value)
    select s.release_id, s.unit_id, s.factor_id, s.value
      from unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[]) as s (release_id, unit_id, factor_id, value)
     where not exists (select from released r where r.release_id = s.release_id)
    on conflict do nothing`,
    [scores.map(score => score.releaseId), scores.map(score => score.unitId), scores.map(score => score.factorId), scores.map(score => JSON.stringify(score.value))])
}

/** A release of which as many scores are there as its manifest counts, and no fault was found yet. */
export async function nextArrived (sql: Sql): Promise<Release | null> {
  const { rows: [next] } = await sql.query<{ manifest: Release }>(/* sql */ `
    select m.manifest
      from arrived_manifest m
     where m.fault is null and (select count(*) from arrived_score s where s.release_id = m.release_id) >= (m.manifest ->> 'scores')::int
     order by m.manifest ->> 'waveId', (m.manifest ->> 'number')::int
     limit 1`)
  return next?.manifest ?? null
}

export async function markFaulty (sql: Sql, releaseId: string, fault: Fault): Promise<void> {
  await sql.query(/* sql */ `update arrived_manifest set fault = $2 where release_id = $1`, [releaseId, fault])
}

export type Fault = 'too-many-parts' | 'checksum'
