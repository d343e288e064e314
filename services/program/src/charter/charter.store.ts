import { charter, type Charter, type Mandate } from '@weft/contracts/program/charter-api'
import type { Sql } from '@weft/service-kit/database'
import { findEdition } from '../edition/edition.store.ts'

/** Whom the office means by an e-mail address or a person id. Addresses are told apart without regard to case. */
export async function findSponsor (sql: Sql, named: string): Promise<{ personId: string, name: string } | undefined> {
  const { rows } = await sql.query<{ personId: string, name: string }>(/* sql */ `
    select p.person_id as "personId", p.name
      from person p
     where p.person_id = $1 or lower(p.email) = lower($1)
     order by p.person_id = $1 desc, p.person_id
     limit 1`,
    [named.trim()])
  return rows[0]
}

export async function personById (sql: Sql, personId: string): Promise<{ name: string, email: string } | undefined> {
  const { rows: [person] } = await sql.query<{ name: string, email: string }>(/* sql */ `select p.name, p.email from person p where p.person_id = $1`, [personId])
  return person
}

export type Chartered = { version: number, publishedOn: string, charter: Charter, sponsor: { name: string, email: string } | null }

export async function currentCharter (sql: Sql): Promise<Chartered | undefined> {
  const found = await findEdition(sql, 'charter')
  if (found === undefined) return undefined
  const content = charter.parse(found.content)
  const sponsor = content.sponsorId === null ? undefined : await personById(sql, content.sponsorId)
  return { version: found.version, publishedOn: found.publishedOn, charter: content, sponsor: sponsor ?? null }
}

/** Whether somebody stands behind the program now: a sponsor in the charter whom the directory still knows. */
export const mandateOf = async (sql: Sql): Promise<Mandate> => mandateFrom(await currentCharter(sql))

export function mandateFrom (chartered: Chartered | undefined): Mandate {
  if (chartered === undefined) return { state: 'vacant', why: 'no-charter' }
  if (chartered.charter.sponsorId === null) return { state: 'vacant', why: 'no-sponsor' }
  return chartered.sponsor === null ? { state: 'vacant', why: 'sponsor-left' } : { state: 'held', why: 'sponsored' } // guard: a sponsor who has left
}
