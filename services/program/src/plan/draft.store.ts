import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'

export type Draft = { version: number, vision: string, edition: number, changes: number }

/** The draft, locked: whoever changes it waits for whoever does, so rules that look at all of it (no circle) hold under any number of writers. */
export async function lockDraft (tx: Sql): Promise<Draft> {
  const { rows: [draft] } = await tx.query<Draft>(/* sql */ `
    select v.version, v.vision, v.edition, v.changes from plan_version v where v.state = 'draft' for update`) // guard: one writer at a time
  if (draft === undefined) throw new Refusal('conflict', 'no-draft', 'No plan is being written. Begin a revision first.')
  return draft
}

/** Notes that the draft was changed. Gives how often it has been so far. */
export async function noteChange (tx: Sql, version: number, change: { what: string, by: string, at: Date }): Promise<number> {
  const { rows: [row] } = await tx.query<{ changes: number }>(/* sql */ `
    update plan_version set changes = changes + 1 where version = $1 returning changes`, [version])
  const changes = row?.changes ?? 0
  await tx.query(/* sql */ `insert into plan_change (version, place, what, by_subject, at) values ($1, $2, $3, $4, $5)`,
    [version, changes, change.what.slice(0, 500), change.by, change.at])
  return changes
}

/** Begins the first draft, or a revision that starts as a copy of the approved version. Call with the versions locked. */
export async function beginDraft (tx: Sql, from: number | null, { by, at }: { by: string, at: Date }): Promise<number> {
  const { rows: [row] } = await tx.query<{ version: number }>(/* sql */ `
    insert into plan_version (version, state, vision, begun_by, begun_at)
    select coalesce(max(v.version), 0) + 1, 'draft', coalesce(max(v.vision) filter (where v.version = $1), ''), $2, $3 from plan_version v
    returning version`,
    [from, by, at])
  const version = row?.version ?? 0
  if (from !== null) for (const copy of copies) await tx.query(copy, [from, version])
  return version
}
const copies = [
  /* sql */ `insert into plan_priority (version, priority_id, place, text) select $2, p.priority_id, p.place, p.text from plan_priority p where p.version = $1`,
  /* sql */ `insert into plan_outcome (version, outcome_id, place, text, priority_id) select $2, o.outcome_id, o.place, o.text, o.priority_id from plan_outcome o where o.version = $1`,
  /* sql */ `insert into plan_milestone (version, milestone_id, outcome_id, title, measure, target, owner_id, due, priority_id)
    select $2, m.milestone_id, m.outcome_id, m.title, m.measure, m.target, m.owner_id, m.due, m.priority_id from plan_milestone m where m.version = $1`,
  /* sql */ `insert into plan_need (version, milestone_id, needs_id) select $2, n.milestone_id, n.needs_id from plan_need n where n.version = $1`
]

export async function lockVersions (tx: Sql): Promise<void> {
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtext('plan_version'))`)
}

/** Priorities keep their ids by place; those past the end go, and outcomes that served them serve none. */
export async function keepFrame (tx: Sql, version: number, vision: string, priorities: readonly { priorityId: string, text: string }[]): Promise<void> {
  await tx.query(/* sql */ `update plan_version set vision = $2, edition = edition + 1 where version = $1`, [version, vision])
  await tx.query(/* sql */ `
    insert into plan_priority (version, priority_id, place, text)
    select $1, p.id, p.place, p.text from unnest($2::uuid[], $3::text[]) with ordinality as p (id, text, place)
    on conflict (version, place) do update set text = excluded.text`,
    [version, priorities.map(({ priorityId }) => priorityId), priorities.map(({ text }) => text)])
  await tx.query(/* sql */ `delete from plan_priority p where p.version = $1 and p.place > $2`, [version, priorities.length])
  await tx.query(/* sql */ `
    update plan_outcome o set priority_id = null
     where o.version = $1 and o.priority_id is not null and not exists (select from plan_priority p where p.version = $1 and p.priority_id = o.priority_id)`,
    [version])
}

export async function insertOutcome (tx: Sql, version: number, outcome: { outcomeId: string, text: string, priorityId: string | null }): Promise<void> {
  await tx.query(/* sql */ `
    insert into plan_outcome (version, outcome_id, place, text, priority_id)
    select $1, $2, coalesce(max(o.place), 0) + 1, $3, $4 from plan_outcome o where o.version = $1`,
    [version, outcome.outcomeId, outcome.text, outcome.priorityId])
}

export async function changeOutcome (tx: Sql, version: number, outcome: { outcomeId: string, text: string, priorityId: string | null }): Promise<void> {
  await tx.query(/* sql */ `update plan_outcome set text = $3, priority_id = $4 where version = $1 and outcome_id = $2`, [version, outcome.outcomeId, outcome.text, outcome.priorityId])
}

export async function removeOutcome (tx: Sql, version: number, outcomeId: string): Promise<void> {
  await tx.query(/* sql */ `delete from plan_outcome o where o.version = $1 and o.outcome_id = $2`, [version, outcomeId])
}

export type MilestoneWords = { milestoneId: string, outcomeId: string, title: string, measure: string, target: string, ownerId: string, due: string, priorityId: string | null }
const wordsOf = ({ milestoneId, outcomeId, title, measure, target, ownerId, due, priorityId }: MilestoneWords) => [milestoneId, outcomeId, title, measure, target, ownerId, due, priorityId]

export async function insertMilestone (tx: Sql, version: number, milestone: MilestoneWords): Promise<void> {
  await tx.query(/* sql */ `
    insert into plan_milestone (version, milestone_id, outcome_id, title, measure, target, owner_id, due, priority_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [version, ...wordsOf(milestone)])
}

export async function changeMilestone (tx: Sql, version: number, milestone: MilestoneWords): Promise<void> {
  await tx.query(/* sql */ `
    update plan_milestone set outcome_id = $3, title = $4, measure = $5, target = $6, owner_id = $7, due = $8, priority_id = $9, edition = edition + 1
     where version = $1 and milestone_id = $2`,
    [version, ...wordsOf(milestone)])
}

export async function removeMilestone (tx: Sql, version: number, milestoneId: string): Promise<void> {
  await tx.query(/* sql */ `delete from plan_milestone m where m.version = $1 and m.milestone_id = $2`, [version, milestoneId])
}

export async function addNeed (tx: Sql, version: number, milestoneId: string, needsId: string): Promise<void> {
  await tx.query(/* sql */ `insert into plan_need (version, milestone_id, needs_id) values ($1, $2, $3) on conflict do nothing`, [version, milestoneId, needsId])
}

export async function removeNeed (tx: Sql, version: number, milestoneId: string, needsId: string): Promise<void> {
  await tx.query(/* sql */ `delete from plan_need n where n.version = $1 and n.milestone_id = $2 and n.needs_id = $3`, [version, milestoneId, needsId])
}

/** The draft becomes the approved version; the one before is replaced. Gives that one. */
export async function approve (tx: Sql, version: number, { by, at }: { by: string, at: Date }): Promise<number | null> {
  const { rows: [before] } = await tx.query<{ version: number }>(/* sql */ `update plan_version set state = 'replaced' where state = 'approved' returning version`)
  await tx.query(/* sql */ `update plan_version set state = 'approved', approved_by = $2, approved_at = $3 where version = $1`, [version, by, at])
  return before?.version ?? null
}

export async function insertMark (tx: Sql, mark: { milestoneId: string, state: string, why: string, evidence: string, by: string, at: Date }): Promise<void> {
  await tx.query(/* sql */ `
    insert into milestone_mark (milestone_id, place, state, why, evidence, by_subject, at)
    select $1, coalesce(max(m.place), 0) + 1, $2, $3, $4, $5, $6 from milestone_mark m where m.milestone_id = $1`,
    [mark.milestoneId, mark.state, mark.why, mark.evidence, mark.by, mark.at])
}

/** People whom these words may mean: a person id, an e-mail address or a whole name. At most three. */
export async function peopleCalled (sql: Sql, words: string): Promise<{ personId: string, name: string }[]> {
  const { rows } = await sql.query<{ personId: string, name: string }>(/* sql */ `
    select p.person_id as "personId", p.name
      from person p
     where p.person_id = $1 or lower(p.email) = lower($1) or lower(p.name) = lower($1)
     order by p.person_id = $1 desc, p.person_id
     limit 3`,
    [words])
  return rows
}
