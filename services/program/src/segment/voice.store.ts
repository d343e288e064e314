import type { Subject } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { seesViews } from '../access/may.ts'
import { findWho } from '../organisation/who.store.ts'

/** A segment nobody answers for: nobody was named, or whoever was has left the directory. */
export type VacantVoice = { segmentId: string, name: string, why: 'vacant' | 'gone' }

/** How many segments are active, and how many of them nobody answers for. */
export async function countVoices (sql: Sql): Promise<{ segments: number, withoutVoice: number }> {
  const { rows: [row] } = await sql.query<{ segments: number, withoutVoice: number }>(/* sql */ `
    select count(*)::integer as segments, count(*) filter (where p.person_id is null)::integer as "withoutVoice"
      from segment s
      left join person p on p.person_id = s.voice_id
     where s.state = 'active'`)
  return row ?? { segments: 0, withoutVoice: 0 }
}

/** Active segments without a voice, by name, at most `most`: readiness counts and names them. */
export async function vacantVoices (sql: Sql, most = 200): Promise<VacantVoice[]> {
  const { rows } = await sql.query<VacantVoice>(/* sql */ `
    select s.segment_id as "segmentId", s.name, case when s.voice_id is null then 'vacant' else 'gone' end as why
      from segment s
     where s.state = 'active' and not exists (select from person p where p.person_id = s.voice_id)
     order by s.name, s.segment_id
     limit $1`,
    [most])
  return rows
}

/**
 * The one person that a text means: a person id, an e-mail address or a whole name; null for an empty text.
 * Throws `Refusal('invalid', 'no-such-person' | 'several-people')`.
 */
export async function personMeant (sql: Sql, text: string): Promise<string | null> {
  if (text === '') return null
  const { rows } = await sql.query<{ personId: string, exact: boolean }>(/* sql */ `
    select p.person_id as "personId", p.person_id = $1 as exact
      from person p
     where p.person_id = $1 or lower(p.email) = lower($1) or lower(p.name) = lower($1)
     order by exact desc
     limit 2`,
    [text])
  const [first, second] = rows
  if (first === undefined) throw new Refusal('invalid', 'no-such-person', `The directory knows nobody by “${text}”. Give an e-mail address or a name as it stands there.`)
  if (second !== undefined && !first.exact) throw new Refusal('invalid', 'several-people', `Several people are called “${text}”. Give the e-mail address.`)
  return first.personId
}

/** What somebody may do about one segment: `speak` is for its voice and the office, `see` also for managers and auditors. */
export type About = { isVoice: boolean, speak: boolean, see: boolean }

export async function standingOf (sql: Sql, subject: Subject, voiceId: string | null): Promise<About> {
  const isVoice = voiceId !== null && (await findWho(sql, subject.subject))?.personId === voiceId
  return { isVoice, speak: isVoice || subject.roles.includes('program-office'), see: isVoice || seesViews(subject) } // guard: voice or office
}

export async function mustSpeak (sql: Sql, subject: Subject, voiceId: string | null): Promise<void> {
  if (!(await standingOf(sql, subject, voiceId)).speak) throw new Refusal('forbidden', 'not-its-voice', 'Only the voice of this segment and the program office do this.')
}

export async function mustSee (sql: Sql, subject: Subject, voiceId: string | null): Promise<void> {
  if (!(await standingOf(sql, subject, voiceId)).see) throw new Refusal('forbidden', 'views-not-open', 'How departments see customers is for managers, the program office and the voice of the segment. What is agreed is for everybody.')
}
