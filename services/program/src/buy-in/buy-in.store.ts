import type { BuyIn, BuyInRequest, OwnBuyInReply } from '@weft/contracts/program/buyin-api'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import type { Deps } from '../deps.ts'
import type { OfDepth } from './by-depth.ts'

/** Works in a transaction that sees what is noted of every leader: for the office, and nobody else. The setting ends with the transaction. */
export const seeingBuyIn = <T>(pool: Deps['pool'], work: (tx: Sql) => Promise<T>): Promise<T> =>
  inTransaction(pool, async tx => {
    await tx.query(/* sql */ `select set_config('weft.sees_buy_in', 'all', true)`)
    return work(tx)
  })

/** Place in the list of the office: last contact (nobody spoken with stands first) and person. */
export type Place = { lastContact: string, personId: string }

const columns = /* sql */ `
  p.person_id as "personId", p.name, coalesce(u.name, p.unit_id) as "unitName", p.rank, b.last_contact as "lastContact", coalesce(b.in_it_for_them, '') as "inItForThem",
  coalesce(b.stance, 'unknown') as stance, b.noted_on as "notedOn", coalesce(b.version, 0) as version`

/** Leaders and managers, those not spoken with for longest first. */
export async function leadersAfter (tx: Sql, after: Place | null, limit: number): Promise<BuyIn[]> {
  const { rows } = await tx.query<BuyIn>(/* sql */ `
    select ${columns}
      from person p
      left join unit u using (unit_id)
      left join buy_in b using (person_id)
     where p.rank in ('leader', 'manager') and ($1::date is null or (coalesce(b.last_contact, '0001-01-01'), p.person_id) > ($1, $2))
     order by coalesce(b.last_contact, '0001-01-01'), p.person_id
     limit $3`,
    [after?.lastContact ?? null, after?.personId ?? null, limit])
  return rows
}

export async function countLeaders (tx: Sql, since: string): Promise<{ people: number, spokenWith: number }> {
  const { rows: [row] } = await tx.query<{ people: number, spokenWith: number }>(/* sql */ `
    select count(*) as people, count(*) filter (where b.last_contact >= $1) as "spokenWith"
      from person p
      left join buy_in b using (person_id)
     where p.rank in ('leader', 'manager')`,
    [since])
  return row ?? { people: 0, spokenWith: 0 }
}

/** One leader or manager, their row of the directory locked: two notes at once are written one after the other. */
export async function lockLeader (tx: Sql, personId: string): Promise<BuyIn | undefined> {
  // A statement of its own: what is read with the lock would still be what stood there before the wait for it.
  await tx.query(/* sql */ `select from person p where p.person_id = $1 for update`, [personId]) // guard: buy-in one after the other
  const { rows: [row] } = await tx.query<BuyIn>(/* sql */ `
    select ${columns}
      from person p
      left join unit u using (unit_id)
      left join buy_in b using (person_id)
     where p.person_id = $1 and p.rank in ('leader', 'manager')`,
    [personId])
  return row
}

type Noting = BuyInRequest & { personId: string, today: string, by: string }
/** Writes what is noted now; what stood there before is kept beside. */
export async function noteBuyIn (tx: Sql, { personId, version, lastContact, inItForThem, stance, today, by }: Noting): Promise<void> {
  await tx.query(/* sql */ `insert into buy_in_before select b.* from buy_in b where b.person_id = $1`, [personId])
  await tx.query(/* sql */ `
    insert into buy_in as b (person_id, last_contact, in_it_for_them, stance, version, noted_on, noted_by) values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (person_id) do update
       set last_contact = excluded.last_contact, in_it_for_them = excluded.in_it_for_them, stance = excluded.stance,
           version = excluded.version, noted_on = excluded.noted_on, noted_by = excluded.noted_by`,
    [personId, lastContact, inItForThem, stance, version + 1, today, by])
}

/** What is noted of whoever acts here. Needs `actingAs`. */
export async function ownBuyIn (tx: Sql): Promise<OwnBuyInReply['noted']> {
  const { rows: [row] } = await tx.query<NonNullable<OwnBuyInReply['noted']>>(/* sql */ `
    select b.last_contact as "lastContact", b.in_it_for_them as "inItForThem", b.stance, b.noted_on as "notedOn" from buy_in b`)
  return row ?? null
}

export async function buyInCounts (sql: Sql): Promise<OfDepth[]> {
  const { rows } = await sql.query<OfDepth>(/* sql */ `select c.depth, c.people, c.behind_it as "behindIt" from buy_in_counts() c order by c.depth`)
  return rows
}
