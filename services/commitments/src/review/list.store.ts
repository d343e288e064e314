import type { MyReviewReply, TeamLine, WithoutBossReply } from '@weft/contracts/commitments/review-api'
import type { Sql } from '@weft/service-kit/database'
import type { Context } from './decide.ts'
import { dueOf } from './asks.ts'
import type { State } from './review.ts'

const AT_ONCE = 100

/** The review that needs its person now: the oldest in which something is open, else the one of the running quarter. */
export async function presentReview (tx: Sql, personId: string): Promise<string | undefined> {
  const { rows: [found] } = await tx.query<{ id: string }>(/* sql */ `
    select r.review_id as id
      from review r
      join quarter q on q.starts_on = r.quarter
     where r.person_id = $1 and q.state <> 'final'
     order by case when r.state in ('self', 'boss', 'answer', 'disputed') then 0 else 1 end,
              case when r.state in ('self', 'boss', 'answer', 'disputed') then q.starts_on end, q.starts_on desc
     limit 1`,
    [personId])
  return found?.id
}

export async function earlierReviews (tx: Sql, personId: string, without: string | null, before: string | null): Promise<Pick<MyReviewReply, 'earlier' | 'next'>> {
  const { rows } = await tx.query<MyReviewReply['earlier'][number]>(/* sql */ `
    select r.review_id as "reviewId", q.label, q.starts_on as "startsOn", q.ends_on as "endsOn", r.state, r.settled
      from review r
      join quarter q on q.starts_on = r.quarter
     where r.person_id = $1 and r.review_id is distinct from $2 and ($3::date is null or q.starts_on < $3)
     order by q.starts_on desc
     limit 13`,
    [personId, without, before])
  return { earlier: rows.slice(0, 12), next: rows[12] === undefined ? null : rows[11]?.startsOn ?? null }
}

type TeamRow = Omit<TeamLine, 'dueOn' | 'away'> & Pick<Context, 'quarter'> & { excuse: string | null }

/** Reviews that somebody leads, and of whose boss they are; of quarters that run. What waits for them stands first. States and days, nothing of what stands in them. */
export async function teamOf (sql: Sql, personId: string, today: string, after: string | null): Promise<{ reviews: TeamLine[], next: string | null }> {
  const { rows } = await sql.query<TeamRow & { quarter: TeamLine['quarter'] }>(/* sql */ `
    with mine as (
      select r.*, p.name, q.label, q.ends_on, q.review_from, q.boss_by, q.final_on
        from review r
        join quarter q on q.starts_on = r.quarter
        join person p on p.person_id = r.person_id
       where q.state <> 'final' and (r.boss_id = $1 or r.line_boss_id = $1)
    )
    select m.review_id as "reviewId", m.version, m.person_id as "personId", m.name as "personName", m.state, m.state_since as "stateSince", m.settled, m.self_in as "selfIn", m.excuse,
           case when m.boss_id is distinct from $1 then coalesce(b.name, 'nobody') end as "withName",
           json_build_object('startsOn', m.quarter, 'label', m.label, 'endsOn', m.ends_on, 'reviewFrom', m.review_from, 'bossBy', m.boss_by, 'finalOn', m.final_on) as quarter
      from mine m
      left join person b on b.person_id = m.boss_id
     where $2::uuid is null or (m.quarter, m.name, m.review_id) > (select n.quarter, n.name, n.review_id from mine n where n.review_id = $2)
     order by m.quarter, m.name, m.review_id
     limit $3`,
    [personId, after, AT_ONCE + 1])
  const lines = rows.slice(0, AT_ONCE).map(({ quarter, excuse, ...row }): TeamLine => ({
    ...row, quarter: { startsOn: quarter.startsOn, label: quarter.label }, dueOn: dueOf(row, quarter, today), away: excuse === 'leave' || excuse === 'left'
  }))
  return { reviews: lines.toSorted((a, b) => turn(a) - turn(b)), next: rows[AT_ONCE] === undefined ? null : rows[AT_ONCE - 1]?.reviewId ?? null }
}

const order: readonly State[] = ['boss', 'disputed', 'self', 'answer', 'waiting', 'agreed', 'closed', 'missed', 'excused']
/** What needs the reader stands first; what is with somebody else, last. */
const turn = ({ state, withName }: TeamLine): number => order.indexOf(state) + (withName === null ? 0 : order.length)

/** Reviews that nobody reviews, of quarters that run. */
export async function withoutBoss (sql: Sql, today: string, after: string | null): Promise<WithoutBossReply> {
  const { rows } = await sql.query<WithoutBossReply['reviews'][number] & { stateSince: string, quarter: Context['quarter'] & { startsOn: string, label: string } }>(/* sql */ `
    select r.review_id as "reviewId", r.version, p.name as "personName", coalesce(u.name, r.unit_id) as "unitName", r.state, r.state_since as "stateSince",
           json_build_object('startsOn', q.starts_on, 'label', q.label, 'endsOn', q.ends_on, 'reviewFrom', q.review_from, 'bossBy', q.boss_by, 'finalOn', q.final_on) as quarter
      from review r
      join quarter q on q.starts_on = r.quarter
      join person p on p.person_id = r.person_id
      left join unit u on u.unit_id = r.unit_id
     where q.state <> 'final' and r.boss_id is null and r.state not in ('closed', 'missed', 'excused') and ($1::uuid is null or r.review_id > $1)
     order by r.review_id
     limit $2`,
    [after, AT_ONCE + 1])
  return {
    reviews: rows.slice(0, AT_ONCE).map(({ quarter, stateSince, ...row }) => ({ ...row, quarter: { startsOn: quarter.startsOn, label: quarter.label }, dueOn: dueOf({ state: row.state, stateSince }, quarter, today) })),
    next: rows[AT_ONCE] === undefined ? null : rows[AT_ONCE - 1]?.reviewId ?? null
  }
}
