import type { Account, Person, Unit } from '@weft/contracts/directory/events'
import type { Sql } from '@weft/service-kit/database'
import { dropLeavers, noteAccountGone, notePersonLeft } from '../leaver/leaver.store.ts'

/** Rows of one statement must be of different ids: the last one counts. */
const lastOfEach = <Data>(all: readonly Data[], idOf: (data: Data) => string): Data[] => [...new Map(all.map(data => [idOf(data), data])).values()]

export async function keepPeople (tx: Sql, all: readonly Person[]): Promise<void> {
  const people = lastOfEach(all, person => person.personId)
  await tx.query(/* sql */ `
    insert into person as p (person_id, name, email, unit_id, boss_id, rank, since)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[])
    on conflict (person_id) do update
       set name = excluded.name, email = excluded.email, unit_id = excluded.unit_id,
           boss_id = excluded.boss_id, rank = excluded.rank, since = excluded.since`,
    [
      people.map(person => person.personId), people.map(person => person.name), people.map(person => person.email), people.map(person => person.unitId),
      people.map(person => person.bossId), people.map(person => person.rank), people.map(person => person.since)
    ])
  await dropLeavers(tx, people.map(person => person.personId))
}

export async function forgetPerson (tx: Sql, personId: string): Promise<void> {
  await notePersonLeft(tx, personId)
  await tx.query(/* sql */ `delete from person where person_id = $1`, [personId])
}

export async function keepUnits (tx: Sql, all: readonly Unit[]): Promise<void> {
  const units = lastOfEach(all, unit => unit.unitId)
  await tx.query(/* sql */ `
    insert into unit as u (unit_id, parent_id, name, since)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::date[])
    on conflict (unit_id) do update
       set parent_id = excluded.parent_id, name = excluded.name, since = excluded.since`,
    [units.map(unit => unit.unitId), units.map(unit => unit.parentId), units.map(unit => unit.name), units.map(unit => unit.since)])
}

export async function forgetUnit (tx: Sql, unitId: string): Promise<void> {
  await tx.query(/* sql */ `delete from unit where unit_id = $1`, [unitId])
}

export async function keepAccounts (tx: Sql, all: readonly Account[]): Promise<void> {
  const accounts = lastOfEach(all, account => account.personId)
  await tx.query(/* sql */ `
    insert into account as a (person_id, subject)
    select * from unnest($1::text[], $2::uuid[])
    on conflict (person_id) do update set subject = excluded.subject`,
    [accounts.map(account => account.personId), accounts.map(account => account.subject)])
}

export async function forgetAccount (tx: Sql, personId: string): Promise<void> {
  await noteAccountGone(tx, personId)
  await tx.query(/* sql */ `delete from account where person_id = $1`, [personId])
}
