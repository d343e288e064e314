import type { ForumRequest, ForumState, VoteRound } from '@weft/contracts/program/forum-api'
import type { Sql } from '@weft/service-kit/database'
import type { Counted } from './forum.ts'

export type ForumRow = { forumId: string, title: string, day: string, statement: string, state: ForumState, leaders: number | null }

const columns = /* sql */ `f.forum_id as "forumId", f.title, f.day, f.statement, f.state, f.leaders`

/** `lock`: whoever votes keeps it where it is (share); whoever lets it go on waits for them (update). */
export async function findForum (sql: Sql, forumId: string, lock?: 'share' | 'update'): Promise<ForumRow | undefined> {
  const { rows: [forum] } = await sql.query<ForumRow>(/* sql */ `
    select ${columns} from forum f where f.forum_id = $1 ${lock === undefined ? '' : lock === 'share' ? 'for share' : 'for update'}`,
    [forumId])
  return forum
}

/** The newest first, after the forum `after`, and one more, which tells whether there is another page. */
export async function forumsAfter (sql: Sql, after: string | null, limit: number): Promise<ForumRow[]> {
  const { rows } = await sql.query<ForumRow>(/* sql */ `
    select ${columns}
      from forum f
     where $1::uuid is null or (f.day, f.forum_id) < (select l.day, l.forum_id from forum l where l.forum_id = $1)
     order by f.day desc, f.forum_id desc
     limit $2`,
    [after, limit])
  return rows
}

/** False when there is one with this id already. Two at once: the second waits for the first. */
export async function insertForum (tx: Sql, { forumId, title, day, statement }: ForumRequest & { forumId: string }): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into forum (forum_id, title, day, statement, state) values ($1, $2, $3, $4, 'planned') on conflict (forum_id) do nothing`, // guard: one forum of one form
    [forumId, title, day, statement])
  return rowCount === 1
}

/** `leaders`: how many there are, told with the end. */
export async function moveForum (tx: Sql, forumId: string, state: ForumState, leaders: number | null): Promise<void> {
  await tx.query(/* sql */ `update forum set state = $2, leaders = $3 where forum_id = $1`, [forumId, state, leaders])
}

export async function noteStep (tx: Sql, step: { forumId: string, state: ForumState, by: string, at: Date }): Promise<void> {
  await tx.query(/* sql */ `insert into forum_step (forum_id, state, by_subject, at) values ($1, $2, $3, $4)`, [step.forumId, step.state, step.by, step.at])
}

export async function stepsOf (sql: Sql, forumId: string): Promise<{ state: ForumState, at: string, by: string | null }[]> {
  const { rows } = await sql.query<{ state: ForumState, at: Date, by: string | null }>(/* sql */ `
    select s.state, s.at, p.name as by
      from forum_step s
      left join account a on a.subject::text = s.by_subject
      left join person p using (person_id)
     where s.forum_id = $1
     order by s.at, s.state`,
    [forumId])
  return rows.map(({ at, ...step }) => ({ ...step, at: at.toISOString() }))
}

/** The same words on the same side twice are one argument. Call with the forum locked. */
export async function addArgument (tx: Sql, forumId: string, side: 'for' | 'against', text: string): Promise<void> {
  await tx.query(/* sql */ `
    insert into forum_argument (forum_id, side, place, text)
    values ($1, $2, (select coalesce(max(a.place), 0) + 1 from forum_argument a where a.forum_id = $1 and a.side = $2), $3)
    on conflict (forum_id, side, text) do nothing`,
    [forumId, side, text])
}

export async function argumentsOf (sql: Sql, forumId: string): Promise<{ for: string[], against: string[] }> {
  const { rows } = await sql.query<{ side: 'for' | 'against', text: string }>(/* sql */ `
    select a.side, a.text from forum_argument a where a.forum_id = $1 order by a.place limit 400`,
    [forumId])
  const of = (side: string) => rows.filter(row => row.side === side).map(({ text }) => text)
  return { for: of('for'), against: of('against') }
}

/** Call as the author (`actingAs`) with the forum locked. */
export async function keepVote (tx: Sql, vote: { forumId: string, subject: string, round: VoteRound, value: number }): Promise<void> {
  await tx.query(/* sql */ `
    insert into forum_vote (forum_id, subject, round, value) values ($1, $2, $3, $4)
    on conflict (forum_id, subject, round) do update set value = excluded.value`,
    [vote.forumId, vote.subject, vote.round, vote.value])
}

/** Call as the author (`actingAs`): nobody else's can be read. */
export async function ownVotes (tx: Sql, forumId: string): Promise<Record<VoteRound, number | null>> {
  const { rows } = await tx.query<{ round: VoteRound, value: number }>(/* sql */ `select v.round, v.value from forum_vote v where v.forum_id = $1`, [forumId])
  const of = (round: VoteRound) => rows.find(row => row.round === round)?.value ?? null
  return { before: of('before'), after: of('after') }
}

/** Undefined until the forum has ended and while fewer than five voted in both: the database says no more. */
export async function countVotes (sql: Sql, forumId: string): Promise<Counted | undefined> {
  const { rows: [counted] } = await sql.query<Counted | { people: null }>(/* sql */ `
    select c.people, c.sum_before as "sumBefore", c.sum_after as "sumAfter", c.counts_before as "countsBefore", c.counts_after as "countsAfter"
      from forum_votes_counted($1) c`,
    [forumId])
  return counted === undefined || counted.people === null ? undefined : counted
}
