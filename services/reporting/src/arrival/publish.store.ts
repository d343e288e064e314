import type { ReleaseReply } from '@weft/contracts/reporting/api'
import type { Release, Score, ScoreValue } from '@weft/contracts/scoring/events'
import type { TreeUnit } from '@weft/contracts/vocabulary'
import type { Sql } from '@weft/service-kit/database'
import { digest } from './digest.ts'
import { childrenOf, isTree, placesOf } from './tree.ts'

export type Fault = NonNullable<ReleaseReply['fault']>
const PAGE = 5_000

/** A release of which at least as many parts are there as its manifest counts, and no fault was found yet. */
export async function nextArrived (sql: Sql): Promise<Release | null> {
  const { rows } = await sql.query<{ manifest: Release }>(/* sql */ `
    select m.manifest
      from arrived_manifest m
     where m.fault is null
       and (select count(*) from arrived_tree t where t.release_id = m.release_id) >= (m.manifest ->> 'treeChunks')::int
       and (select count(*) from arrived_score s where s.release_id = m.release_id) >= (m.manifest ->> 'scores')::int
     order by m.manifest ->> 'waveId', (m.manifest ->> 'number')::int
     limit 1`)
  return rows[0]?.manifest ?? null
}

/** Moves a release from its parts to what everybody reads, or gives the reason why not. The caller's transaction makes it visible at once. */
export async function publish (tx: Sql, manifest: Release): Promise<Fault | null> {
  // One at a time, so that the order of `seq` is the order in which releases become visible: a stream never passes one by.
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('publish', 0))`)
  // Tables filled a moment ago have no statistics: left alone, the planner takes them for empty and joins row by row.
  await tx.query(/* sql */ `set local enable_nestloop = off`)
  await tx.query(/* sql */ `set local enable_sort = off`)
  const units = await arrivedUnits(tx, manifest.releaseId)
  if (!isTree(units)) return 'tree'
  const fault = await faultOfScores(tx, manifest, new Set(units.map(unit => unit.unitId)))
  if (fault !== null) return fault
  await insertRelease(tx, manifest)
  await insertUnits(tx, manifest.releaseId, units)
  await moveScores(tx, manifest)
  await forgetParts(tx, manifest.releaseId)
  return null
}

export async function markFaulty (sql: Sql, releaseId: string, fault: Fault): Promise<void> {
  await sql.query(/* sql */ `
    update arrived_manifest m
       set fault = $2
     where m.release_id = $1`,
    [releaseId, fault])
}

async function arrivedUnits (tx: Sql, releaseId: string): Promise<TreeUnit[]> {
  const { rows } = await tx.query<{ units: TreeUnit[] }>(/* sql */ `
    select t.units
      from arrived_tree t
     where t.release_id = $1
     order by t.chunk`,
    [releaseId])
  return rows.flatMap(row => row.units)
}

async function faultOfScores (tx: Sql, { releaseId, waveId, factors, scores, sha256 }: Release, units: ReadonlySet<string>): Promise<Fault | null> {
  const known = new Set(factors.map(factor => factor.factorId))
  const sum = digest()
  let count = 0
  let last: Pick<Score, 'unitId' | 'factorId'> = { unitId: '', factorId: '' }
  while (true) {
    const page = await arrivedScores(tx, releaseId, last)
    if (page.some(score => !units.has(score.unitId) || !known.has(score.factorId))) return 'stray-score'
    sum.add(page.map(score => ({ releaseId, waveId, ...score })))
    count += page.length
    if (page.length < PAGE) break
    last = page.at(-1) as Score
  }
  if (count !== scores) return 'too-many-parts'
  return sum.hex() === sha256 ? null : 'checksum' // guard: whole or not at all
}

async function arrivedScores (tx: Sql, releaseId: string, { unitId, factorId }: Pick<Score, 'unitId' | 'factorId'>) {
  const { rows } = await tx.query<{ unitId: string, factorId: string, value: ScoreValue }>(/* sql */ `
    select s.unit_id as "unitId", s.factor_id as "factorId", s.value
      from arrived_score s
     where s.release_id = $1 and (s.unit_id, s.factor_id) > ($2, $3)
     order by s.unit_id, s.factor_id
     limit $4`,
    [releaseId, unitId, factorId, PAGE])
  return rows
}

async function insertRelease (tx: Sql, manifest: Release): Promise<void> {
  await tx.query(/* sql */ `
    insert into release (release_id, seq, wave_id, supersedes, closed_on, scores, manifest)
    select $1, coalesce(max(r.seq), 0) + 1, $2, $3, $4, $5, $6
      from release r`,
    [manifest.releaseId, manifest.waveId, manifest.supersedes, manifest.closedOn, manifest.scores, JSON.stringify(manifest)])
}

async function insertUnits (tx: Sql, releaseId: string, units: readonly TreeUnit[]): Promise<void> {
  const places = placesOf(units)
  await tx.query(/* sql */ `
    insert into release_tree (release_id, unit_id, parent_id, name, below, place, last)
    select $1, u.unit_id, u.parent_id, u.name, u.below, u.place, u.last
      from unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::int[], $7::int[]) as u (unit_id, parent_id, name, below, place, last)`,
    [releaseId, units.map(unit => unit.unitId), units.map(unit => unit.parentId), units.map(unit => unit.name), childrenOf(units), places.map(one => one.place), places.map(one => one.last)])
  await tx.query(/* sql */ `
    insert into release_unit (release_id, unit_id, parent_id, name, below, place, scores)
    select $1, u.unit_id, u.parent_id, u.name, u.below, u.place, coalesce(s.scores, '{}')
      from release_tree u
      left join (select a.unit_id, json_object_agg(a.factor_id, a.value) as scores
                   from arrived_score a
                  where a.release_id = $1
                  group by a.unit_id) s on s.unit_id = u.unit_id
     where u.release_id = $1`,
    [releaseId])
}

async function moveScores (tx: Sql, { releaseId, scores }: Release): Promise<void> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into score (release_id, place, unit_id, factor_id, value)
    select s.release_id, row_number() over (order by s.unit_id, s.factor_id), s.unit_id, s.factor_id, s.value
      from arrived_score s
     where s.release_id = $1`,
    [releaseId])
  // A part that came between the count and here belongs to nobody: everything goes back and is looked at again.
  if (rowCount !== scores) throw new Error(`Release ${releaseId} changed while it was checked`)
}

async function forgetParts (tx: Sql, releaseId: string): Promise<void> {
  await tx.query(/* sql */ `
    with manifest as (delete from arrived_manifest m where m.release_id = $1),
         tree as (delete from arrived_tree t where t.release_id = $1)
    delete from arrived_score s where s.release_id = $1`,
    [releaseId])
}
