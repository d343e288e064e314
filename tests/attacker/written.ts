import { randomUUID } from 'node:crypto'
import { actingAsHouse } from '../../services/commitments/src/acting-as.ts'
import type { House, Item, Sat } from './house.ts'

type Pool = Parameters<typeof actingAsHouse>[0]
export type Quarter = { startsOn: string, endsOn: string, label: string }
/** Whose each id is. */
export type Ids = { reviews: Map<string, string>, commitments: Map<string, string> }

/** Person "P-012" → the subject of their token. */
export const subjectOf = (personId: string): string => `00000000-0000-4000-8000-${Buffer.from(personId).toString('hex').padStart(12, '0')}`

/** The directory as it is now, whatever it was before. */
export async function writeHouse (pool: Pool, { units, people }: House): Promise<void> {
  await actingAsHouse(pool, async tx => {
    await tx.query(/* sql */ `delete from unit u where u.unit_id <> all ($1)`, [units.map(({ unitId }) => unitId)])
    await tx.query(/* sql */ `
      insert into unit (unit_id, parent_id, name, since) select u."unitId", u."parentId", 'Unit ' || u."unitId", '2026-01-01' from jsonb_to_recordset($1::jsonb) as u ("unitId" text, "parentId" text)
      on conflict (unit_id) do nothing`, [JSON.stringify(units)])
    await tx.query(/* sql */ `delete from account a where a.person_id <> all ($1)`, [people.map(({ personId }) => personId)])
    await tx.query(/* sql */ `delete from person p where p.person_id <> all ($1)`, [people.map(({ personId }) => personId)])
    await tx.query(/* sql */ `
      insert into person (person_id, name, email, unit_id, boss_id, rank, since)
      select p."personId", 'Name ' || p."personId", lower(p."personId") || '@example.org', p."unitId", p."bossId", 'staff', '2026-01-01' from jsonb_to_recordset($1::jsonb) as p ("personId" text, "unitId" text, "bossId" text)
      on conflict (person_id) do update set unit_id = excluded.unit_id, boss_id = excluded.boss_id`, [JSON.stringify(people)])
    await tx.query(/* sql */ `insert into account (person_id, subject) select a.id, a.subject from jsonb_to_recordset($1::jsonb) as a (id text, subject uuid) on conflict do nothing`,
      [JSON.stringify(people.map(({ personId }) => ({ id: personId, subject: subjectOf(personId) })))])
  })
}

/** A final quarter, as the reviews leave it: everything counts from before its first day. */
export async function writeQuarter (pool: Pool, { startsOn, endsOn, label }: Quarter, sats: readonly Sat[], ids: Ids): Promise<void> {
  const lines = sats.map(sat => ({ ...sat, reviewId: randomUUID(), items: sat.items.map(item => ({ ...item, id: randomUUID() })) }))
  for (const { reviewId, personId, items } of lines) {
    ids.reviews.set(reviewId, personId)
    for (const { id } of items) ids.commitments.set(id, personId)
  }
  const items = lines.flatMap(({ reviewId, personId, items: of }) => of.map(({ partners, ...item }) => ({ ...item, reviewId, personId, partner: partners[0] ?? null })))
  await actingAsHouse(pool, async tx => {
    await tx.query(/* sql */ `insert into quarter (starts_on, ends_on, label, review_from, boss_by, final_on, state) values ($1::date, $2::date, $3, $2::date - 14, $2::date + 14, $2::date + 28, 'final')`, [startsOn, endsOn, label])
    await tx.query(/* sql */ `
      with item as (
        select * from jsonb_to_recordset($1::jsonb) as i (id uuid, "personId" text, weight smallint, parts smallint, horizon text, discipline text, agreed smallint, partner text)
      ), made as (
        insert into commitment (commitment_id, person_id, state, version, wording, horizon, starts_on, due_on, discipline, benefits, measure, weight, parts, made_on, progress)
        select i.id, i."personId", 'open', 1, 'When a claim is late, I will call first', i.horizon, $2::date - 20, $3::date + 40, i.discipline, 'customer', 'Calls', i.weight, i.parts, $2::date - 20, coalesce(i.agreed, 0) from item i
        returning commitment_id
      ), shared as (
        insert into commitment_partner (commitment_id, person_id, owner_id) select i.id, i.partner, i."personId" from item i join made m on m.commitment_id = i.id where i.partner is not null
      )
      insert into counted (quarter, commitment_id, person_id, weight, parts, horizon, discipline, starts_on, due_on, since)
      select $2, i.id, i."personId", i.weight, i.parts, i.horizon, i.discipline, $2::date - 20, $3::date + 40, 'opening' from item i join made m on m.commitment_id = i.id`,
      [JSON.stringify(items), startsOn, endsOn])
    await tx.query(/* sql */ `
      insert into review (review_id, quarter, person_id, unit_id, frozen_boss_id, boss_id, line_boss_id, handed_by, handed_why, state, version, settled, excuse, state_since)
      select r."reviewId", $2, r."personId", r."unitId", r."frozenBossId", r."bossId", r."lineBossId", r.handed->>'by', r.handed->>'why', r."end", 6, case r."end" when 'closed' then 'agreed' end, r.excuse, $2
        from jsonb_to_recordset($1::jsonb) as r ("reviewId" uuid, "personId" text, "unitId" text, "frozenBossId" text, "bossId" text, "lineBossId" text, handed jsonb, "end" text, excuse text)`,
      [JSON.stringify(lines), startsOn])
    await tx.query(/* sql */ `
      insert into review_item (review_id, commitment_id, self_value, boss_value, agreed_value)
      select i."reviewId", i.id, i.self, i.boss, i.agreed from jsonb_to_recordset($1::jsonb) as i ("reviewId" uuid, id uuid, self smallint, boss smallint, agreed smallint)`, [JSON.stringify(items)])
    await tx.query(/* sql */ `
      insert into review_event (review_id, seq, at, by_person, command, data)
      select e."reviewId", e.seq, $2::date, null, e.command, e.data from jsonb_to_recordset($1::jsonb) as e ("reviewId" uuid, seq integer, command text, data jsonb)`,
      [JSON.stringify(lines.flatMap(historyOf)), endsOn])
  })
}

/** What was accepted of a review, in order. Values sent by one side name items only where that side said something. */
function historyOf ({ reviewId, end, excuse, items, bossId }: Omit<Sat, 'items'> & { reviewId: string, items: readonly (Item & { id: string })[] }): { reviewId: string, seq: number, command: string, data: object }[] {
  const said = (side: 'self' | 'boss' | 'agreed') => items.flatMap(item => item[side] === null ? [] : [{ commitmentId: item.id, value: item[side] }])
  const steps = [
    { command: 'frozen', data: {} }, ...bossId === null ? [] : [{ command: 'boss-changed', data: { to: bossId } }], { command: 'opened', data: {} },
    ...said('self').length > 0 ? [{ command: 'self-submitted', data: { items: said('self') } }] : [], ...said('boss').length > 0 ? [{ command: 'boss-submitted', data: { items: said('boss') } }] : [],
    ...end === 'closed' ? [{ command: 'agreed', data: { values: said('agreed'), how: 'agreed' } }, { command: 'closed', data: {} }] : [end === 'missed' ? { command: 'missed', data: {} } : { command: 'excused', data: { reason: excuse } }]
  ]
  return steps.map((step, at) => ({ reviewId, seq: at + 1, ...step }))
}
