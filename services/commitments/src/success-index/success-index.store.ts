import type { Sql } from '@weft/service-kit/database'
import type { PersonIndex } from './person-index.ts'
import { FORMULA_VERSION } from './success-index.ts'

export type Stored = PersonIndex & { reviewId: string, personId: string, quarter: string }

/** Keeps indices of a final quarter, and how its items ended. The house alone may. */
export async function keepIndices (tx: Sql, all: readonly Stored[]): Promise<void> {
  await tx.query(/* sql */ `
    insert into success_index (review_id, quarter, person_id, formula_version, items, self_value, boss_value, agreed_value, by_horizon, by_discipline)
    select n.review_id, n.quarter, n.person_id, $2, n.items, n.self_value, n.boss_value, n.agreed_value, n.by_horizon, n.by_discipline
      from jsonb_to_recordset($1::jsonb) as n (review_id uuid, quarter date, person_id text, items smallint, self_value integer, boss_value integer, agreed_value integer, by_horizon jsonb, by_discipline jsonb)`,
    [JSON.stringify(all.map(one => ({
      review_id: one.reviewId, quarter: one.quarter, person_id: one.personId, items: one.items, self_value: one.self, boss_value: one.boss, agreed_value: one.agreed,
      by_horizon: one.byHorizon, by_discipline: one.byDiscipline
    }))), FORMULA_VERSION])
}

/** From now on what was dropped alone stays so, whatever is agreed later. */
export async function freezeDrops (tx: Sql, quarter: string): Promise<void> {
  await tx.query(/* sql */ `
    update counted c set dropped_alone = d.state = 'dropped' and d.drop_agreed_by is null and d.ended_on <= q.ends_on
      from commitment d, quarter q
     where c.quarter = $1 and d.commitment_id = c.commitment_id and q.starts_on = c.quarter`,
    [quarter])
}

export async function storedIndices (tx: Sql, reviewIds: readonly string[]): Promise<ReadonlyMap<string, PersonIndex & { formulaVersion: number }>> {
  const { rows } = await tx.query<PersonIndex & { reviewId: string, formulaVersion: number }>(/* sql */ `
    select s.review_id as "reviewId", s.formula_version as "formulaVersion", s.items, s.self_value as self, s.boss_value as boss, s.agreed_value as agreed, s.by_horizon as "byHorizon", s.by_discipline as "byDiscipline"
      from success_index s where s.review_id = any ($1)`,
    [reviewIds])
  return new Map(rows.map(({ reviewId, ...index }) => [reviewId, index]))
}
