import type { Sql } from '@weft/service-kit/database'
import type { Wave } from '../wave/wave.ts'

const CHUNK = 20_000

type Person = { personId: string, unitId: string }
type Unit = { unitId: string, parentId: string | null, name: string }

/** The frozen tree, with how many are invited directly in each unit. */
export async function insertTree (tx: Sql, waveId: string, units: readonly Unit[], people: readonly Person[]): Promise<void> {
  const invited = new Map<string, number>()
  for (const { unitId } of people) invited.set(unitId, (invited.get(unitId) ?? 0) + 1)
  await tx.query(/* sql */ `
    insert into wave_unit (wave_id, unit_id, parent_id, name, invited)
    select $1, u.* from unnest($2::text[], $3::text[], $4::text[], $5::int[]) as u`,
    [waveId, units.map(unit => unit.unitId), units.map(unit => unit.parentId), units.map(unit => unit.name), units.map(unit => invited.get(unit.unitId) ?? 0)])
}

export async function insertInvitations (tx: Sql, waveId: string, people: readonly Person[]): Promise<void> {
  await tx.query(/* sql */ `select open_invitations($1)`, [waveId])
  for (let from = 0; from < people.length; from += CHUNK) {
    const chunk = people.slice(from, from + CHUNK)
    await tx.query(/* sql */ `
      insert into invitation (wave_id, person_id, unit_id)
      select $1, p.* from unnest($2::text[], $3::text[]) as p`,
      [waveId, chunk.map(person => person.personId), chunk.map(person => person.unitId)])
  }
}

export async function noteFrozen (tx: Sql, { waveId, organisationVersion, invited, newPeople, newUnits }: Pick<Wave, 'waveId' | 'organisationVersion' | 'invited' | 'newPeople' | 'newUnits'>): Promise<void> {
  await tx.query(/* sql */ `
    update wave set audience_state = 'frozen', refusal = null, vault_key = 'kept', organisation_version = $2, invited = $3, new_people = $4, new_units = $5
     where wave_id = $1`,
    [waveId, organisationVersion, invited, newPeople, newUnits])
}

export async function noteRefused (tx: Sql, waveId: string, version: number, refusal: string): Promise<void> {
  await tx.query(/* sql */ `
    update wave set audience_state = 'refused', organisation_version = $2, refusal = $3
     where wave_id = $1`,
    [waveId, version, refusal])
}
