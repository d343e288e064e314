import { hopChecks, firstSeen, type Findings, type Hop, type HopCheck } from './oracle.ts'
import type { Nemesis } from './nemesis.ts'
import type { Point } from './points.ts'
import type { Slot, Stopped } from './slot.ts'

export const runChecks = [
  'what was accepted comes to rest', 'a replay changes nothing', 'a poisoned key waits alone', 'a stop under load ends in time', 'no process gives up', 'every failpoint was met'
] as const
export type RunCheck = typeof runChecks[number]
export const checks = [...hopChecks, ...runChecks]
export type Check = HopCheck | RunCheck

export type Report = { findings: Record<Check, string[]>, holds: boolean, events: number, kills: number, lines: string[] }

export type Outcome = {
  seed: number, milliseconds: number, events: string, form: string
  hops: readonly { hop: Hop, findings: Findings }[]
  met: ReadonlyMap<Point, number>, slots: readonly Slot[], counts: Nemesis['counts'], poisoned: string[], stops: readonly Stopped[]
  unrest: string[], replayed: string[], lostAnswers: number, laps: readonly { name: string, milliseconds: number }[]
}

/** As a service's own grace, see STOP_GRACE_SECONDS. */
const GRACE = 20_000

/** The figures of a run, and of every check what is wrong. */
export function reportOf (outcome: Outcome): Report {
  const { hops, met, slots, counts, poisoned, stops, unrest, replayed } = outcome
  const ofHops = Object.fromEntries(hopChecks.map(name => [name, hops.flatMap(({ hop, findings }) => findings[name].map(finding => `${hop.name}: ${finding}`))])) as Record<HopCheck, string[]>
  const findings: Record<Check, string[]> = {
    ...ofHops,
    'what was accepted comes to rest': unrest,
    'a replay changes nothing': replayed,
    'a poisoned key waits alone': counts.poison > 0 ? poisoned : ['no key was poisoned'],
    'a stop under load ends in time': stops.filter(late).map(({ name, milliseconds, code, signal }) => `${name} took ${milliseconds} ms and ended with ${signal ?? code}`),
    'no process gives up': slots.flatMap(slot => slot.surprises()),
    'every failpoint was met': [...met].filter(([, times]) => times === 0).map(([point]) => `nobody died at ${point}`)
  }
  const [first] = hops
  const accepted = first ? firstSeen(first.hop.raw).length : 0
  const kills = slots.reduce((sum, slot) => sum + slot.killed(), 0)
  return { findings, holds: Object.values(findings).every(found => found.length === 0), events: accepted, kills, lines: linesOf(outcome, findings, kills) }
}

// A process that dies at a failpoint while it stops, or is asked before it has begun, was not asked to stop under load.
const late = ({ milliseconds, code }: Stopped) => milliseconds > GRACE || (code !== null && code !== 0)

function linesOf ({ seed, events, form, milliseconds, hops, met, counts, stops, lostAnswers, laps }: Outcome, findings: Record<Check, string[]>, kills: number): string[] {
  const at = (points: ReadonlyMap<Point, number>) => [...points].map(([point, times]) => `${point} ${times}`).join(', ')
  const atPoints = [...met.values()].reduce((sum, times) => sum + times, 0)
  const faults = Object.entries(counts).filter(([fault, times]) => times > 0 && fault !== 'kill').map(([fault, times]) => `${fault} ${times}`).join(', ')
  return [
    `torture over ${events}, seed ${seed}, ${form} form: ${Math.round(milliseconds / 1000)} s asked for; ${laps.map(lap => `${Math.round(lap.milliseconds / 1000)} s ${lap.name}`).join(', ')}`,
    ...hops.map(hopLine),
    `  kills      ${kills}: ${atPoints} at failpoints (${at(met)}), ${kills - atPoints} at random`,
    `  faults     ${faults}${lostAnswers > 0 ? `; ${lostAnswers} answers of the broker lost` : ''}`,
    `  stops      ${stops.length} under load, the slowest ${Math.max(0, ...stops.map(stop => stop.milliseconds))} ms`,
    ...checks.map(check => `  ${findings[check].length === 0 ? 'holds ' : 'BROKEN'} ${check}${findings[check].length > 0 ? ` (${findings[check].length})` : ''}`),
    ...checks.flatMap(check => findings[check].slice(0, 5).map(finding => `         ${check}: ${finding}`))
  ]
}

function hopLine ({ hop: { name, ops, raw, effects }, findings }: Outcome['hops'][number]): string {
  const steps = (outcome: string) => ops.filter(op => op.outcome === outcome).flatMap(op => op.steps).length
  const unique = firstSeen(raw).length
  return `  ${name.padEnd(10)} ${steps('ok')} events accepted, ${steps('info')} unknown, ${steps('fail')} rolled back; ${raw.length} records in the log, ${raw.length - unique} of them copies, from ${new Set(raw.map(record => record.term)).size} terms; ` +
    `${effects.length} effects; lost ${findings['nothing is lost on the wire'].length + findings['nothing is lost in effect'].length}, doubled ${findings['nothing is doubled in effect'].length}, out of order ${findings['each key keeps its order on the wire'].length + findings['each key keeps its order in effect'].length}`
}
