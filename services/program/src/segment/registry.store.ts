import type { Segment, SegmentsReply } from '@weft/contracts/program/segment-api'
import type { Sql } from '@weft/service-kit/database'

type Row = Omit<Segment, 'voice'> & { voiceId: string | null, voiceName: string | null, views: number, contradictions: number, openConflicts: number, byOne: number, compared: boolean }

/** A page of the registry by name, with stored figures; `after`: the place of the last one before. */
export async function segmentsOf (sql: Sql, { like, state, after, most }: { like: string, state: 'active' | 'ended', after: { name: string, id: string | null }, most: number }): Promise<Row[]> {
  const { rows } = await sql.query<Row>(/* sql */ `
    select s.segment_id as "segmentId", s.name, s.description, s.customers, s.state, s.version, s.voice_id as "voiceId", p.name as "voiceName", s.compared_version = s.views_version as compared,
           (select coalesce(max(a.version), 0) from persona a where a.segment_id = s.segment_id) as "personaVersion",
           (select count(*) from customer_view v where v.segment_id = s.segment_id and v.version > 0) as views,
           (select count(*) from view_conflict c where c.segment_id = s.segment_id and c.state = 'open') as "openConflicts",
           coalesce(d.contradictions, 0) as contradictions, coalesce(d.by_one, 0) as "byOne"
      from segment s
      left join person p on p.person_id = s.voice_id
      left join segment_divergence d using (segment_id)
     where s.state = $1 and (strpos(lower(s.name), lower($2)) > 0 or strpos(lower(s.description), lower($2)) > 0) and ($4::uuid is null or (s.name, s.segment_id) > ($3, $4))
     order by s.name, s.segment_id
     limit $5`,
    [state, like, after.name, after.id, most])
  return rows
}

/** The whole at a glance, of active segments. */
export async function wholeOf (sql: Sql): Promise<NonNullable<SegmentsReply['whole']>> {
  const { rows: [whole] } = await sql.query<NonNullable<SegmentsReply['whole']>>(/* sql */ `
    with one as (
      select s.segment_id, exists (select from person p where p.person_id = s.voice_id) as voiced, exists (select from persona a where a.segment_id = s.segment_id) as agreed,
             (select count(*) from customer_view v where v.segment_id = s.segment_id and v.version > 0) as views,
             (select count(*) from view_conflict c where c.segment_id = s.segment_id and c.state = 'open') as open,
             coalesce(d.contradictions, 0) as contradictions, coalesce(d.by_one, 0) as by_one
        from segment s
        left join segment_divergence d using (segment_id)
       where s.state = 'active'
    )
    select count(*) as segments, count(*) filter (where not one.voiced) as "withoutVoice", count(*) filter (where one.agreed) as agreed,
           count(*) filter (where one.views = 0) as uncovered, count(*) filter (where one.views = 1) as "oneView",
           coalesce(sum(one.contradictions), 0)::int as contradictions, coalesce(sum(one.open), 0)::int as open, coalesce(sum(one.by_one), 0)::int as "byOne",
           (select count(*) from customer_view v where v.segment_id is null) as unmapped
      from one`)
  if (whole === undefined) throw new Error('A count without a group gives one row')
  return whole
}
