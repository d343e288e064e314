import { hash } from 'node:crypto'
import { rollUpGroupReleased, rollUpReleased, type RollUpGroup } from '@weft/contracts/commitments/rollup-events'
import { byCodePoint, canonical } from '@weft/service-kit/checksum'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { v5 } from 'uuid'
import { FORMULA_VERSION } from '../success-index/success-index.ts'
import type { Unit } from './groups.ts'
import { helpIn } from './help.ts'
import type { Group } from './roll-up.ts'

const NAMESPACE = '6b7e1d52-0c3f-5c1a-8f0e-2f1d7a9c4e61'
const CHUNK = 2_000

export type FinalQuarter = { quarter: string, label: string, endsOn: string }

/** Final quarters without a roll-up, oldest first. */
export async function quartersToRollUp (sql: Sql): Promise<FinalQuarter[]> {
  const { rows } = await sql.query<FinalQuarter>(/* sql */ `
    select q.starts_on as quarter, q.label, q.ends_on as "endsOn" from quarter q
     where q.state = 'final' and not exists (select from roll_up u where u.quarter = q.starts_on) order by q.starts_on`)
  return rows
}

export async function allUnits (sql: Sql): Promise<Unit[]> {
  const { rows } = await sql.query<Unit>(/* sql */ `select u.unit_id as "unitId", u.parent_id as "parentId", u.name from unit u order by u.unit_id`)
  return rows
}

type Made = FinalQuarter & { day: string, kappa: number | null, groups: readonly Group[] }

/** Keeps a roll-up and tells it, in the transaction of the caller: whole or not at all. A second one of the same quarter cannot be kept. */
export async function publish (tx: Sql, { quarter, label, day, kappa, groups }: Made): Promise<void> {
  const told = groups.flatMap(({ unitId, figures }): RollUpGroup[] => figures === null ? [] : [{ quarter, unitId: unitId === '' ? null : unitId, figures }]).toSorted((a, b) => byCodePoint(a.unitId ?? '', b.unitId ?? ''))
  const sha256 = hash('sha256', canonical(told))
  await tx.query(/* sql */ `insert into roll_up (quarter, formula_version, made_on, kappa, groups, sha256) values ($1, $2, $3, $4, $5, $6)`, [quarter, FORMULA_VERSION, day, kappa, told.length, sha256])
  const help = helpIn(groups)
  for (let from = 0; from < groups.length; from += CHUNK) {
    await tx.query(/* sql */ `
      insert into roll_up_group (quarter, unit_id, parent_id, name, figures, help, help_percent)
      select $1, g.unit_id, g.parent_id, g.name, g.figures, g.help, g.percent from jsonb_to_recordset($2::jsonb) as g (unit_id text, parent_id text, name text, figures jsonb, help text, percent numeric)`,
      [quarter, JSON.stringify(groups.slice(from, from + CHUNK).map(({ unitId, parentId, name, figures }) => ({ unit_id: unitId, parent_id: parentId, name, figures, help: help.get(unitId)?.why ?? null, percent: help.get(unitId)?.percent ?? null })))])
  }
  await appendToOutbox(tx, told.map(data => eventOf(rollUpGroupReleased, { id: v5(canonical([quarter, data.unitId]), NAMESPACE), key: data.unitId ?? 'all', time: day, data })))
  await appendToOutbox(tx, [eventOf(rollUpReleased, { id: v5(canonical([quarter]), NAMESPACE), key: quarter, time: day, data: { quarter, label, formulaVersion: FORMULA_VERSION, madeOn: day, kappa, groups: told.length, sha256 } })])
}
