import type { Organisation, Person, Unit } from '@weft/contracts/directory/events'
import type { Sql } from '@weft/service-kit/database'

/** Rows of one statement must be of different ids: the last one counts. */
const lastOfEach = <Data>(all: readonly Data[], idOf: (data: Data) => string): Data[] => [...new Map(all.map(data => [idOf(data), data])).values()]

export type Printed<Data> = Data & { fingerprint: string }

export async function keepPeople (tx: Sql, all: readonly Printed<Person>[]): Promise<void> {
  const people = lastOfEach(all, person => person.personId)
  await tx.query(/* sql */ `
    insert into person as p (person_id, name, email, unit_id, bands, since, fingerprint)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::date[], $7::text[])
    on conflict (person_id) do update
       set name = excluded.name, email = excluded.email, unit_id = excluded.unit_id,
           bands = excluded.bands, since = excluded.since, fingerprint = excluded.fingerprint`,
    [
      people.map(person => person.personId), people.map(person => person.name), people.map(person => person.email), people.map(person => person.unitId),
      people.map(person => JSON.stringify(person.bands)), people.map(person => person.since), people.map(person => person.fingerprint)
    ])
}

export async function forgetPerson (tx: Sql, personId: string): Promise<void> {
  await tx.query(/* sql */ `delete from person where person_id = $1`, [personId])
}

export async function keepUnits (tx: Sql, all: readonly Printed<Unit>[]): Promise<void> {
  const units = lastOfEach(all, unit => unit.unitId)
  await tx.query(/* sql */ `
    insert into unit as u (unit_id, parent_id, name, since, fingerprint)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[])
    on conflict (unit_id) do update
       set parent_id = excluded.parent_id, name = excluded.name, since = excluded.since, fingerprint = excluded.fingerprint`,
    [units.map(unit => unit.unitId), units.map(unit => unit.parentId), units.map(unit => unit.name), units.map(unit => unit.since), units.map(unit => unit.fingerprint)])
}

export async function forgetUnit (tx: Sql, unitId: string): Promise<void> {
  await tx.query(/* sql */ `delete from unit where unit_id = $1`, [unitId])
}

/** Keeps the latest marker; an older one that comes late changes nothing. */
export async function keepVersion (tx: Sql, { version, people, units, peopleSum, unitsSum }: Organisation): Promise<void> {
  await tx.query(/* sql */ `
    insert into organisation as o (version, people, units, people_sum, units_sum)
    values ($1, $2, $3, $4, $5)
    on conflict (singleton) do update
       set version = excluded.version, people = excluded.people, units = excluded.units, people_sum = excluded.people_sum, units_sum = excluded.units_sum
     where o.version < excluded.version`,
    [version, people, units, peopleSum, unitsSum])
}

/** The latest marker, if rows are there in the numbers it names; cheap, and no proof yet. */
export async function versionInSight (sql: Sql): Promise<Organisation | undefined> {
  const { rows: [row] } = await sql.query<Organisation>(/* sql */ `
    select o.version, o.people, o.units, o.people_sum as "peopleSum", o.units_sum as "unitsSum"
      from organisation o
     where o.people = (select count(*) from person)
       and o.units = (select count(*) from unit)`)
  return row
}

export type KnownPerson = { personId: string, unitId: string, bands: Record<string, string>, since: string, fingerprint: string }
export type KnownUnit = { unitId: string, parentId: string | null, name: string, since: string, fingerprint: string }

export async function allPeople (sql: Sql): Promise<KnownPerson[]> {
  const { rows } = await sql.query<KnownPerson>(/* sql */ `
    select p.person_id as "personId", p.unit_id as "unitId", p.bands, p.since, p.fingerprint
      from person p
     order by p.person_id`)
  return rows
}

export async function allUnits (sql: Sql): Promise<KnownUnit[]> {
  const { rows } = await sql.query<KnownUnit>(/* sql */ `
    select u.unit_id as "unitId", u.parent_id as "parentId", u.name, u.since, u.fingerprint
      from unit u
     order by u.unit_id`)
  return rows
}
