import { createHash } from 'node:crypto'
import type { Release, ScoreValue } from '@weft/contracts/scoring/events'
import { canonical } from '@weft/service-kit/checksum'
import type { Sql } from '@weft/service-kit/database'
import type { Fault } from './arrival.store.ts'

const PAGE = 5_000

/** Moves what a release shows to where it is read from, or gives the reason why not. The caller's transaction makes it visible at once. */
export async function takeIn (tx: Sql, manifest: Release): Promise<Fault | null> {
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('take in a release', 0))`)
  const fault = await faultOf(tx, manifest)
  if (fault !== null) return fault
  const { releaseId, waveId, number, supersedes, title, closedOn, factors, instrument } = manifest
  await tx.query(/* sql */ `
    insert into released (release_id, wave_id, number, supersedes, title, closed_on, instrument_id) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [releaseId, waveId, number, supersedes, title, closedOn, instrument.instrumentId])
  const measured = factors.flatMap(({ factorId, discipline, min, max }) => discipline === null ? [] : [{ factorId, discipline, min, max }])
  await tx.query(/* sql */ `
    insert into released_mean (release_id, unit_id, discipline, n, mean, score, standard_error, scale_min, scale_max)
    select a.release_id, a.unit_id, f.discipline, (a.value ->> 'n')::int, (a.value ->> 'mean')::numeric, (a.value ->> 'score')::numeric, (a.value #>> '{interval,standardError}')::numeric, f.min, f.max
      from arrived_score a
      join unnest($2::text[], $3::text[], $4::smallint[], $5::smallint[]) as f (factor_id, discipline, min, max) using (factor_id)
     where a.release_id = $1 and a.value ->> 'kind' = 'shown'
    on conflict do nothing`,
    [releaseId, measured.map(({ factorId }) => factorId), measured.map(({ discipline }) => discipline), measured.map(({ min }) => min), measured.map(({ max }) => max)])
  await tx.query(/* sql */ `with manifest as (delete from arrived_manifest m where m.release_id = $1) delete from arrived_score s where s.release_id = $1`, [releaseId])
  return null
}

/** The manifest's SHA-256 is over the canonical JSON of all its scores, by unit id and then factor id, both by code point. */
async function faultOf (tx: Sql, { releaseId, waveId, scores, sha256 }: Release): Promise<Fault | null> {
  const sum = createHash('sha256').update('[')
  let [count, unitId, factorId] = [0, '', '']
  for (let full = true; full;) {
    const { rows } = await tx.query<{ unitId: string, factorId: string, value: ScoreValue }>(/* sql */ `
      select s.unit_id as "unitId", s.factor_id as "factorId", s.value
        from arrived_score s
       where s.release_id = $1 and (s.unit_id, s.factor_id) > ($2, $3)
       order by s.unit_id, s.factor_id
       limit $4`,
      [releaseId, unitId, factorId, PAGE])
    for (const [at, score] of rows.entries()) sum.update(`${count + at === 0 ? '' : ','}${canonical({ releaseId, waveId, ...score })}`)
    count += rows.length
    full = rows.length === PAGE
    ;({ unitId, factorId } = rows.at(-1) ?? { unitId, factorId })
  }
  if (count !== scores) return 'too-many-parts'
  return sum.update(']').digest('hex') === sha256 ? null : 'checksum' // guard: whole or not at all, for commitments
}
