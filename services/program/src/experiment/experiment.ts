import type { Experiment, ExperimentRequest, ExperimentState, ExperimentVerdict } from '@weft/contracts/program/experiment-api'
import { Refusal } from '@weft/service-kit/refusal'

const LONGEST_DAYS = 366
const DAY_MS = 86_400_000

export type Written = Omit<ExperimentRequest, 'unitId'>
type Measured = Pick<Experiment, 'baseline' | 'target' | 'better' | 'result'>

/**
 * What a result says. Without a baseline or a figure it is an observation. `reached`: at the target or beyond it; `moved`: better than the
 * baseline, by however little; `not-moved`: not better. The last one is a finding as good as any other: nobody has to try it again.
 */
export function verdictOf ({ baseline, target, better, result }: Measured): ExperimentVerdict {
  if (baseline === null || result === null) return 'observation' // guard: no baseline, no result
  const sign = better === 'higher' ? 1 : -1
  if (target !== null && sign * (result - target) >= 0) return 'reached'
  return sign * (result - baseline) > 0 ? 'moved' : 'not-moved'
}

/** Throws a `Refusal`: `experiment-backwards`, `experiment-too-long`, `target-wrong-way`. Days are YYYY-MM-DD. */
export function checkWritten ({ startsOn, endsOn, baseline, target, better }: Written): void {
  const days = (Date.parse(endsOn) - Date.parse(startsOn)) / DAY_MS
  if (days < 0) throw new Refusal('invalid', 'experiment-backwards', 'The last day lies before the first.')
  if (days >= LONGEST_DAYS) throw new Refusal('invalid', 'experiment-too-long', 'An experiment runs for a year at most. Start smaller: a few weeks teach more.')
  if (baseline === null || target === null) return
  if (better === 'higher' ? target <= baseline : target >= baseline) throw new Refusal('invalid', 'target-wrong-way', `The target is not ${better} than the baseline. Say which way is better, or set another target.`)
}

/** Which act leads from where to where. */
const steps = {
  changed: { from: ['planned', 'running'], to: null, words: 'Only what is planned or running can be rewritten: what was measured stays as it is.' },
  started: { from: ['planned'], to: 'running', words: 'Only a planned experiment can be started.' },
  ended: { from: ['running'], to: 'ended', words: 'Only a running experiment gets a result.' },
  decided: { from: ['ended'], to: 'decided', words: 'An experiment is decided once, after what came out was written.' },
  withdrawn: { from: ['planned', 'running'], to: 'withdrawn', words: 'Only what is planned or running can be withdrawn: a result stays.' }
} as const satisfies Record<string, { from: readonly ExperimentState[], to: ExperimentState | null, words: string }>
export type Act = keyof typeof steps

/** The state after an act. Throws `Refusal('conflict', 'changed-meanwhile' | 'experiment-not-there-yet')`; nothing is lost with either. */
export function stateAfter (act: Act, now: Pick<Experiment, 'state' | 'version'>, seen: number): ExperimentState {
  if (now.version !== seen) throw new Refusal('conflict', 'changed-meanwhile', 'Somebody changed this experiment meanwhile. Look at it again, then repeat.') // guard: experiment as it was seen
  const { from, to, words } = steps[act]
  if (!(from as readonly ExperimentState[]).includes(now.state)) throw new Refusal('conflict', 'experiment-not-there-yet', words)
  return to ?? now.state
}

const fields: readonly { key: keyof Written, name: string }[] = [
  { key: 'belief', name: 'We believe' }, { key: 'forWhom', name: 'For' }, { key: 'will', name: 'Will' }, { key: 'measure', name: 'Measure' },
  { key: 'baseline', name: 'Before' }, { key: 'target', name: 'Target' }, { key: 'better', name: 'Better is' }, { key: 'startsOn', name: 'First day' }, { key: 'endsOn', name: 'Last day' }
]
const shown = (value: string | number | null) => value === null ? 'none' : String(value)

/** What differs between two writings, by field, for the history. */
export const changesOf = (before: Written, after: Written): { field: string, from: string, to: string }[] =>
  fields.filter(({ key }) => before[key] !== after[key]).map(({ key, name }) => ({ field: name, from: shown(before[key]), to: shown(after[key]) }))

/** Whether somebody should write what came out. `today` is YYYY-MM-DD. */
export const isOverdue = ({ state, endsOn }: Pick<Experiment, 'state' | 'endsOn'>, today: string): boolean => (state === 'running' || state === 'planned') && endsOn < today
