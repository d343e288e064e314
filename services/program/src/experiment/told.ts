import { experimentChanged } from '@weft/contracts/program/experiment-events'
import type { ExperimentVerdict } from '@weft/contracts/program/experiment-api'
import type { OutEvent } from '@weft/service-kit/event'
import { eventOf } from '@weft/service-kit/event'
import type { Happening } from '../momentum/happening.store.ts'
import type { Act } from './experiment.ts'

type Told = { experimentId: string, unitId: string, belief: string, forWhom: string, startsOn: string, endsOn: string }
type After = { state: 'planned' | 'running' | 'ended' | 'decided' | 'withdrawn', verdict: ExperimentVerdict | null, decision: 'adopt' | 'adapt' | 'stop' | null, version: number }

export const eventOfExperiment = ({ experimentId, unitId, startsOn, endsOn }: Told, { state, verdict, decision, version }: After, { id, now }: { id: string, now: Date }): OutEvent =>
  eventOf(experimentChanged, { id, key: experimentId, time: now.toISOString(), data: { experimentId, unitId, startsOn, endsOn, state, verdict, decision, version } })

const decided = { adopt: 'is adopted', adapt: 'is adapted and tried again', stop: 'is stopped' } as const

/** What an act tells the program; null where it is nothing to tell. */
export function happeningOf (act: Act, { experimentId, unitId, belief, forWhom }: Told, { verdict, decision }: After, day: string): Happening | null {
  const place = { about: experimentId, href: `/program/learning/${experimentId}`, unitId, day }
  const name = `“${belief}” for ${forWhom}`
  if (act === 'started') return { ...place, kind: 'experiment-started', what: `An experiment started: ${name}` }
  if (act === 'ended' && verdict === 'observation') return { ...place, kind: 'experiment-observed', what: `An experiment ended with an observation: ${name}` }
  if (act === 'ended') return { ...place, kind: 'experiment-measured', what: `An experiment has a measured result: ${name}` }
  if (act === 'decided' && decision !== null) return { ...place, kind: 'experiment-decided', what: `What was tried ${decided[decision]}: ${name}` }
  return null
}
