import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { Known, PersonFacts, UnitFacts } from './organisation.ts'

const CHUNK = 10_000

export type Version = { version: number, people: number, units: number, peopleSum: string, unitsSum: string }
/** Under which version and day something is written. */
export type Stamp = { version: number, day: string }

const LOCK_WAIT_SECONDS = 25

/** One import at a time: the next one compares with what this one leaves. Throws `import-busy` when its turn does not come in time. */
export async function lockOrganisation (tx: Sql): Promise<void> {
  await tx.query(/* sql */ `set local lock_timeout = '${LOCK_WAIT_SECONDS}s'`)
  try {
    await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('organisation', 0))`)
  } catch (error) {
    throw (error as { code?: string }).code === '55P03' ? busy() : error
  }
}

/** Keeps the organisation from changing while it is compared with a file. Does not wait: throws `import-busy` while one is being applied. */
export async function holdOrganisation (tx: Sql): Promise<void> {
  const { rows: [lock] } = await tx.query<{ held: boolean }>(/* sql */ `select pg_try_advisory_xact_lock_shared(hashtextextended('organisation', 0)) as held`)
  if (lock?.held !== true) throw busy()
}

const busy = () => new Refusal('conflict', 'import-busy', 'Another import is being applied right now. Nothing was changed. Try again in a minute.')

export async function latestVersion (sql: Sql): Promise<Version | undefined> {
  const { rows: [row] } = await sql.query<Version>(/* sql */ `
    select o.version, o.people, o.units, o.people_sum as "peopleSum", o.units_sum as "unitsSum"
      from organisation_version o
     order by o.version desc
     limit 1`)
  return row
}

export async function insertVersion (tx: Sql, { version, people, units, peopleSum, unitsSum }: Version, day: string): Promise<void> {
  await tx.query(/* sql */ `
    insert into organisation_version (version, made_on, people, units, people_sum, units_sum)
    values ($1, $2, $3, $4, $5, $6)`,
    [version, day, people, units, peopleSum, unitsSum])
}

type UnitRow = { unit_id: string, parent_id: string | null, name: string, since: string, from_version: number }

/** Units as they are, or as they were under an earlier version; version 0 had none. */
export async function unitsAt (sql: Sql, version: number | 'now' = 'now'): Promise<Map<string, Known<UnitFacts>>> {
  const { rows } = await sql.query<UnitRow>(/* sql */ `
    select v.unit_id, v.parent_id, v.name, u.since, v.from_version
      from unit_version v
      join unit u using (unit_id)
     where ${version === 'now' ? 'v.until_version is null' : 'v.from_version <= $1 and (v.until_version is null or v.until_version > $1)'}`,
    version === 'now' ? [] : [version])
  return new Map(rows.map(row => [row.unit_id, {
    facts: { unitId: row.unit_id, parentId: row.parent_id, name: row.name }, since: row.since, version: row.from_version
  }]))
}

type PersonRow = {
  person_id: string, name: string, email: string, unit_id: string, boss_id: string | null, rank: PersonFacts['rank']
  bands: Record<string, string>, role: PersonFacts['role'], sign_in: string | null, since: string, from_version: number
}

/** As `unitsAt`, of people. */
export async function peopleAt (sql: Sql, version: number | 'now' = 'now'): Promise<Map<string, Known<PersonFacts>>> {
  const { rows } = await sql.query<PersonRow>(/* sql */ `
    select v.person_id, v.name, v.email, v.unit_id, v.boss_id, v.rank, v.bands, v.role, v.sign_in, p.since, v.from_version
      from person_version v
      join person p using (person_id)
     where ${version === 'now' ? 'v.until_version is null' : 'v.from_version <= $1 and (v.until_version is null or v.until_version > $1)'}`,
    version === 'now' ? [] : [version])
  return new Map(rows.map(row => [row.person_id, {
    facts: {
      personId: row.person_id, name: row.name, email: row.email, unitId: row.unit_id, bossId: row.boss_id,
      rank: row.rank, bands: row.bands, role: row.role, signIn: row.sign_in
    },
    since: row.since, version: row.from_version
  }]))
}

export async function endUnits (tx: Sql, ids: readonly string[], { version, day }: Stamp): Promise<void> {
  await tx.query(/* sql */ `
    update unit_version v set until_version = $2, until_day = $3
     where v.until_version is null and v.unit_id = any($1::text[])`,
    [ids, version, day])
}

export async function endPeople (tx: Sql, ids: readonly string[], { version, day }: Stamp): Promise<void> {
  await tx.query(/* sql */ `
    update person_version v set until_version = $2, until_day = $3
     where v.until_version is null and v.person_id = any($1::text[])`,
    [ids, version, day])
}

/** Gives the day since which each is known: today, or an earlier one for a unit that comes back. */
export async function insertUnits (tx: Sql, units: readonly UnitFacts[], { version, day }: Stamp): Promise<Map<string, string>> {
  const since = new Map<string, string>()
  for (let from = 0; from < units.length; from += CHUNK) {
    const chunk = units.slice(from, from + CHUNK)
    const ids = chunk.map(unit => unit.unitId)
    await tx.query(/* sql */ `
      insert into unit (unit_id, since)
      select n.unit_id, $2::date from unnest($1::text[]) as n (unit_id)
      on conflict do nothing`,
      [ids, day])
    const { rows } = await tx.query<{ unit_id: string, since: string }>(/* sql */ `
      with written as (
        insert into unit_version (unit_id, from_version, from_day, parent_id, name)
        select n.unit_id, $4, $5, n.parent_id, n.name
          from unnest($1::text[], $2::text[], $3::text[]) as n (unit_id, parent_id, name)
        returning unit_id
      )
      select u.unit_id, u.since from written join unit u using (unit_id)`,
      [ids, chunk.map(unit => unit.parentId), chunk.map(unit => unit.name), version, day])
    for (const row of rows) since.set(row.unit_id, row.since)
  }
  return since
}

/** As `insertUnits`. A person seen for the first time gets an opaque name from `newSubject`. */
export async function insertPeople (tx: Sql, people: readonly PersonFacts[], newSubject: () => string, { version, day }: Stamp): Promise<Map<string, string>> {
  const since = new Map<string, string>()
  for (let from = 0; from < people.length; from += CHUNK) {
    const chunk = people.slice(from, from + CHUNK)
    await tx.query(/* sql */ `
      insert into person (person_id, since, subject)
      select n.person_id, $3::date, n.subject from unnest($1::text[], $2::uuid[]) as n (person_id, subject)
      on conflict do nothing`,
      [chunk.map(person => person.personId), chunk.map(newSubject), day])
    for (const row of await insertPersonVersions(tx, chunk, { version, day })) since.set(row.person_id, row.since)
  }
  return since
}

async function insertPersonVersions (tx: Sql, people: readonly PersonFacts[], { version, day }: Stamp): Promise<{ person_id: string, since: string }[]> {
  const { rows } = await tx.query<{ person_id: string, since: string }>(/* sql */ `
    with written as (
      insert into person_version (person_id, from_version, from_day, name, email, unit_id, boss_id, rank, bands, role, sign_in)
      select n.person_id, $10, $11, n.name, n.email, n.unit_id, n.boss_id, n.rank, n.bands, n.role, n.sign_in
        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::text[], $9::text[])
             as n (person_id, name, email, unit_id, boss_id, rank, bands, role, sign_in)
      returning person_id
    )
    select p.person_id, p.since from written join person p using (person_id)`,
    [
      people.map(person => person.personId), people.map(person => person.name), people.map(person => person.email),
      people.map(person => person.unitId), people.map(person => person.bossId), people.map(person => person.rank),
      people.map(person => JSON.stringify(person.bands)), people.map(person => person.role), people.map(person => person.signIn),
      version, day
    ])
  return rows
}
