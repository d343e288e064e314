import type { ViewContent } from '@weft/contracts/program/view-api'
import type { Sql } from '@weft/service-kit/database'
import { statementsOf } from './view.ts'

type Row = { viewId: string, segmentId: string | null, segmentName: string | null, unitId: string, unitName: string, called: string, version: number, content: ViewContent }

/** Statements of a page of views, for a file: segment, its name, unit, its name, called, version, field, statement. */
export async function viewLines (sql: Sql, after: string | null, most: number): Promise<{ rows: (string | number)[][], next: string | null }> {
  const { rows } = await sql.query<Row>(/* sql */ `
    select v.view_id as "viewId", v.segment_id as "segmentId", s.name as "segmentName", v.unit_id as "unitId", coalesce(u.name, v.unit_id) as "unitName", v.called, v.version, v.content
      from customer_view v
      left join unit u using (unit_id)
      left join segment s using (segment_id)
     where v.version > 0 and ($1::uuid is null or v.view_id > $1)
     order by v.view_id
     limit $2`,
    [after, most])
  const lines = rows.flatMap(({ segmentId, segmentName, unitId, unitName, called, version, content }) =>
    statementsOf(content).map(({ field, text }) => [segmentId ?? '', segmentName ?? '', unitId, unitName, called, version, field, text]))
  return { rows: lines, next: rows.length < most ? null : rows.at(-1)?.viewId ?? null }
}
