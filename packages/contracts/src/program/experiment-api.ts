import { z } from 'zod'
import { day, label, sourceId } from '../vocabulary.ts'
import { line, lines } from './text-api.ts'

/** A figure as somebody measured it; twelve digits are enough for any measure, and for a number of JavaScript to hold them. */
const figure = z.number().min(-1e12).max(1e12)

const many = z.int().nonnegative()
export const experimentState = z.enum(['planned', 'running', 'ended', 'decided', 'withdrawn'])
export type ExperimentState = z.infer<typeof experimentState>
export const experimentDecision = z.enum(['adopt', 'adapt', 'stop'])
export type ExperimentDecision = z.infer<typeof experimentDecision>
export const experimentVerdict = z.enum(['reached', 'moved', 'not-moved', 'observation']).describe('observation: there was no baseline or no figure to compare with it')
export type ExperimentVerdict = z.infer<typeof experimentVerdict>

const hypothesis = {
  belief: line(300).describe('we believe …'),
  forWhom: line(200).describe('for …'),
  will: line(300).describe('will …'),
  measure: line(200).describe('what is measured, with its unit'),
  baseline: figure.nullable().describe('the measure before; without it a result is an observation'),
  target: figure.nullable().describe('where it should go'),
  better: z.enum(['higher', 'lower']).describe('which way is better'),
  startsOn: day,
  endsOn: day
}

/** POST /program/experiments */
export const experimentRequest = z.strictObject({ unitId: sourceId, ...hypothesis })
export type ExperimentRequest = z.infer<typeof experimentRequest>
/** POST /program/experiments/:experimentId/change; `version` is the one that was read. */
export const experimentChangeRequest = z.strictObject({ version: z.int().positive(), ...hypothesis })
export type ExperimentChangeRequest = z.infer<typeof experimentChangeRequest>
/** POST /program/experiments/:experimentId/start and /withdraw */
export const experimentStepRequest = z.strictObject({ version: z.int().positive() })
/** POST /program/experiments/:experimentId/result */
export const experimentResultRequest = z.strictObject({ version: z.int().positive(), result: figure.nullable().describe('the measure after; null: seen, not measured'), learned: lines(2000).describe('what was learned') })
/** POST /program/experiments/:experimentId/decision */
export const experimentDecisionRequest = z.strictObject({ version: z.int().positive(), decision: experimentDecision, reason: lines(1000) })
export const experimentReply = z.object({ experimentId: z.uuid(), version: z.int().positive() })

export const experiment = z.object({
  experimentId: z.uuid(), unitId: sourceId, unitName: label, ownerName: label.nullable().describe('null: has left'), ...hypothesis,
  state: experimentState, overdue: z.boolean().describe('its last day has passed and nobody has written what came out'),
  result: figure.nullable(), learned: z.string().nullable(), verdict: experimentVerdict.nullable(),
  decision: experimentDecision.nullable(), reason: z.string().nullable(), version: z.int().positive()
})
export type Experiment = z.infer<typeof experiment>

/** GET /program/experiments */
export const experimentsReply = z.object({
  experiments: z.array(experiment).max(50), next: z.string().nullable(),
  counts: z.object({ planned: many, running: many, ended: many, decided: many, withdrawn: many })
})
export type ExperimentsReply = z.infer<typeof experimentsReply>

/** GET /program/experiments/:experimentId */
export const experimentDetailReply = z.object({
  experiment, leads: z.boolean().describe('whether the caller may change it'),
  history: z.array(z.object({
    version: z.int().positive(), act: z.enum(['registered', 'changed', 'started', 'ended', 'decided', 'withdrawn']), day, byName: label.nullable(),
    changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() }))
  })).max(500)
})
export type ExperimentDetailReply = z.infer<typeof experimentDetailReply>
