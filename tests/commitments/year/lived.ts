import type { House } from './house.ts'

/** What has to happen in a year, and how often it did: one number each. */
const happenings: Record<string, string> = {
  'joined in a quarter and has a review': /* sql */ `select count(distinct r.person_id) from review r where r.person_id like 'J%'`,
  'left and is excused': /* sql */ `select count(*) from review r where r.excuse = 'left'`,
  'was moved after a quarter opened': /* sql */ `select count(*) from review r join person p using (person_id) where p.unit_id <> r.unit_id`,
  'got another boss in mid-quarter': /* sql */ `select count(*) from review_event e where e.command = 'boss-changed'`,
  'had no boss at the opening': /* sql */ `select count(*) from review r where r.frozen_boss_id is null`,
  'was given a reviewer by the office': /* sql */ `select count(*) from review_event e where e.command = 'handed-over' and e.data->>'why' = 'named'`,
  'was reviewed by a delegate': /* sql */ `select count(*) from review_event e where e.command = 'handed-over' and e.data->>'why' = 'delegation'`,
  'came back from a delegate': /* sql */ `select count(*) from review_event e where e.command = 'hand-over-ended'`,
  'was reviewed by a second boss': /* sql */ `select count(*) from review_event e where e.command = 'handed-over' and e.data->>'why' = 'matrix'`,
  'was away for long': /* sql */ `select count(*) from review r where r.excuse = 'leave'`,
  'sent no self review, the boss went on': /* sql */ `select count(*) from review_event e where e.command = 'self-skipped'`,
  'disputed': /* sql */ `select count(*) from review_event e where e.command = 'disputed'`,
  'was offered values': /* sql */ `select count(*) from review_event e where e.command = 'offered'`,
  'reopened': /* sql */ `select count(*) from review_event e where e.command = 'reopened'`,
  'settled by the same values': /* sql */ `select count(*) from review r where r.settled = 'same-values'`,
  'settled by agreement': /* sql */ `select count(*) from review r where r.settled = 'agreed'`,
  'settled after a dispute': /* sql */ `select count(*) from review r where r.settled = 'settled'`,
  'settled by the boss’s value after fourteen days': /* sql */ `select count(*) from review r where r.settled in ('by-lapse', 'not-answered')`,
  'missed, for the boss was silent': /* sql */ `select count(*) from review r where r.state = 'missed' and exists (select from review_item i where i.review_id = r.review_id and i.self_value is not null)`,
  'whoever is above heard of a silent boss': /* sql */ `select count(*) from asked a where a.matter like 'silent:%'`,
  'dropped alone': /* sql */ `select count(*) from commitment c where c.state = 'dropped' and c.drop_agreed_by is null`,
  'dropped with the boss’s agreement': /* sql */ `select count(*) from commitment c where c.state = 'dropped' and c.drop_agreed_by is not null`,
  'split': /* sql */ `select count(*) from commitment c where c.state = 'split'`,
  'made late in a quarter': /* sql */ `select count(*) from counted c where c.since = 'made'`,
  'carried into another quarter': /* sql */ `select count(*) from (select c.commitment_id from counted c group by c.commitment_id having count(*) > 1) as carried`,
  'shared with a partner': /* sql */ `select count(*) from commitment_partner`,
  'rolled up': /* sql */ `select count(*) from roll_up`
}

export async function livedThrough ({ sight }: House): Promise<Record<string, number>> {
  const lived: Record<string, number> = {}
  for (const [what, statement] of Object.entries(happenings)) {
    const { rows: [found] } = await sight.query<{ count: string }>(statement)
    lived[what] = Number(found?.count)
  }
  return lived
}
