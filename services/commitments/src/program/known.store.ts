import type { PracticeAdopted, PracticeAdoptionEnded, PracticeRetired, PracticeWorded } from '@weft/contracts/program/practice-events'
import type { PrioritiesPublished } from '@weft/contracts/program/priority-events'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'

/** A version of the priorities is in force; those of versions before stay known, for commitments that serve them. */
export async function keepPriorities (tx: Sql, { version, priorities }: PrioritiesPublished): Promise<void> {
  await tx.query(/* sql */ `update program_priority set in_force = false where version < $1`, [version])
  await tx.query(/* sql */ `
    insert into program_priority as old (priority_id, version, place, title, why, disciplines, in_force)
    select (p ->> 'priorityId')::uuid, $1, place, p ->> 'title', p ->> 'why', array(select jsonb_array_elements_text(p -> 'disciplines')), true
      from jsonb_array_elements($2::jsonb) with ordinality as one (p, place)
     where not exists (select from program_priority later where later.version > $1)
    on conflict (priority_id) do update
       set version = excluded.version, place = excluded.place, title = excluded.title, why = excluded.why, disciplines = excluded.disciplines, in_force = true
     where old.version < excluded.version`,
    [version, JSON.stringify(priorities)])
}

export async function keepPractice (tx: Sql, { practiceId, version, discipline, title, what, when, example }: PracticeWorded): Promise<void> {
  await tx.query(/* sql */ `
    insert into program_practice (practice_id, version, discipline, title, what, "when", example, in_library)
    values ($1, $2, $3, $4, $5, $6, $7, true)
    on conflict (practice_id) do update
       set version = excluded.version, discipline = excluded.discipline, title = excluded.title, what = excluded.what, "when" = excluded."when", example = excluded.example`,
    [practiceId, version, discipline, title, what, when, example])
}

export async function retirePractice (tx: Sql, { practiceId }: PracticeRetired): Promise<void> {
  await tx.query(/* sql */ `update program_practice set in_library = false where practice_id = $1`, [practiceId])
}

export async function keepAdoption (tx: Sql, { adoptionId, practiceId, unitId, wording, on }: PracticeAdopted): Promise<void> {
  await tx.query(/* sql */ `
    insert into program_adoption (adoption_id, practice_id, unit_id, wording, ended, adopted_on) values ($1, $2, $3, $4, false, $5)
    on conflict (adoption_id) do update set wording = excluded.wording`,
    [adoptionId, practiceId, unitId, wording, on])
}

export async function endAdoption (tx: Sql, { adoptionId, on }: PracticeAdoptionEnded): Promise<void> {
  await tx.query(/* sql */ `update program_adoption set ended = true, ended_on = $2 where adoption_id = $1`, [adoptionId, on])
}

/** What a commitment says it serves must be known, now or once. Throws `no-such-priority`, `no-such-practice`. */
export async function checkKnown (tx: Sql, { priorityId, practiceId }: { priorityId: string | null, practiceId: string | null }): Promise<void> {
  const { rows: [known] } = await tx.query<{ priority: boolean, practice: boolean }>(/* sql */ `
    select $1::uuid is null or exists (select from program_priority p where p.priority_id = $1) as priority,
           $2::uuid is null or exists (select from program_practice p where p.practice_id = $2) as practice`,
    [priorityId, practiceId])
  if (known?.priority === false) throw new Refusal('invalid', 'no-such-priority', 'There is no such priority. Choose one of the list, or none.')
  if (known?.practice === false) throw new Refusal('invalid', 'no-such-practice', 'There is no such practice. Choose one of the list, or none.')
}
