import type { Experiment, ExperimentDecision, ExperimentState, ExperimentVerdict } from '@weft/contracts/program/experiment-api'

export const stateNames: Record<ExperimentState, string> = { planned: 'Planned', running: 'Running', ended: 'To be decided', decided: 'Decided', withdrawn: 'Withdrawn' }
export const decisionNames: Record<ExperimentDecision, string> = { adopt: 'Adopt it', adapt: 'Adapt it and try again', stop: 'Stop it' }
const verdictNames: Record<ExperimentVerdict, string> = { reached: 'Reached the target', moved: 'Moved towards the target', 'not-moved': 'Did not move', observation: 'Observation' }

const figures = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 })
export const figure = (value: number): string => figures.format(value).replace('-', '\u2212')

/** "Did not move: repeat calls a week went from 40 to 44, target 20." */
export function resultInWords ({ verdict, measure, baseline, target, result, better }: Experiment): string {
  if (verdict === null) return ''
  const name = verdict === 'moved' && target === null ? `Moved ${better}` : verdictNames[verdict]
  if (result === null) return `${name}: seen, not measured.`
  if (baseline === null) return `${name}: ${measure}, ${figure(result)}. There was no baseline, so nobody can say what it changed.`
  return `${name}: ${measure} went from ${figure(baseline)} to ${figure(result)}${target === null ? '' : `, target ${figure(target)}`}.`
}

/** What a box for a figure holds: null where it is empty, undefined where it is no number. "12,5" is read as twelve and a half. */
export function figureIn (text: string): number | null | undefined {
  const written = text.trim()
  if (written === '') return null
  if (!/^[-\u2212]?\d{1,12}([.,]\d{1,6})?$/.test(written)) return undefined
  return Number(written.replace('\u2212', '-').replace(',', '.'))
}
