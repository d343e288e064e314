import type { Overlap, OverlapKind, OverlapSide } from '@weft/contracts/program/overlap-api'
import type { Sql } from '@weft/service-kit/database'
import type { Finding, Project } from './project.ts'

/** Those that go on: what has ended overlaps with nothing. */
const goesOn = /* sql */ `('undecided', 'kept', 'adopted')`

/** What tells one portfolio from another: how many projects, the sum of their versions. A version never goes back, so a change always shows. */
export async function portfolioNow (sql: Sql): Promise<string> {
  const { rows: [now] } = await sql.query<{ portfolio: string }>(/* sql */ `select concat(count(*), '/', coalesce(sum(i.version), 0)) as portfolio from initiative i`)
  return now?.portfolio ?? ''
}

export async function lastRun (sql: Sql): Promise<{ portfolio: string, projects: number, lookedAt: Date } | undefined> {
  const { rows: [run] } = await sql.query<{ portfolio: string, projects: number, lookedAt: Date }>(/* sql */ `select r.portfolio, r.projects, r.looked_at as "lookedAt" from overlap_run r`)
  return run
}

export async function projectsThatGoOn (sql: Sql): Promise<Project[]> {
  const { rows } = await sql.query<Project>(/* sql */ `
    select i.initiative_id as id, i.title, i.goal, coalesce(o.name, i.owner) as owner, i.owner_id as "ownerId", coalesce(s.name, i.sponsor) as sponsor, i.sponsor_id as "sponsorId",
           coalesce(u.name, i.unit) as unit, i.unit_id as "unitId", i.disciplines, i.segments, i.customers, i.source_file as list
      from initiative i
      left join person o on o.person_id = i.owner_id
      left join person s on s.person_id = i.sponsor_id
      left join unit u on u.unit_id = i.unit_id
     where i.state in ${goesOn}
     order by i.number`)
  return rows
}

/** Puts the findings in the place of those before, all at once. */
export async function saveFindings (tx: Sql, findings: readonly Finding[], run: { portfolio: string, projects: number, now: Date }): Promise<void> {
  await tx.query(/* sql */ `delete from overlap_finding`)
  await tx.query(/* sql */ `
    insert into overlap_finding (place, kind, a, b, sure, reasons)
    select f.place, f.kind, f.a, f.b, f.sure, f.reasons
      from jsonb_to_recordset($1::jsonb) as f (place integer, kind text, a uuid, b uuid, sure real, reasons jsonb)`,
    [JSON.stringify(findings.map(({ kind, a, b, sure, reasons }, place) => ({ place: place + 1, kind, a, b, sure, reasons })))])
  await tx.query(/* sql */ `
    insert into overlap_run (portfolio, projects, looked_at) values ($1, $2, $3)
    on conflict (one) do update set portfolio = excluded.portfolio, projects = excluded.projects, looked_at = excluded.looked_at`,
    [run.portfolio, run.projects, run.now])
}

/** The texts of two projects as they are, as one figure: a dismissal holds for these and no others. */
const texts = (a: string, b: string) => /* sql */ `md5(concat_ws(E'\\x01', ${a}.title, ${a}.goal, ${a}.owner, ${a}.owner_id, ${a}.sponsor, ${a}.sponsor_id, ${a}.customers, '|', ${b}.title, ${b}.goal))`

/**
 * Of a finding as it stands: both projects go on. A decision on either takes it off the list at once. Those that have ended since the last run are few:
 * to look for them is cheap, to read both projects of every finding is not. Texts are only put together where something was dismissed.
 */
const standing = /* sql */ `
  from overlap_finding f
  left join overlap_dismissal d on d.kind = f.kind and d.a = f.a and d.b is not distinct from f.b and d.taken_back_at is null
   and (d.texts = (select ${texts('a', 'b')} from initiative a left join initiative b on b.initiative_id = f.b where a.initiative_id = f.a)) is true`
const ended = /* sql */ `(select i.initiative_id from initiative i where i.state not in ${goesOn})`
const bothGoOn = /* sql */ `f.a not in ${ended} and (f.b is null or f.b not in ${ended})`

export async function countFindings (sql: Sql): Promise<Record<OverlapKind | 'dismissed', number>> {
  const { rows } = await sql.query<{ kind: OverlapKind, open: number, dismissed: number }>(/* sql */ `
    select f.kind, count(*) filter (where d.dismissal_id is null)::integer as open, count(d.dismissal_id)::integer as dismissed ${standing} where ${bothGoOn} group by f.kind`)
  const of = (kind: OverlapKind) => rows.find(row => row.kind === kind)?.open ?? 0
  return { duplicate: of('duplicate'), contradiction: of('contradiction'), overlap: of('overlap'), orphan: of('orphan'), dismissed: rows.reduce((sum, row) => sum + row.dismissed, 0) }
}

const side = (i: string) => /* sql */ `json_build_object('initiativeId', ${i}.initiative_id, 'number', ${i}.number, 'title', ${i}.title, 'goal', ${i}.goal, 'owner', ${i}.owner, 'unit', ${i}.unit,
  'customers', coalesce(${i}.customers, nullif(array_to_string(${i}.segments, ', '), '')), 'disciplines', ${i}.disciplines, 'state', ${i}.state, 'version', ${i}.version)`

export type Listed = Overlap & { place: number }
export async function findingsAfter (sql: Sql, { kind, dismissed, after, most }: { kind: OverlapKind | null, dismissed: boolean, after: number, most: number }): Promise<Listed[]> {
  const { rows } = await sql.query<{ place: number, kind: OverlapKind, sure: number, reasons: string[], a: OverlapSide, b: OverlapSide | null, reason: string | null, at: Date | null, by: string | null }>(/* sql */ `
    with page as materialized (
      select f.place, d.dismissal_id
        ${standing}
       where ${bothGoOn} and ($1::text is null or f.kind = $1) and (d.dismissal_id is not null) = $2 and f.place > $3
       order by f.place
       limit $4)
    select f.place, f.kind, f.sure, f.reasons, ${side('a')} as a, case when b.initiative_id is not null then ${side('b')} end as b, d.reason, d.at,
           (select p.name from account c join person p on p.person_id = c.person_id where c.subject::text = d.by_subject limit 1) as by
      from page
      join overlap_finding f using (place)
      join initiative a on a.initiative_id = f.a
      left join initiative b on b.initiative_id = f.b
      left join overlap_dismissal d using (dismissal_id)
     order by f.place`,
    [kind, dismissed, after, most])
  return rows.map(({ reason, at, by, ...row }) => ({ ...row, dismissed: reason === null || at === null ? null : { by, at: at.toISOString(), reason } }))
}

/** Whether there is such a finding now, and its texts; undefined: there is none. */
export async function findingNow (tx: Sql, { kind, a, b }: { kind: OverlapKind, a: string, b: string | null }): Promise<{ texts: string } | undefined> {
  const { rows: [found] } = await tx.query<{ texts: string }>(/* sql */ `select (select ${texts('a', 'b')} from initiative a left join initiative b on b.initiative_id = f.b where a.initiative_id = f.a) as texts from overlap_finding f where ${bothGoOn} and f.kind = $1 and f.a = $2 and f.b is not distinct from $3`, [kind, a, b])
  return found
}

type Dismissal = { id: string, kind: OverlapKind, a: string, b: string | null, texts: string, reason: string, by: string, now: Date }
export async function insertDismissal (tx: Sql, { id, kind, a, b, texts: as, reason, by, now }: Dismissal): Promise<void> {
  await tx.query(/* sql */ `
    insert into overlap_dismissal (dismissal_id, kind, a, b, texts, reason, by_subject, at) values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (kind, a, b, texts) where taken_back_at is null do nothing`,
    [id, kind, a, b, as, reason, by, now])
}

export async function takeBack (tx: Sql, { kind, a, b, by, now }: Pick<Dismissal, 'kind' | 'a' | 'b' | 'by' | 'now'>): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `
    update overlap_dismissal set taken_back_by = $4, taken_back_at = $5 where kind = $1 and a = $2 and b is not distinct from $3 and taken_back_at is null`, [kind, a, b, by, now])
  return (rowCount ?? 0) > 0
}
