import type { ViewContent } from '@weft/contracts/program/view-api'
import type { Sql } from '@weft/service-kit/database'
import { inTransaction } from '@weft/service-kit/database'
import type { Deps } from '../deps.ts'
import { shippedWordMap } from '../meaning/word-map.store.ts'
import { findSegment, lockSegments } from '../segment/segment.store.ts'
import { statementsOf } from '../view/view.ts'
import { findingsOf, METHOD } from './findings.ts'
import { groupsOf, pairKey, type Looked, type PairFindings } from './group.ts'
import { queueChanges } from './queue.store.ts'

/** The job that compares what has changed. */
export const COMPARE_VIEWS = 'compare-views'

type Compared = Looked & { content: ViewContent }

/** Current views of a segment, lowest id first: a pair has its lower id first. */
async function viewsOf (tx: Sql, segmentId: string): Promise<Compared[]> {
  const { rows } = await tx.query<Omit<Compared, 'statements'>>(/* sql */ `
    select v.view_id as "viewId", v.unit_id as "unitId", coalesce(u.name, v.unit_id) as "unitName", v.version, v.content
      from customer_view v
      left join unit u using (unit_id)
     where v.segment_id = $1 and v.version > 0
     order by v.view_id`,
    [segmentId])
  return rows.map(view => ({ ...view, statements: statementsOf(view.content) }))
}

/** Findings of every pair: those of unchanged versions from before, the others anew. */
async function pairsOf (tx: Sql, views: readonly Compared[]): Promise<Map<string, PairFindings>> {
  const { rows } = await tx.query<{ viewA: string, viewB: string, versionA: number, versionB: number, findings: PairFindings }>(/* sql */ `
    select p.view_a as "viewA", p.view_b as "viewB", p.version_a as "versionA", p.version_b as "versionB", p.findings
      from view_pair p
     where p.view_a = any ($1) and p.view_b = any ($1) and p.method = $2`,
    [views.map(({ viewId }) => viewId), METHOD])
  const before = new Map(rows.map(row => [pairKey(row.viewA, row.viewB), row]))
  const pairs = new Map<string, PairFindings>()
  for (const [place, a] of views.entries()) {
    for (const b of views.slice(place + 1)) {
      const key = pairKey(a.viewId, b.viewId)
      const kept = before.get(key)
      const isCurrent = kept?.versionA === a.version && kept.versionB === b.version
      const findings = isCurrent ? kept.findings : findingsOf({ department: a.unitName, ...a.content }, { department: b.unitName, ...b.content }, shippedWordMap())
      if (!isCurrent) await keepPair(tx, a, b, findings)
      pairs.set(key, findings)
    }
  }
  return pairs
}

async function keepPair (tx: Sql, a: Compared, b: Compared, findings: PairFindings): Promise<void> {
  await tx.query(/* sql */ `
    insert into view_pair as p (view_a, view_b, version_a, version_b, method, findings) values ($1, $2, $3, $4, $5, $6)
    on conflict (view_a, view_b) do update set version_a = excluded.version_a, version_b = excluded.version_b, method = excluded.method, findings = excluded.findings`,
    [a.viewId, b.viewId, a.version, b.version, METHOD, JSON.stringify(findings)])
}

/** Compares all views of a segment and stores what was found, with the versions it was computed from. */
export async function compareSegment ({ pool, now, newId }: Pick<Deps, 'pool' | 'now' | 'newId'>, segmentId: string): Promise<void> {
  await inTransaction(pool, async tx => {
    await lockSegments(tx, [segmentId])
    const segment = await findSegment(tx, segmentId)
    if (segment.comparedVersion >= segment.viewsVersion) return
    const views = await viewsOf(tx, segmentId)
    const pairs = await pairsOf(tx, views)
    const found = groupsOf(views, pairs)
    await queueChanges(tx, segmentId, pairs, { now: now(), newId })
    await tx.query(/* sql */ `
      insert into segment_divergence as d (segment_id, computed_at, views, view_count, contradictions, by_one, found) values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (segment_id) do update
         set computed_at = excluded.computed_at, views = excluded.views, view_count = excluded.view_count,
             contradictions = excluded.contradictions, by_one = excluded.by_one, found = excluded.found`,
      [segmentId, now(), JSON.stringify(views.map(({ viewId, version }) => ({ viewId, version }))), views.length, found.contradictions, found.byOne.length, JSON.stringify(found)])
    await tx.query(/* sql */ `update segment set compared_version = $2 where segment_id = $1`, [segmentId, segment.viewsVersion])
  })
}

/** Segments whose views have changed since they were compared. */
export async function segmentsToCompare (sql: Sql, most: number): Promise<string[]> {
  const { rows } = await sql.query<{ segmentId: string }>(/* sql */ `
    select s.segment_id as "segmentId" from segment s where s.compared_version < s.views_version order by s.segment_id limit $1`,
    [most])
  return rows.map(({ segmentId }) => segmentId)
}
