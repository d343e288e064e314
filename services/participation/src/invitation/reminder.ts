import { Refusal } from '@weft/service-kit/refusal'
import type { Wave } from '../wave/wave.ts'

/** Throws `vault-key-lost`, `wave-not-open`, `still-inviting` or `reminded-today` (conflict). One reminder a day and wave, in UTC. */
export function assertMayRemind ({ vaultKey, surveyState, invitations, remindersGoing, remindedOn }: Pick<Wave, 'vaultKey' | 'surveyState' | 'invitations' | 'remindersGoing' | 'remindedOn'>, today: string): void {
  if (surveyState !== 'opened') throw new Refusal('conflict', 'wave-not-open', 'Reminders can be sent while a wave is open.')
  if (vaultKey === 'lost') throw new Refusal('conflict', 'vault-key-lost', 'The vault key of this wave is gone, so nobody can be written to. Answers are still taken.')
  if (invitations !== 'gone') throw new Refusal('conflict', 'still-inviting', 'Invitations are still going out. Send a reminder when they are.')
  if (remindersGoing || remindedOn === today) throw new Refusal('conflict', 'reminded-today', 'A reminder went out today already. Send the next one tomorrow.')
}
