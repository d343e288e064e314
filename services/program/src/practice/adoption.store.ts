import { practiceAdopted, practiceAdoptionEnded } from '@weft/contracts/program/practice-events'
import type { Sql } from '@weft/service-kit/database'
import { eventOf, type OutEvent } from '@weft/service-kit/event'
import { Refusal } from '@weft/service-kit/refusal'
import { noteHappening } from '../momentum/happening.store.ts'
import { dayOf, type Act, type PracticeHead } from './practice.store.ts'

export type Adoption = { adoptionId: string, practiceId: string, unitId: string, wording: string | null, revision: number, endedOn: string | null }

/** False when the unit works by it already. */
export async function insertAdoption (tx: Sql, { adoptionId, practiceId, unitId, wording }: Pick<Adoption, 'adoptionId' | 'practiceId' | 'unitId' | 'wording'>, act: Act): Promise<boolean> {
  const { rowCount } = await tx.query(/* sql */ `
    insert into practice_adoption (adoption_id, practice_id, unit_id, wording, revision, adopted_by, adopted_on)
    values ($1, $2, $3, $4, 1, $5, $6)
    on conflict (practice_id, unit_id) where ended_on is null do nothing`,
    [adoptionId, practiceId, unitId, wording, act.by, dayOf(act)])
  return rowCount === 1
}

/** An adoption that still holds, locked. Throws `no-such-adoption`, `adoption-ended`. */
export async function lockAdoption (tx: Sql, adoptionId: string): Promise<Adoption> {
  const { rows: [adoption] } = await tx.query<Adoption>(/* sql */ `
    select a.adoption_id as "adoptionId", a.practice_id as "practiceId", a.unit_id as "unitId", a.wording, a.revision, a.ended_on as "endedOn"
      from practice_adoption a
     where a.adoption_id = $1
       for update`,
    [adoptionId])
  if (adoption === undefined) throw new Refusal('not-found', 'no-such-adoption', 'There is no such adoption.')
  if (adoption.endedOn !== null) throw new Refusal('conflict', 'adoption-ended', 'The unit has ended this already.')
  return adoption
}

export async function wordAdoption (tx: Sql, adoptionId: string, wording: string | null): Promise<void> {
  await tx.query(/* sql */ `update practice_adoption set wording = $2, revision = revision + 1 where adoption_id = $1`, [adoptionId, wording])
}

export async function endAdoption (tx: Sql, adoptionId: string, reason: string, act: Act): Promise<void> {
  await tx.query(/* sql */ `
    update practice_adoption set ended_on = $2, ended_by = $3, end_reason = $4 where adoption_id = $1`,
    [adoptionId, dayOf(act), act.by, reason])
}

/** Ends what all units have of a practice that is retired. Gives what was ended. */
export async function endAllAdoptions (tx: Sql, practiceId: string, reason: string, act: Act): Promise<{ adoptionId: string, unitId: string }[]> {
  const { rows } = await tx.query<{ adoptionId: string, unitId: string }>(/* sql */ `
    update practice_adoption a set ended_on = $2, ended_by = $3, end_reason = $4
     where a.practice_id = $1 and a.ended_on is null
    returning a.adoption_id as "adoptionId", a.unit_id as "unitId"`,
    [practiceId, dayOf(act), act.by, reason])
  return rows
}

export const adoptionEvent = ({ practiceId, discipline, version }: Pick<PracticeHead, 'practiceId' | 'discipline' | 'version'>, { adoptionId, unitId, wording }: Pick<Adoption, 'adoptionId' | 'unitId' | 'wording'>, act: Act): OutEvent =>
  eventOf(practiceAdopted, { id: act.newId(), key: practiceId, time: act.now.toISOString(), data: { practiceId, adoptionId, unitId, discipline, version, wording, on: dayOf(act) } })

export const adoptionEndEvent = (practiceId: string, { adoptionId, unitId }: Pick<Adoption, 'adoptionId' | 'unitId'>, reason: string, act: Act): OutEvent =>
  eventOf(practiceAdoptionEnded, { id: act.newId(), key: practiceId, time: act.now.toISOString(), data: { practiceId, adoptionId, unitId, reason, on: dayOf(act) } })

/** For "what changed": a unit works by it now. */
export async function noteAdopted (tx: Sql, { adoptionId, practiceId, unitId }: Pick<Adoption, 'adoptionId' | 'practiceId' | 'unitId'>, act: Act): Promise<void> {
  const { rows: [names] } = await tx.query<{ title: string, unit: string }>(/* sql */ `
    select v.title, coalesce((select u.name from unit u where u.unit_id = $2), $2) as unit
      from practice p
      join practice_version v using (practice_id, version)
     where p.practice_id = $1`,
    [practiceId, unitId])
  if (names !== undefined) await noteHappening(tx, { kind: 'practice-adopted', about: adoptionId, what: `${names.unit} adopted a practice: ${names.title}`, href: `/program/practices/${practiceId}`, unitId, day: dayOf(act) })
}
