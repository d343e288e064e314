import type { Sql } from '@weft/service-kit/database'
import type { Matter } from './digest.ts'
import { plusDays } from './rules.ts'

type Row = { personId: string, kind: Matter['kind'], key: string, since: string, by: string | null, about: string }

/** Days before the last one on which a matter is brought up again. */
const BEFORE_END = 3
/** Days after the last day for bosses when whoever is above hears of it, and again. */
const ESCALATION = [3, 10] as const

/** When each kind is brought up. The source of the days: docs/decisions/0032. */
const askDaysOf: Record<Matter['kind'], (row: Row) => readonly string[]> = {
  'self-review': ({ since, by }) => by === null ? [since] : [since, plusDays(by, -BEFORE_END), by],
  'boss-review': ({ since, by }) => by === null ? [since] : [since, plusDays(by, -BEFORE_END), by, plusDays(by, 7)],
  answer: ({ since, by }) => by === null ? [since] : [since, plusDays(by, -BEFORE_END)],
  dispute: ({ since, by }) => by === null ? [since] : [since, plusDays(by, -BEFORE_END)],
  'own-dispute': ({ since, by }) => by === null ? [since] : [since, plusDays(by, -BEFORE_END)],
  'silent-boss': ({ since }) => ESCALATION.map(days => plusDays(since, days)),
  'taking-over': ({ since }) => [since, plusDays(since, 7)],
  due: ({ by }) => by === null ? [] : [plusDays(by, -7), plusDays(by, 1)],
  'none-yet': ({ since }) => [plusDays(since, 14)]
}
const optional: ReadonlySet<Matter['kind']> = new Set(['due', 'none-yet'])

const matterOf = (row: Row): Matter => ({ kind: row.kind, key: row.key, askDays: [...askDaysOf[row.kind](row)].sort(), duty: !optional.has(row.kind), by: row.by, about: row.about })

/** What waits for these people, by person. Asked as the house; a person's mail holds that person's own lines and names of reports, nothing of what was said. */
export async function mattersOf (tx: Sql, personIds: readonly string[], today: string): Promise<ReadonlyMap<string, readonly Matter[]>> {
  const { rows } = await tx.query<Row>(/* sql */ `
    with under_way as (
      select r.*, q.ends_on, q.boss_by, q.final_on, q.label, c.dispute_days
        from review r
        join quarter q on q.starts_on = r.quarter and q.state <> 'final'
        left join lateral (select l.dispute_days from calendar l order by l.version desc limit 1) c on true
       -- Where nothing counts by the last day (the rule of success-index/eligible.ts), there is nothing to review.
       where exists (select from counted n where n.quarter = r.quarter and n.person_id = r.person_id and n.starts_on <= q.ends_on
                        and (q.ends_on - n.starts_on >= 29 or 4 * (q.ends_on - n.starts_on + 1) >= n.due_on - n.starts_on + 1)) -- guard: nothing to review
    )
    select r.person_id as "personId", 'self-review' as kind, 'self:' || r.review_id as key, r.state_since::text as since, r.ends_on::text as by, r.label as about
      from under_way r where r.state = 'self' and r.person_id = any ($1)
    union all
    select r.boss_id, 'boss-review', 'boss:' || r.review_id, r.state_since::text, r.boss_by::text, p.name
      from under_way r join person p on p.person_id = r.person_id where r.state = 'boss' and r.boss_id = any ($1)
    union all
    select r.person_id, 'answer', 'answer:' || r.review_id || ':' || r.state_since, r.state_since::text, least(r.state_since + coalesce(r.dispute_days, 14), r.final_on)::text, r.label
      from under_way r where r.state = 'answer' and r.person_id = any ($1)
    union all
    select side.person_id, side.kind, 'dispute:' || r.review_id || ':' || r.state_since, r.state_since::text, least(r.state_since + coalesce(r.dispute_days, 14), r.final_on)::text, side.about
      from under_way r
      join person p on p.person_id = r.person_id
      cross join lateral (values (r.person_id, 'own-dispute', r.label), (r.boss_id, 'dispute', p.name)) as side (person_id, kind, about)
     where r.state = 'disputed' and side.person_id = any ($1)
    union all
    select b.boss_id, 'silent-boss', 'silent:' || b.person_id || ':' || r.quarter, r.boss_by::text, r.final_on::text, b.name
      from under_way r join person b on b.person_id = r.boss_id
     where r.state = 'boss' and r.boss_by < $2 and b.boss_id = any ($1)
     group by b.boss_id, b.person_id, b.name, r.quarter, r.boss_by, r.final_on
    union all
    select h.to_person, 'taking-over', 'handover:' || h.handover_id, h.asked_on::text, null, coalesce(p.name, 'somebody who has left')
      from commitment_handover h left join person p on p.person_id = h.from_person where h.state = 'asked' and h.to_person = any ($1)
    union all
    select c.person_id, 'due', 'due:' || c.commitment_id || ':' || c.due_on, c.due_on::text, c.due_on::text, c.wording
      from commitment c where c.state = 'open' and c.progress < 100 and c.due_on between $2::date - 30 and $2::date + 7 and c.person_id = any ($1)
    union all
    select p.person_id, 'none-yet', 'none:' || q.starts_on, q.starts_on::text, q.ends_on::text, q.label
      from person p
      join quarter q on q.starts_on <= $2 and q.ends_on >= $2 and q.state <> 'final'
     where p.person_id = any ($1) and not exists (select from commitment c where c.person_id = p.person_id and c.state in ('open', 'done') and (c.ended_on is null or c.ended_on >= q.starts_on))`,
    [personIds, today])
  const found = new Map<string, Matter[]>()
  for (const row of rows) found.set(row.personId, [...(found.get(row.personId) ?? []), matterOf(row)])
  return found
}
