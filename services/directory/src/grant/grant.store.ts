import type { Grant, GrantRequest } from '@weft/contracts/directory/api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import type { Deps } from '../deps.ts'
import type { Receiver } from './grant.ts'

/**
 * Runs `work` in a transaction that sees grants: all of them, or those of one person. The setting ends with the transaction, so a
 * connection that goes back to the pool sees nothing again.
 */
export const seeingGrants = <T>(pool: Deps['pool'], of: 'all' | { personId: string }, work: (tx: Sql) => Promise<T>): Promise<T> =>
  inTransaction(pool, async tx => {
    await tx.query(/* sql */ `select set_config('weft.sees', $1, true), set_config('weft.person', $2, true)`,
      of === 'all' ? ['all', ''] : ['', of.personId])
    return work(tx)
  })

/** What is given to one person on a day. */
export async function grantsOf (tx: Sql, personId: string, today: string): Promise<{ role: RoleName, unitId: string | null }[]> {
  const { rows } = await tx.query<{ role: RoleName, unitId: string | null }>(/* sql */ `
    select g.role, g.unit_id as "unitId"
      from role_grant g
     where g.person_id = $1 and g.from_day <= $2 and g.until_day >= $2 and g.ended_on is null
     order by g.from_day, g.grant_id`,
    [personId, today])
  return rows
}

/** Person ids of those to whom a role beyond manager is given, from today on or later. Sees all grants, for this one question. */
export async function peopleGranted (tx: Sql, today: string): Promise<ReadonlySet<string>> {
  const sees = (what: string) => tx.query(/* sql */ `select set_config('weft.sees', $1, true)`, [what])
  await sees('all')
  const { rows } = await tx.query<{ personId: string }>(/* sql */ `
    select distinct g.person_id as "personId"
      from role_grant g
     where g.until_day >= $1 and g.ended_on is null and g.role not in ('employee', 'manager')`,
    [today])
  await sees('')
  return new Set(rows.map(({ personId }) => personId))
}

/** Whom a sign-in name belongs to now, locked: two gifts at once are counted one after the other. */
export async function findReceiver (tx: Sql, signIn: string, today: string): Promise<Receiver | undefined> {
  const { rows: [receiver] } = await tx.query<Receiver>(/* sql */ `
    select p.person_id as "personId", p.subject,
           (select count(*) from role_grant g
             where g.person_id = p.person_id and g.unit_id is not null and g.ended_on is null and g.until_day >= $2) as "unitGrants"
      from person_version v
      join person p using (person_id)
     where v.until_version is null and v.sign_in = $1
       for update of p`,
    [signIn, today])
  return receiver
}

export async function unitIsThere (tx: Sql, unitId: string): Promise<boolean> {
  const { rows } = await tx.query(/* sql */ `select from unit_version u where u.until_version is null and u.unit_id = $1`, [unitId])
  return rows.length > 0
}

type NewGrant = GrantRequest & { grantId: string, personId: string, giver: string, today: string }

export async function insertGrant (tx: Sql, { grantId, personId, role, unitId, fromDay, untilDay, reason, giver, today }: NewGrant): Promise<void> {
  await tx.query(/* sql */ `
    insert into role_grant (grant_id, person_id, role, unit_id, from_day, until_day, reason, given_by, given_on)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [grantId, personId, role, unitId, fromDay, untilDay, reason, giver, today])
}

/** False when there is no such grant, or it is ended or over already. */
export async function endGrant (tx: Sql, grantId: string, by: string, today: string): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `
    update role_grant set ended_on = $3, ended_by = $2
     where grant_id = $1 and ended_on is null and until_day >= $3`,
    [grantId, by, today])
  return rowCount === 1
}

/** A page of grants, those that end last first, and one more, which tells whether there is another page. */
export async function grantsAfter (tx: Sql, after: { untilDay: string, grantId: string } | null, today: string, limit: number): Promise<Grant[]> {
  const { rows } = await tx.query<Grant>(/* sql */ `
    select g.grant_id as "grantId", v.name, v.sign_in as "signIn", g.role, g.unit_id as "unitId", u.name as "unitName",
           g.from_day as "fromDay", g.until_day as "untilDay", g.reason, g.given_by as "givenBy",
           case when g.ended_on is not null then 'ended' when g.until_day < $3 then 'over' when g.from_day > $3 then 'coming' else 'current' end as state
      from role_grant g
      left join person_version v on v.person_id = g.person_id and v.until_version is null
      left join unit_version u on u.unit_id = g.unit_id and u.until_version is null
     where $1::date is null or (g.until_day, g.grant_id) < ($1, $2)
     order by g.until_day desc, g.grant_id desc
     limit $4`,
    [after?.untilDay ?? null, after?.grantId ?? null, today, limit])
  return rows
}
