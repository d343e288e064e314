import type { MilestoneState, PlanReply } from '@weft/contracts/program/plan-api'
import type { Sql } from '@weft/service-kit/database'

export type VersionRow = { version: number, state: 'draft' | 'approved' | 'replaced', vision: string, edition: number, changes: number, begunAt: Date, begunBy: string | null, approvedAt: Date | null, approvedBy: string | null }

const versionColumns = /* sql */ `
  v.version, v.state, v.vision, v.edition, v.changes, v.begun_at as "begunAt", v.approved_at as "approvedAt",
  (select p.name from account a join person p using (person_id) where a.subject::text = v.begun_by) as "begunBy",
  (select p.name from account a join person p using (person_id) where a.subject::text = v.approved_by) as "approvedBy"`

/** All versions, newest first; the newest hundred. */
export async function planVersions (sql: Sql): Promise<VersionRow[]> {
  const { rows } = await sql.query<VersionRow>(/* sql */ `select ${versionColumns} from plan_version v order by v.version desc limit 100`)
  return rows
}

export async function findVersion (sql: Sql, version: number): Promise<VersionRow | undefined> {
  const { rows: [row] } = await sql.query<VersionRow>(/* sql */ `select ${versionColumns} from plan_version v where v.version = $1`, [version])
  return row
}

/** Number of the version in this state, of which there is one at most. */
export async function versionIn (sql: Sql, state: 'draft' | 'approved'): Promise<number | null> {
  const { rows: [row] } = await sql.query<{ version: number }>(/* sql */ `select v.version from plan_version v where v.state = $1`, [state])
  return row?.version ?? null
}

export async function prioritiesOf (sql: Sql, version: number): Promise<PlanReply['priorities']> {
  const { rows } = await sql.query<PlanReply['priorities'][number]>(/* sql */ `
    select p.priority_id as "priorityId", p.text from plan_priority p where p.version = $1 order by p.place`,
    [version])
  return rows
}

export async function outcomesOf (sql: Sql, version: number): Promise<PlanReply['outcomes']> {
  const { rows } = await sql.query<PlanReply['outcomes'][number]>(/* sql */ `
    select o.outcome_id as "outcomeId", o.text, o.priority_id as "priorityId" from plan_outcome o where o.version = $1 order by o.place, o.outcome_id`,
    [version])
  return rows
}

export type MilestoneRow = {
  milestoneId: string, edition: number, outcomeId: string, title: string, measure: string, target: string, due: string, ownerId: string, ownerName: string | null, ownerSubject: string | null, priorityId: string | null
}

export async function milestonesOf (sql: Sql, version: number): Promise<MilestoneRow[]> {
  const { rows } = await sql.query<MilestoneRow>(/* sql */ `
    select m.milestone_id as "milestoneId", m.edition, m.outcome_id as "outcomeId", m.title, m.measure, m.target, m.due, m.priority_id as "priorityId",
           m.owner_id as "ownerId", p.name as "ownerName", a.subject::text as "ownerSubject"
      from plan_milestone m
      left join person p on p.person_id = m.owner_id
      left join account a on a.person_id = m.owner_id
     where m.version = $1
     order by m.due, m.title, m.milestone_id`,
    [version])
  return rows
}

export async function needsIn (sql: Sql, version: number): Promise<{ milestoneId: string, needsId: string }[]> {
  const { rows } = await sql.query<{ milestoneId: string, needsId: string }>(/* sql */ `
    select n.milestone_id as "milestoneId", n.needs_id as "needsId" from plan_need n where n.version = $1 order by n.milestone_id, n.needs_id`,
    [version])
  return rows
}

export type MarkRow = { milestoneId: string, state: MilestoneState, why: string, evidence: string, at: Date, by: string | null }
/** Marks of these milestones, newest first; of each the latest fifty. */
export async function marksOf (sql: Sql, milestones: readonly string[]): Promise<MarkRow[]> {
  const { rows } = await sql.query<MarkRow>(/* sql */ `
    select k.milestone_id as "milestoneId", k.state, k.why, k.evidence, k.at, p.name as by
      from (select m.*, row_number() over (partition by m.milestone_id order by m.place desc) as recent from milestone_mark m where m.milestone_id = any ($1)) k
      left join account a on a.subject::text = k.by_subject
      left join person p using (person_id)
     where k.recent <= 50
     order by k.milestone_id, k.place desc`,
    [milestones])
  return rows
}

export async function changesOf (sql: Sql, version: number): Promise<{ what: string, at: Date, by: string | null }[]> {
  const { rows } = await sql.query<{ what: string, at: Date, by: string | null }>(/* sql */ `
    select c.what, c.at, p.name as by
      from plan_change c
      left join account a on a.subject::text = c.by_subject
      left join person p using (person_id)
     where c.version = $1
     order by c.place desc
     limit 100`,
    [version])
  return rows
}
