import type { MilestoneState } from '@weft/contracts/program/plan-api'
import type { Sql } from '@weft/service-kit/database'

export type Of<Thing> = Thing & { priorityId: string }

/** Milestones of the approved plan that serve these priorities, by due date, with their last mark. */
export async function milestonesServing (sql: Sql, ids: readonly string[]): Promise<Of<{ milestoneId: string, title: string, due: string, state: MilestoneState }>[]> {
  const { rows } = await sql.query<Of<{ milestoneId: string, title: string, due: string, state: MilestoneState }>>(/* sql */ `
    select m.priority_id as "priorityId", m.milestone_id as "milestoneId", m.title, m.due,
           coalesce((select k.state from milestone_mark k where k.milestone_id = m.milestone_id order by k.place desc limit 1), 'open') as state
      from plan_version v
      join plan_milestone m using (version)
     where v.state = 'approved' and m.priority_id = any ($1::uuid[])
     order by m.due, m.title, m.milestone_id`,
    [ids])
  return rows
}

/** Projects of the program that became one of these priorities, or one of their milestones, by number. */
export async function projectsServing (sql: Sql, ids: readonly string[]): Promise<Of<{ initiativeId: string, number: number, title: string }>[]> {
  const { rows } = await sql.query<Of<{ initiativeId: string, number: number, title: string }>>(/* sql */ `
    select coalesce(m.priority_id, i.becomes_id) as "priorityId", i.initiative_id as "initiativeId", i.number, i.title
      from initiative i
      left join plan_version v on v.state = 'approved' and i.becomes_kind = 'milestone'
      left join plan_milestone m on m.version = v.version and m.milestone_id = i.becomes_id
     where i.state in ('kept', 'adopted') and ((i.becomes_kind = 'priority' and i.becomes_id = any ($1::uuid[])) or m.priority_id = any ($1::uuid[]))
     order by i.number
     limit 300`,
    [ids])
  return rows
}

/** The newest five quick wins of each of these priorities that are shown, and how many there are. */
export async function winsServing (sql: Sql, ids: readonly string[]): Promise<Of<{ winId: string, headline: string, all: number }>[]> {
  const { rows } = await sql.query<Of<{ winId: string, headline: string, all: number }>>(/* sql */ `
    select w."priorityId", w."winId", w.headline, w."all"
      from (select q.priority_id as "priorityId", q.win_id as "winId", q.headline, count(*) over (partition by q.priority_id)::integer as "all",
                   row_number() over (partition by q.priority_id order by q.shared_on desc, q.win_id desc) as place
              from quick_win q
             where q.priority_id = any ($1::uuid[]) and q.hidden_on is null) w
     where w.place <= 5
     order by w.place`,
    [ids])
  return rows
}
