import type { PlanWaveRequest } from '@weft/contracts/survey/api'
import type { WaveData } from '@weft/contracts/survey/events'
import type { Instrument } from '@weft/contracts/survey/instrument'
import { Refusal } from '@weft/service-kit/refusal'
import { isLaunchable, lacksLanguage } from '../instrument/instrument.ts'

/**
 * How far the sheets of a closed wave are: participation clears its flags first, then the sheets are rewritten without
 * their order, then they leave.
 */
export type HandOver = 'not-yet' | 'waiting-for-participation' | 'cleared' | 'rewritten' | 'handed-over'

/** A wave: planned → launch-requested → opened → closed, and never back. */
export type Wave = WaveData & { handOver: HandOver }

type Plan = PlanWaveRequest & { waveId: string, today: string }

/** A new wave. Refuses a last day that has passed, an instrument that cannot be shown, and bands or languages named twice. */
export function planWave ({ waveId, today, ...plan }: Plan, instrument: Instrument | undefined): Wave {
  if (instrument === undefined) throw new Refusal('invalid', 'no-such-instrument', 'There is no such instrument, or not in this version.')
  if (!isLaunchable(instrument)) throw new Refusal('invalid', 'instrument-not-launchable', 'This instrument has questions without wording, so nobody could answer it.')
  const lacking = plan.languages.find(language => lacksLanguage(instrument, language))
  if (lacking !== undefined) throw new Refusal('invalid', 'language-missing', `This instrument has no wording in "${lacking}".`)
  if (hasTwice(plan.bands)) throw new Refusal('invalid', 'band-twice', 'A band is named twice.')
  if (hasTwice(plan.languages)) throw new Refusal('invalid', 'language-twice', 'A language is named twice.')
  if (plan.thresholds.spread < plan.thresholds.score) {
    throw new Refusal('invalid', 'spread-below-score', 'A spread says more about single people than a score: its threshold cannot be the lower one.')
  }
  refusePast(plan.closesOn, today)
  return {
    waveId, kind: 'live', state: 'planned', handOver: 'not-yet', mode: 'confidential', title: plan.title,
    instrumentId: instrument.instrumentId, instrumentVersion: instrument.version,
    languages: plan.languages, closesOn: plan.closesOn, thresholds: plan.thresholds, bands: plan.bands
  }
}

/** The program office launches: thresholds and bands are frozen from here on. */
export function launchWave (wave: Wave, today: string): Wave {
  if (wave.state !== 'planned') throw new Refusal('conflict', 'wave-already-launched', 'This wave was launched before.')
  refusePast(wave.closesOn, today)
  return { ...wave, state: 'launch-requested' }
}

/** The audience is complete. */
export function openWave (wave: Wave): Wave {
  if (wave.state !== 'launch-requested') throw new Refusal('conflict', 'wave-not-launching', 'This wave does not wait for an audience.')
  return { ...wave, state: 'opened' }
}

/** Closed before its last day, by hand, a wave says the day on which it really closed. */
export function closeWave (wave: Wave, today: string): Wave {
  if (wave.state === 'closed') throw new Refusal('conflict', 'wave-already-closed', 'This wave was closed before.')
  if (wave.state !== 'opened') throw new Refusal('conflict', 'wave-not-open', 'Only a wave that is open can be closed.')
  return { ...wave, state: 'closed', handOver: 'waiting-for-participation', closesOn: today < wave.closesOn ? today : wave.closesOn }
}

/** Participation has cleared its flags: sheets may leave. Hearing it again changes nothing. */
export function clearWave (wave: Wave): Wave {
  if (wave.state !== 'closed') throw new Refusal('conflict', 'wave-not-closed', 'This wave is not closed yet.')
  return wave.handOver === 'waiting-for-participation' ? { ...wave, handOver: 'cleared' } : wave
}

/** A wave takes answers until the end of its last day. */
export const isDue = (wave: Pick<Wave, 'state' | 'closesOn'>, today: string) => wave.state === 'opened' && wave.closesOn < today

function refusePast (closesOn: string, today: string): void {
  if (closesOn < today) throw new Refusal('invalid', 'closes-on-past', 'The last day of this wave has passed. Choose today or a later day.')
}

const hasTwice = (names: readonly string[]) => new Set(names).size < names.length
