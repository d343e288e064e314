import type { ParticipationReply } from '@weft/contracts/participation/api'
import type { ScoringReply } from '@weft/contracts/scoring/api'
import type { WaveReply } from '@weft/contracts/survey/api'
import { count, counted, inWords, listed } from '../frame/words.ts'

export type WaveView = { wave: WaveReply, participation: ParticipationReply | null, scoring: ScoringReply | null }
export type Step = { name: string, state: 'done' | 'now' | 'later' | 'stopped', sentence: string }

/** Where a wave is on its way from plan to release, one step a line. */
export function stepsOf (view: WaveView): Step[] {
  return view.wave.kind === 'past' ? [answersIn(view), released(view)] : [planned(view), audience(view), invitations(view), answering(view), handOver(view), released(view)]
}

/** One word for lists. */
export function stateInWord ({ state, handOver, kind }: WaveReply): string {
  if (kind === 'past') return 'Past wave'
  if (state === 'closed') return handOver === 'handed-over' ? 'Closed' : 'Closing'
  return { planned: 'Planned', 'launch-requested': 'Launching', opened: 'Open' }[state]
}

/** Is anything going to change by itself? The page then looks again. */
export const isMoving = ({ wave, participation, scoring }: WaveView): boolean =>
  wave.state === 'launch-requested' || participation?.state === 'inviting' || wave.state === 'opened' ||
  (wave.state === 'closed' && (scoring?.releases.length ?? 0) === 0)

const planned = ({ wave }: WaveView): Step => wave.state === 'planned'
  ? { name: 'Planned', state: 'now', sentence: `Closes on ${inWords(wave.closesOn)}. Nobody is invited yet.` }
  : { name: 'Planned', state: 'done', sentence: `Launched with the questions of ${wave.instrumentTitle}.` }

function audience ({ wave, participation }: WaveView): Step {
  const name = 'Audience'
  if (wave.state === 'planned') return { name, state: 'later', sentence: 'At launch the organisation is frozen as it is then.' }
  if (participation?.state === 'audience-refused') return { name, state: 'stopped', sentence: participation.refusal ?? 'No audience could be frozen.' }
  // Who is invited is for the program office: an analyst's page, or one made while participation is away, says what the wave itself tells.
  if (participation === null) return wave.state === 'launch-requested' ? { name, state: 'now', sentence: 'Being frozen as it is now.' } : { name, state: 'done', sentence: 'Frozen as it was at launch.' }
  if (participation.state === 'waiting-for-organisation') return { name, state: 'now', sentence: 'Waiting until the newest organisation has arrived everywhere.' }
  const newcomers = participation.newPeople + participation.newUnits > 0
    ? ` ${listed([...participation.newPeople > 0 ? [counted(participation.newPeople, 'person', 'people')] : [], ...participation.newUnits > 0 ? [counted(participation.newUnits, 'unit')] : []])} appeared in the 30 days before launch. Check that they are real.`
    : ''
  return { name, state: wave.state === 'launch-requested' ? 'now' : 'done', sentence: `${counted(participation.invited, 'person', 'people')} from version ${participation.organisationVersion ?? 0} of the organisation.${newcomers}` }
}

function invitations ({ wave, participation }: WaveView): Step {
  const name = 'Invitations'
  if (participation?.state === 'audience-refused' || wave.state === 'planned' || wave.state === 'launch-requested') return { name, state: 'later', sentence: 'Sent by e-mail when the wave is open.' }
  if (participation === null) return { name, state: 'done', sentence: wave.state === 'opened' ? 'Sent by e-mail since the wave opened.' : 'Sent by e-mail.' }
  const { mailed, invited, state } = participation
  if (state === 'inviting' || (wave.state === 'opened' && mailed < invited)) return { name, state: 'now', sentence: `${count(mailed)} of ${count(invited)} sent.` }
  return { name, state: 'done', sentence: mailed > 0 ? `${count(mailed)} of ${count(invited)} sent.` : 'Sent.' }
}

function answering ({ wave }: WaveView): Step {
  const name = 'Answers'
  if (wave.state === 'opened') return { name, state: 'now', sentence: `Open until ${inWords(wave.closesOn)}. Answers stay unread until the wave is closed.` }
  return wave.state === 'closed' ? { name, state: 'done', sentence: 'Closed.' } : { name, state: 'later', sentence: 'About five minutes each, on any phone.' }
}

function handOver ({ wave, participation }: WaveView): Step {
  const name = 'Separation'
  if (wave.state !== 'closed') return { name, state: 'later', sentence: 'At close, who has answered is deleted before the first answer leaves.' }
  if (wave.handOver === 'handed-over') return { name, state: 'done', sentence: `Who has answered is deleted.${participation?.vaultKey === 'destroyed' ? ' The key that could link invitations is destroyed.' : ''}` }
  return { name, state: 'now', sentence: wave.handOver === 'waiting-for-participation' ? 'Deleting who has answered.' : 'Shuffling the answer sheets.' }
}

const answersIn = ({ scoring }: WaveView): Step =>
  ({ name: 'Answers', state: 'done', sentence: scoring?.sheetsExpected == null ? 'Imported.' : `${counted(scoring.sheetsExpected, 'answer sheet')} imported.` })

function released ({ wave, scoring }: WaveView): Step {
  const name = 'Release'
  const last = scoring?.releases.at(-1)
  if (last !== undefined) return { name, state: 'done', sentence: `Release ${last.number} with ${counted(last.scores, 'score')}.` }
  if (wave.state !== 'closed' || wave.handOver !== 'handed-over') return { name, state: 'later', sentence: 'Scores come out once, audited, when everything has arrived.' }
  if (scoring === null) return { name, state: 'now', sentence: 'Scoring is not reachable right now, or has not begun.' }
  const missing = missingInWords(scoring)
  if (missing.length === 0) return { name, state: 'now', sentence: 'Everything is here. Scores are being worked out.' }
  return { name, state: scoring.state === 'incomplete' ? 'stopped' : 'now', sentence: `Still missing: ${listed(missing)}. Nothing is released before it is complete.` }
}

/** What has not arrived in scoring, for the wave page. */
export function missingInWords ({ missing, sheetsExpected, sheetsReceived }: ScoringReply): string[] {
  const words: Record<ScoringReply['missing'][number], string> = {
    instrument: 'the questions',
    tree: 'the organisation tree',
    'hand-over': 'the note that says how many answer sheets there are',
    sheets: sheetsExpected === null ? 'answer sheets' : `${count(Math.max(0, sheetsExpected - sheetsReceived))} of ${counted(sheetsExpected, 'answer sheet')}`,
    checksum: 'a checksum that fits'
  }
  return missing.map(part => words[part])
}
