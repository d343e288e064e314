import type { Sql } from '@weft/service-kit/database'

type Part = { name: string, sql: string }
type Rows = Record<string, unknown>[]
export const MOST_LINES = 20_000

/**
 * Everything of a person ($1, coming by subject $2), a list for each kind. Names of others only where they stand beside the person's own act.
 * Drafts of a review that the other side is writing are not there: they are that person's alone.
 */
const parts: readonly Part[] = [
  { name: 'commitments', sql: /* sql */ `select c.*, (select array_agg(p.name order by p.name) from commitment_partner s join person p using (person_id) where s.commitment_id = c.commitment_id) as partners from commitment c where c.person_id = $1 order by c.made_on, c.commitment_id` },
  { name: 'milestones', sql: /* sql */ `select m.* from commitment_milestone m join commitment c using (commitment_id) where c.person_id = $1 order by m.due_on, m.milestone_id` },
  { name: 'history', sql: /* sql */ `
    select h.commitment_id, h.version, h.at, case when h.by_person = $1 then 'me' else coalesce(p.name, 'somebody who has left') end as by, h.act, h.before, h.after, h.reason
      from commitment_change h join commitment c using (commitment_id) left join person p on p.person_id = h.by_person where c.person_id = $1 order by h.at, h.commitment_id, h.version` },
  { name: 'sharedWithMe', sql: /* sql */ `select c.wording, c.state, p.name as owner from commitment_partner s join commitment c using (commitment_id) left join person p on p.person_id = c.person_id where s.person_id = $1 and c.state <> 'draft' order by c.made_on, c.commitment_id` },
  { name: 'quarters', sql: /* sql */ `select k.* from counted k where k.person_id = $1 order by k.quarter, k.commitment_id` },
  { name: 'reviews', sql: /* sql */ `
    select r.review_id, q.label, r.quarter, r.unit_id, r.state, r.settled, r.excuse, r.dispute_reason, r.handed_until, r.handed_why, b.name as reviewed_by
      from review r join quarter q on q.starts_on = r.quarter left join person b on b.person_id = r.boss_id where r.person_id = $1 order by r.quarter` },
  { name: 'values', sql: /* sql */ `select i.* from review_item i join review r using (review_id) where r.person_id = $1 order by r.quarter, i.commitment_id` },
  { name: 'steps', sql: /* sql */ `
    select e.review_id, e.seq, e.at, case when e.by_person = $1 then 'me' when e.by_person is null then 'the calendar' else coalesce(p.name, 'somebody who has left') end as by, e.command, e.data
      from review_event e join review r using (review_id) left join person p on p.person_id = e.by_person where r.person_id = $1 order by e.at, e.review_id, e.seq` },
  { name: 'drafts', sql: /* sql */ `select d.review_id, d.items, d.saved_at from review_draft d where d.person_id = $1 order by d.saved_at` },
  { name: 'index', sql: /* sql */ `select s.* from success_index s where s.person_id = $1 order by s.quarter` },
  { name: 'absences', sql: /* sql */ `select a.from_on, a.to_on, a.entered_on, a.withdrawn_on from absence a where a.person_id = $1 order by a.from_on` },
  { name: 'reminders', sql: /* sql */ `
    select 'mail' as kind, d.day::text as day, d.state as what from digest d where d.person_id = $1
    union all select 'asked', d.day::text, a.matter from asked a join digest d using (digest_id) where a.person_id = $1
    union all select 'choice', null, 'no mails about own days' from digest_unwanted u where u.person_id = $1 order by 2, 1, 3` },
  { name: 'calendarFeed', sql: /* sql */ `select f.made_on, f.with_words from calendar_feed f where f.person_id = $1` },
  { name: 'handovers', sql: /* sql */ `select h.state, h.asked_on, h.answered_on, h.why, case when h.from_person = $1 then 'from me' when h.to_person = $1 then 'to me' else 'asked by me' end as part from commitment_handover h where $1 in (h.from_person, h.to_person, h.asked_by) order by h.asked_on, h.handover_id` },
  { name: 'imports', sql: /* sql */ `select i.name, i.whose, i.state, i.begun_on, i.drafts from commitment_import i where i.by_subject = $2 and $1::text is not null order by i.begun_on, i.import_id` },
  { name: 'actsForOthers', sql: /* sql */ `
    select h.at, 'commitment' as what, h.act from commitment_change h join commitment c using (commitment_id) where h.by_person = $1 and c.person_id <> $1
    union all select e.at, 'review', e.command from review_event e join review r using (review_id) where e.by_person = $1 and r.person_id <> $1 order by 1, 2, 3` }
]

/** What is held of one person, and whether it is all. `tx` acts for the house: only what concerns this person is asked for, also where they would see no line any more. */
export async function heldOf (tx: Sql, personId: string, subject: string): Promise<{ lists: Record<string, Rows>, complete: boolean }> {
  const lists: Record<string, Rows> = {}
  for (const { name, sql } of parts) lists[name] = (await tx.query<Record<string, unknown>>(`${sql} limit ${MOST_LINES + 1}`, sql.includes('$2') ? [personId, subject] : [personId])).rows
  return { lists: Object.fromEntries(Object.entries(lists).map(([name, rows]) => [name, rows.slice(0, MOST_LINES)])), complete: Object.values(lists).every(rows => rows.length <= MOST_LINES) }
}
