import type { CommitmentItem, CommitmentState, Horizon } from '@weft/contracts/commitments/commitment-api'
import type { Sql } from '@weft/service-kit/database'

/** Whose: one's own, with drafts; those somebody else shares with one; or a report's, without drafts. */
export type Wanted = { whose: 'own' | 'shared' | 'report', personId: string, states: readonly CommitmentState[], horizon: Horizon | null, after: string | null }

/** A commitment as readers get it, with whose it is. */
export type Listed = CommitmentItem & { ownerId: string }

const ITEM = /* sql */ `
  select c.commitment_id as "commitmentId", c.version, c.state, c.wording, c.horizon, c.starts_on as "startsOn", c.due_on as "dueOn", c.asked_due_on as "askedDueOn",
         c.discipline, c.priority_id as "priorityId", q.title as "priorityTitle", c.practice_id as "practiceId", r.title as "practiceTitle",
         c.benefits, c.measure, c.weight, c.weight_agreed_by is not null as "weightAgreed", c.parts, c.split_from as "splitFrom",
         c.progress, c.made_on as "madeOn", c.ended_on as "endedOn", c.drop_agreed_by is not null as "dropAgreed",
         c.person_id as "ownerId", coalesce(o.name, 'somebody who has left') as "ownerName",
         coalesce((select json_agg(json_build_object('milestoneId', m.milestone_id, 'wording', m.wording, 'dueOn', m.due_on, 'reachedOn', m.reached_on) order by m.due_on, m.milestone_id)
                     from commitment_milestone m where m.commitment_id = c.commitment_id), '[]') as milestones
    from commitment c
    left join person o on o.person_id = c.person_id
    left join program_priority q on q.priority_id = c.priority_id
    left join program_practice r on r.practice_id = c.practice_id`

/** Newest first, at most `limit`. Row-level security has the last word on what comes. */
export async function listCommitments (tx: Sql, { whose, personId, states, horizon, after }: Wanted, limit: number): Promise<Listed[]> {
  const { rows } = await tx.query<Listed>(/* sql */ `${ITEM}
   where (case when $1 = 'shared' then exists (select from commitment_partner s where s.commitment_id = c.commitment_id and s.person_id = $2) else c.person_id = $2 end)
     and c.state = any ($3) and ($1 = 'own' or c.state <> 'draft')
     and ($4::text is null or c.horizon = $4) and ($5::uuid is null or (c.made_on, c.commitment_id) < (select a.made_on, a.commitment_id from commitment a where a.commitment_id = $5))
   order by c.made_on desc, c.commitment_id desc
   limit $6`,
  [whose, personId, states, horizon, after, limit])
  return rows
}

/** One, or undefined where there is none that the reader may see. */
export async function findCommitment (tx: Sql, commitmentId: string): Promise<Listed | undefined> {
  const { rows: [row] } = await tx.query<Listed>(/* sql */ `${ITEM} where c.commitment_id = $1`, [commitmentId])
  return row
}

/** How many one has in each state. */
export async function countCommitments (tx: Sql, personId: string): Promise<Record<CommitmentState, number>> {
  const { rows } = await tx.query<{ state: CommitmentState, many: number }>(/* sql */ `
    select c.state, count(*) as many from commitment c where c.person_id = $1 group by c.state`,
    [personId])
  return { draft: 0, open: 0, done: 0, dropped: 0, split: 0, ...Object.fromEntries(rows.map(({ state, many }) => [state, many])) }
}
