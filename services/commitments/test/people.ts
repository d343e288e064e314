import { randomUUID } from 'node:crypto'
import { actingAsHouse } from '../src/acting-as.ts'
import type { CommitmentsWorld } from './commitments-world.ts'

/** Cy is the boss of Bo, Bo the boss of Ana and Dee; Eli works elsewhere. All but Cy and Eli are in Claims. */
export const names = ['ana', 'bo', 'cy', 'dee', 'eli'] as const
export type Name = typeof names[number]
export const subjects = Object.fromEntries(names.map(name => [name, randomUUID()])) as Record<Name, string>
/** Asks as one of them. */
export const as = (name: Name) => ({ as: `employee ${subjects[name]}` })

export async function settle ({ pool }: CommitmentsWorld): Promise<void> {
  await actingAsHouse(pool, async tx => {
    await tx.query(/* sql */ `insert into unit (unit_id, parent_id, name, since) values ('U-1', null, 'Company', '2026-01-01'), ('U-10', 'U-1', 'Claims', '2026-01-01'), ('U-11', 'U-1', 'Sales', '2026-01-01')`)
    await tx.query(/* sql */ `insert into person (person_id, name, email, unit_id, boss_id, rank, since) values
      ('P-ana', 'Ana Ruiz', 'a@example.org', 'U-10', 'P-bo', 'staff', '2026-01-01'), ('P-bo', 'Bo Lind', 'b@example.org', 'U-10', 'P-cy', 'manager', '2026-01-01'),
      ('P-cy', 'Cy Moran', 'c@example.org', 'U-1', null, 'leader', '2026-01-01'), ('P-dee', 'Dee Oak', 'd@example.org', 'U-10', 'P-bo', 'staff', '2026-01-01'),
      ('P-eli', 'Eli Fox', 'e@example.org', 'U-11', 'P-cy', 'staff', '2026-01-01')`)
    await tx.query(/* sql */ `insert into account (person_id, subject) select 'P-' || a.name, a.subject from unnest($1::text[], $2::uuid[]) as a (name, subject)`, [Object.keys(subjects), Object.values(subjects)])
  })
}

/** A quarter that runs, from 1 October to 31 December 2026. */
export const openQuarter = ({ pool }: CommitmentsWorld) => pool.query(/* sql */ `
  insert into quarter (starts_on, ends_on, label, review_from, boss_by, final_on, state) values ('2026-10-01', '2026-12-31', 'Q4 2026', '2026-12-17', '2027-01-14', '2027-01-28', 'open')`)
