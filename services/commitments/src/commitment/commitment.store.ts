import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { Commitment } from './commitment.ts'

export const noSuchCommitment = () => new Refusal('not-found', 'no-such-commitment', 'There is no such commitment, or it is not yours to see.')

const COLUMNS = /* sql */ `
  c.commitment_id as "commitmentId", c.person_id as "personId", c.version, c.state, c.wording, c.horizon, c.starts_on as "startsOn", c.due_on as "dueOn", c.asked_due_on as "askedDueOn",
  c.discipline, c.priority_id as "priorityId", c.practice_id as "practiceId", c.benefits, c.measure, c.weight, c.weight_agreed_by as "weightAgreedBy", c.parts, c.split_from as "splitFrom",
  c.progress, c.made_on as "madeOn", c.ended_on as "endedOn", c.drop_agreed_by as "dropAgreedBy"`

/** With its row locked, so that of two acts at once the second sees what the first did; and how the asker stands to it. Throws `no-such-commitment`. */
export async function lockCommitment (tx: Sql, commitmentId: string, asker: string): Promise<{ now: Commitment, as: 'owner' | 'boss' | 'partner' }> {
  const { rows: [row] } = await tx.query<Omit<Commitment, 'milestones' | 'partners'> & { isBoss: boolean }>(/* sql */ `
    select ${COLUMNS}, sees(c.person_id) as "isBoss"
      from commitment c
     where c.commitment_id = $1
       for update`,
    [commitmentId])
  if (row === undefined) throw noSuchCommitment()
  const { isBoss, ...head } = row
  return { now: { ...head, ...await belongings(tx, commitmentId) }, as: head.personId === asker ? 'owner' : isBoss ? 'boss' : 'partner' }
}

async function belongings (tx: Sql, commitmentId: string): Promise<Pick<Commitment, 'milestones' | 'partners'>> {
  const { rows: milestones } = await tx.query<Commitment['milestones'][number]>(/* sql */ `
    select m.milestone_id as "milestoneId", m.wording, m.due_on as "dueOn", m.reached_on as "reachedOn" from commitment_milestone m where m.commitment_id = $1 order by m.due_on, m.milestone_id`,
    [commitmentId])
  const { rows: partners } = await tx.query<{ personId: string }>(/* sql */ `select s.person_id as "personId" from commitment_partner s where s.commitment_id = $1 order by s.person_id`, [commitmentId])
  return { milestones, partners: partners.map(({ personId }) => personId) }
}

/** False where a commitment has this id already: of a form that was sent twice the second changes nothing. */
export async function insertCommitment (tx: Sql, one: Commitment): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into commitment (commitment_id, person_id, state, version, wording, horizon, starts_on, due_on, asked_due_on, discipline, priority_id, practice_id, benefits, measure,
                            weight, weight_agreed_by, parts, split_from, progress, made_on, ended_on, drop_agreed_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
    on conflict (commitment_id) do nothing`,
    [one.commitmentId, one.personId, one.state, one.version, one.wording, one.horizon, one.startsOn, one.dueOn, one.askedDueOn, one.discipline, one.priorityId, one.practiceId, one.benefits, one.measure,
      one.weight, one.weightAgreedBy, one.parts, one.splitFrom, one.progress, one.madeOn, one.endedOn, one.dropAgreedBy])
  if (rowCount === 0) return false
  await writeMilestones(tx, one)
  await writePartners(tx, one)
  return true
}

/** Stores what a locked commitment has become. */
export async function updateCommitment (tx: Sql, one: Commitment): Promise<void> {
  await tx.query(/* sql */ `
    update commitment
       set state = $2, version = $3, wording = $4, horizon = $5, starts_on = $6, due_on = $7, asked_due_on = $8, discipline = $9, priority_id = $10, practice_id = $11,
           benefits = $12, measure = $13, weight = $14, weight_agreed_by = $15, progress = $16, made_on = $17, ended_on = $18, drop_agreed_by = $19
     where commitment_id = $1`,
    [one.commitmentId, one.state, one.version, one.wording, one.horizon, one.startsOn, one.dueOn, one.askedDueOn, one.discipline, one.priorityId, one.practiceId,
      one.benefits, one.measure, one.weight, one.weightAgreedBy, one.progress, one.madeOn, one.endedOn, one.dropAgreedBy])
}

/** A draft goes without a trace; nobody but its author ever saw it. */
export async function deleteDraft (tx: Sql, commitmentId: string): Promise<void> {
  await tx.query(/* sql */ `delete from commitment where commitment_id = $1 and state = 'draft'`, [commitmentId])
}

export async function writeMilestones (tx: Sql, { commitmentId, milestones }: Commitment): Promise<void> {
  await tx.query(/* sql */ `delete from commitment_milestone m where m.commitment_id = $1 and m.milestone_id <> all ($2::uuid[])`, [commitmentId, milestones.map(({ milestoneId }) => milestoneId)])
  const { rowCount } = await tx.query(/* sql */ `
    insert into commitment_milestone as old (commitment_id, milestone_id, wording, due_on, reached_on)
    select $1, m.* from unnest($2::uuid[], $3::text[], $4::date[], $5::date[]) as m
    on conflict (milestone_id) do update set wording = excluded.wording, due_on = excluded.due_on, reached_on = excluded.reached_on
     where old.commitment_id = excluded.commitment_id`,
    [commitmentId, milestones.map(one => one.milestoneId), milestones.map(one => one.wording), milestones.map(one => one.dueOn), milestones.map(one => one.reachedOn)])
  if (rowCount !== milestones.length) throw new Refusal('conflict', 'milestone-taken', 'A milestone has this id already. Load the page again, then repeat.')
}

/** Throws `no-such-person`. */
export async function writePartners (tx: Sql, { commitmentId, personId, partners }: Commitment): Promise<void> {
  await tx.query(/* sql */ `delete from commitment_partner s where s.commitment_id = $1 and s.person_id <> all ($2)`, [commitmentId, partners])
  await tx.query(/* sql */ `
    insert into commitment_partner (commitment_id, person_id, owner_id)
    select $1, p.person_id, $3 from person p where p.person_id = any ($2)
    on conflict (commitment_id, person_id) do nothing`,
    [commitmentId, partners, personId])
}

/** Of one person, one after the other: what is counted to a limit is not counted twice at once. */
export async function oneAtATime (tx: Sql, personId: string): Promise<void> {
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('commitments of ' || $1, 0))`, [personId])
}
