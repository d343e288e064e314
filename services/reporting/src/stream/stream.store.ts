import type { Release, Score, ScoreValue } from '@weft/contracts/scoring/events'
import type { Sql } from '@weft/service-kit/database'
import type { Happening } from './message.ts'
import type { Position } from './position.ts'

type Next = { seq: number, releaseId: string, waveId: string, scores: number, manifest: Release }

/** What follows a position, in order, at most `limit` scores and never past the end of one release; empty when nothing does yet. */
export async function happeningsAfter (sql: Sql, after: Position, limit: number): Promise<Happening[]> {
  const next = await releaseAfter(sql, after)
  if (next === undefined) return []
  const { seq, scores, manifest } = next
  const from = seq === after.seq ? after.index : 0
  const happenings: Happening[] = (await scoresAfter(sql, next, from, limit))
    .map(({ place, score }) => ({ position: { seq, index: place }, event: 'score-released', data: score }))
  if (from + happenings.length === scores) happenings.push({ position: { seq, index: scores + 1 }, event: 'release-published', data: manifest })
  return happenings
}

/** The place in the stream of the newest release; 0 before the first. */
export async function newestSeq (sql: Sql): Promise<number> {
  const { rows: [row] } = await sql.query<{ newest: number }>(/* sql */ `
    select coalesce(max(r.seq), 0) as newest
      from release r`)
  return row?.newest ?? 0
}

export async function positionExists (sql: Sql, { seq, index }: Position): Promise<boolean> {
  if (seq === 0) return index === 0
  const { rows } = await sql.query(/* sql */ `
    select from release r
     where r.seq = $1 and r.scores + 1 >= $2`,
    [seq, index])
  return rows.length > 0
}

async function releaseAfter (sql: Sql, { seq, index }: Position): Promise<Next | undefined> {
  const { rows: [row] } = await sql.query<Next>(/* sql */ `
    select r.seq, r.release_id as "releaseId", r.wave_id as "waveId", r.scores, r.manifest
      from release r
     where r.seq > $1 or (r.seq = $1 and r.scores + 1 > $2)
     order by r.seq
     limit 1`,
    [seq, index])
  return row
}

async function scoresAfter (sql: Sql, { releaseId, waveId }: Next, place: number, limit: number): Promise<{ place: number, score: Score }[]> {
  const { rows } = await sql.query<{ place: number, unitId: string, factorId: string, value: ScoreValue }>(/* sql */ `
    select s.place, s.unit_id as "unitId", s.factor_id as "factorId", s.value
      from score s
     where s.release_id = $1 and s.place > $2 and s.place <= $2::int + $3::int
     order by s.place`,
    [releaseId, place, limit])
  return rows.map(({ place, unitId, factorId, value }) => ({ place, score: { releaseId, waveId, unitId, factorId, value } }))
}
