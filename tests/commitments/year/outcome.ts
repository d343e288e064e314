import type { House } from './house.ts'

/** What two runs of the same year are compared by. Ids that the service made are left out or replaced by what they stand for; everything else counts, to the hour. */
const tables: Record<string, string> = {
  calendar: /* sql */ `select * from calendar`,
  quarter: /* sql */ `select * from quarter`,
  person: /* sql */ `select * from person`,
  unit: /* sql */ `select * from unit`,
  account: /* sql */ `select * from account`,
  commitment: /* sql */ `select * from commitment`,
  milestone: /* sql */ `select m.commitment_id, m.wording, m.due_on, m.reached_on from commitment_milestone m`,
  partner: /* sql */ `select * from commitment_partner`,
  change: /* sql */ `select * from commitment_change`,
  counted: /* sql */ `select * from counted`,
  review: /* sql */ `select * from review`,
  item: /* sql */ `select * from review_item`,
  event: /* sql */ `select * from review_event`,
  draft: /* sql */ `select * from review_draft`,
  absence: /* sql */ `select a.person_id, a.from_on, a.to_on, a.entered_by, a.entered_on, a.withdrawn_on from absence a`,
  index: /* sql */ `select * from success_index`,
  rollUp: /* sql */ `select * from roll_up`,
  group: /* sql */ `select * from roll_up_group`,
  // A mail that was in hand at a death is kept as unknown, and said all the same.
  digest: /* sql */ `select d.person_id, d.day from digest d where d.state <> 'refused'`,
  asked: /* sql */ `select a.person_id, a.matter, a.ask, d.day from asked a join digest d using (digest_id)`
}

export async function outcomeOf ({ sight }: House): Promise<string[]> {
  const names = new Map<string, string>()
  const { rows: reviews } = await sight.query<{ id: string, name: string }>(/* sql */ `select r.review_id as id, 'review of ' || r.person_id || ' ' || r.quarter as name from review r`)
  const { rows: milestones } = await sight.query<{ id: string, name: string }>(/* sql */ `select m.milestone_id as id, 'milestone' as name from commitment_milestone m`)
  for (const { id, name } of [...reviews, ...milestones]) names.set(id, name)
  const lines: string[] = []
  for (const [name, statement] of Object.entries(tables)) {
    const { rows } = await sight.query<{ line: string }>(/* sql */ `select to_jsonb(t)::text as line from (${statement}) t`)
    lines.push(...rows.map(({ line }) => `${name} ${line.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, id => names.get(id) ?? id)}`).sort())
  }
  return lines
}

/** Lines of only one of two outcomes, with whose they are. */
export function differences (one: readonly string[], other: readonly string[]): string[] {
  const [a, b] = [new Set(one), new Set(other)]
  return [...one.filter(line => !b.has(line)).map(line => `< ${line}`), ...other.filter(line => !a.has(line)).map(line => `> ${line}`)]
}
