import type { ParticipationReply } from '@weft/contracts/participation/api'

/** A live wave as this service knows it, from its launch on. Days are YYYY-MM-DD. */
export type Wave = {
  waveId: string
  title: string
  surveyState: 'launch-requested' | 'opened' | 'closed'
  launchedOn: string
  closesOn: string
  closedOn: string | null
  /** No group of fewer people is ever told apart. */
  threshold: number
  bands: string[]
  audienceState: 'waiting' | 'refused' | 'frozen' | 'cleared'
  refusal: string | null
  organisationVersion: number | null
  invited: number
  mailed: number
  newPeople: number
  newUnits: number
  invitations: 'none' | 'going' | 'gone'
  reminderRound: number
  remindedOn: string | null
  remindersGoing: boolean
  finalParts: number | null
  /** `lost`: its file is gone before its time, so nobody of this wave can be flagged or written to; answers are as safe as ever. */
  vaultKey: 'none' | 'kept' | 'lost' | 'destroyed'
}

/** Where a wave stands, in one word of the API. */
export function stateOf (wave: Pick<Wave, 'audienceState' | 'surveyState' | 'invitations'>): ParticipationReply['state'] {
  switch (wave.audienceState) {
    case 'waiting': return 'waiting-for-organisation'
    case 'refused': return 'audience-refused'
    case 'cleared': return 'cleared'
    case 'frozen':
      if (wave.surveyState === 'closed') return 'clearing'
      return wave.invitations === 'gone' ? 'invited' : wave.invitations === 'going' ? 'inviting' : 'frozen'
  }
}

/** Whether an audience may be frozen from this organisation version. One that was refused waits for another version. */
export const awaitsAudience = ({ surveyState, audienceState, organisationVersion }: Wave, version: number): boolean =>
  surveyState === 'launch-requested' && (audienceState === 'waiting' || (audienceState === 'refused' && organisationVersion !== version))

/** Whether a key must go: its wave is cleared, and this many days have passed since the close. */
export function isKeyDue ({ audienceState, vaultKey, closedOn }: Wave, today: string, days: number): boolean {
  if (audienceState !== 'cleared' || vaultKey !== 'kept' || closedOn === null) return false
  return Date.parse(today) >= Date.parse(closedOn) + days * 86_400_000
}
