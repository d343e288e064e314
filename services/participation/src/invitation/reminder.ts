import { Refusal } from '@weft/service-kit/refusal'
import type { Wave } from '../wave/wave.ts'

/** Throws `wave-not-open`, `still-inviting` or `reminded-today` (conflict). One reminder a day and wave, in UTC. */
export function assertMayRemind ({ surveyState, invitations, remindersGoing, remindedOn }: Pick<Wave, 'surveyState' | 'invitations' | 'remindersGoing' | 'remindedOn'>, today: string): void {
  if (surveyState !== 'opened') throw new Refusal('conflict', 'wave-not-open', 'Reminders can be sent while a wave is open.')
  if (invitations !== 'gone') throw new Refusal('conflict', 'still-inviting', 'Invitations are still going out. Send a reminder when they are.')
  if (remindersGoing || remindedOn === today) throw new Refusal('conflict', 'reminded-today', 'A reminder went out today already. Send the next one tomorrow.')
}
