import type { Experiment, ExperimentDecision, ExperimentRequest, ExperimentState } from '@weft/contracts/program/experiment-api'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { verdictOf, type Written } from './experiment.ts'

export type Kept = Omit<Experiment, 'unitName' | 'ownerName' | 'overdue' | 'verdict'> & { ownerId: string | null }
export type Row = Kept & { number: number, unitName: string, ownerName: string | null }

const columns = /* sql */ `
  e.experiment_id as "experimentId", e.number, e.unit_id as "unitId", coalesce(u.name, e.unit_id) as "unitName", e.owner_id as "ownerId", p.name as "ownerName",
  e.belief, e.for_whom as "forWhom", e.will, e.measure, e.baseline, e.target, e.better, e.starts_on as "startsOn", e.ends_on as "endsOn",
  e.state, e.result, e.learned, e.decision, e.reason, e.version`

/** The experiment with its row locked: of two acts at once, the second sees what the first did. Throws `no-such-experiment`. */
export async function lockExperiment (tx: Sql, experimentId: string): Promise<Row> {
  const { rows: [row] } = await tx.query<Row>(/* sql */ `
    select ${columns}
      from experiment e
      left join unit u using (unit_id)
      left join person p on p.person_id = e.owner_id
     where e.experiment_id = $1
       for update of e`,
    [experimentId])
  if (row === undefined) throw noSuchExperiment()
  return row
}

export const noSuchExperiment = () => new Refusal('not-found', 'no-such-experiment', 'There is no such experiment.')

export async function findExperiment (sql: Sql, experimentId: string): Promise<Row | undefined> {
  const { rows: [row] } = await sql.query<Row>(/* sql */ `
    select ${columns}
      from experiment e
      left join unit u using (unit_id)
      left join person p on p.person_id = e.owner_id
     where e.experiment_id = $1`,
    [experimentId])
  return row
}

type Choice = { unitId: string | null, state: ExperimentState | null, before: number | null }
/** Newest first, of one unit alone or in one state where that is asked. */
export async function listExperiments (sql: Sql, { unitId, state, before }: Choice, limit: number): Promise<Row[]> {
  const { rows } = await sql.query<Row>(/* sql */ `
    select ${columns}
      from experiment e
      left join unit u using (unit_id)
      left join person p on p.person_id = e.owner_id
     where ($1::text is null or e.unit_id = $1) and ($2::text is null or e.state = $2) and ($3::bigint is null or e.number < $3)
     order by e.number desc
     limit $4`,
    [unitId, state, before, limit])
  return rows
}

export async function countExperiments (sql: Sql): Promise<Record<ExperimentState, number>> {
  const { rows } = await sql.query<{ state: ExperimentState, many: number }>(/* sql */ `select e.state, count(*) as many from experiment e group by e.state`)
  return { planned: 0, running: 0, ended: 0, decided: 0, withdrawn: 0, ...Object.fromEntries(rows.map(({ state, many }) => [state, many])) }
}

export async function insertExperiment (tx: Sql, id: string, ownerId: string | null, { unitId, belief, forWhom, will, measure, baseline, target, better, startsOn, endsOn }: ExperimentRequest): Promise<void> {
  await tx.query(/* sql */ `
    insert into experiment (experiment_id, unit_id, owner_id, belief, for_whom, will, measure, baseline, target, better, starts_on, ends_on, state, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'planned', 1)`,
    [id, unitId, ownerId, belief, forWhom, will, measure, baseline, target, better, startsOn, endsOn])
}

export type Next = Written & { state: ExperimentState, result: number | null, learned: string | null, decision: ExperimentDecision | null, reason: string | null }
export async function updateExperiment (tx: Sql, id: string, version: number, next: Next): Promise<void> {
  await tx.query(/* sql */ `
    update experiment
       set belief = $3, for_whom = $4, will = $5, measure = $6, baseline = $7, target = $8, better = $9, starts_on = $10, ends_on = $11,
           state = $12, result = $13, learned = $14, decision = $15, reason = $16, version = $2
     where experiment_id = $1`,
    [id, version, next.belief, next.forWhom, next.will, next.measure, next.baseline, next.target, next.better, next.startsOn, next.endsOn, next.state, next.result, next.learned, next.decision, next.reason])
}

type Step = { experimentId: string, version: number, act: string, day: string, by: string, changes?: readonly { field: string, from: string, to: string }[] }
export async function noteStep (tx: Sql, { experimentId, version, act, day, by, changes = [] }: Step): Promise<void> {
  await tx.query(/* sql */ `
    insert into experiment_step (experiment_id, version, act, day, by_subject, changes) values ($1, $2, $3, $4, $5, $6::jsonb)`,
    [experimentId, version, act, day, by, JSON.stringify(changes)])
}

/** As a reader gets it. */
export const toldOf = (row: Row, overdue: boolean): Experiment => ({ ...row, overdue, verdict: row.learned === null ? null : verdictOf(row) })
