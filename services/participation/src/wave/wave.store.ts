import type { WaveData } from '@weft/contracts/survey/events'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { Wave } from './wave.ts'

export async function insertWave (tx: Sql, { waveId, title, closesOn, thresholds, bands }: WaveData, launchedOn: string): Promise<void> {
  await tx.query(/* sql */ `
    insert into wave (wave_id, title, survey_state, launched_on, closes_on, score_threshold, bands)
    values ($1, $2, 'launch-requested', $3, $4, $5, $6)
    on conflict do nothing`,
    [waveId, title, launchedOn, closesOn, thresholds.score, bands])
}

/** Invitations may go out now. */
export async function noteOpened (tx: Sql, { waveId }: WaveData): Promise<void> {
  await tx.query(/* sql */ `
    update wave set survey_state = 'opened', invitations = 'going'
     where wave_id = $1 and survey_state = 'launch-requested' and audience_state = 'frozen'`,
    [waveId])
}

/** Thresholds may have been raised since the launch, never lowered. */
export async function noteClosed (tx: Sql, { waveId, thresholds }: WaveData, day: string): Promise<void> {
  await tx.query(/* sql */ `
    update wave set survey_state = 'closed', closed_on = $2, score_threshold = greatest(score_threshold, $3), invitations = 'gone', reminders_going = false
     where wave_id = $1 and survey_state <> 'closed'`,
    [waveId, day, thresholds.score])
}

type Condition = 'awaiting-audience' | 'mailing' | 'to-clear' | 'with-key'

/** Ids of waves in which there is something to do. */
export async function wavesThatAre (sql: Sql, condition: Condition): Promise<string[]> {
  const { rows } = await sql.query<{ wave_id: string }>(/* sql */ `
    select w.wave_id
      from wave w
     where case $1
             when 'awaiting-audience' then w.survey_state = 'launch-requested' and w.audience_state in ('waiting', 'refused')
             when 'mailing' then w.survey_state = 'opened' and (w.invitations = 'going' or w.reminders_going)
             when 'to-clear' then w.survey_state = 'closed' and w.audience_state = 'frozen'
             when 'with-key' then w.audience_state = 'cleared' and w.vault_key = 'kept'
           end
     order by w.wave_id`,
    [condition])
  return rows.map(row => row.wave_id)
}

const columns = /* sql */ `
  w.wave_id as "waveId", w.title, w.survey_state as "surveyState", w.launched_on as "launchedOn", w.closes_on as "closesOn", w.closed_on as "closedOn",
  w.score_threshold as threshold, w.bands, w.audience_state as "audienceState", w.refusal, w.organisation_version as "organisationVersion",
  w.invited, w.mailed, w.new_people as "newPeople", w.new_units as "newUnits", w.invitations, w.reminder_round as "reminderRound",
  w.reminded_on as "remindedOn", w.reminders_going as "remindersGoing", w.final_parts as "finalParts", w.vault_key as "vaultKey"`

export async function findWave (sql: Sql, waveId: string): Promise<Wave | undefined> {
  const { rows: [wave] } = await sql.query<Wave>(/* sql */ `
    select ${columns} from wave w where w.wave_id = $1`,
    [waveId])
  return wave
}

/** The wave, held against every other writer until the transaction ends. */
export async function lockWave (tx: Sql, waveId: string): Promise<Wave | undefined> {
  const { rows: [wave] } = await tx.query<Wave>(/* sql */ `
    select ${columns} from wave w where w.wave_id = $1 for update`,
    [waveId])
  return wave
}

export async function lockKnownWave (tx: Sql, waveId: string): Promise<Wave> {
  return await lockWave(tx, waveId) ?? unknownWave()
}

export function unknownWave (): never {
  throw new Refusal('not-found', 'no-such-wave', 'No wave with this id was launched.')
}

export async function noteVaultKey (tx: Sql, waveId: string, state: Wave['vaultKey']): Promise<void> {
  await tx.query(/* sql */ `update wave set vault_key = $2 where wave_id = $1`, [waveId, state])
}
