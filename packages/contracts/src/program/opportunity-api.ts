import { z } from 'zod'
import { label, sourceId, wording } from '../vocabulary.ts'

/** The three questions that two units which serve the same customers are asked: where do we overlap, where could we work together, how would customers become more loyal if we were connected. */
export const overlapQuestion = z.enum(['overlap', 'collaborate', 'loyalty'])
export type OverlapQuestion = z.infer<typeof overlapQuestion>
export const opportunityState = z.enum(['open', 'agreed', 'done', 'dropped'])
export type OpportunityState = z.infer<typeof opportunityState>

const text = z.string().max(500).regex(/^\P{Cs}*$/u)

export const opportunity = z.object({
  opportunityId: z.uuid(), segmentId: z.uuid(), segmentName: label,
  first: z.object({ unitId: sourceId, name: label }), second: z.object({ unitId: sourceId, name: label }),
  question: overlapQuestion, what: wording, owner: z.object({ personId: sourceId, name: label.nullable().describe('null: has left') }).nullable(),
  outcome: text, state: opportunityState, dispute: z.string().nullable().describe('why its ownership is disputed; null: it is not'),
  version: z.int().positive(), changedOn: z.iso.date(),
  history: z.array(z.object({ on: z.iso.date(), by: label.nullable(), what: z.string() })).max(100),
  yours: z.boolean().describe('the caller may change it'), judge: z.boolean().describe('the caller may decide whose it is')
})
export type Opportunity = z.infer<typeof opportunity>

export const unitPair = z.object({
  first: z.object({ unitId: sourceId, name: label }), second: z.object({ unitId: sourceId, name: label }),
  segments: z.array(z.object({ segmentId: z.uuid(), name: label })).max(50).describe('shared; the first fifty'), shared: z.int().positive(), opportunities: z.int().nonnegative()
})
export type UnitPair = z.infer<typeof unitPair>

/** GET /program/opportunities */
export const opportunitiesReply = z.object({ opportunities: z.array(opportunity).max(50), next: z.string().nullable() })
export type OpportunitiesReply = z.infer<typeof opportunitiesReply>
/** GET /program/unit-pairs: pairs of units that see the same segment, those that share most first. */
export const unitPairsReply = z.object({ pairs: z.array(unitPair).max(100), pairsInAll: z.int().nonnegative() })
export type UnitPairsReply = z.infer<typeof unitPairsReply>

const owner = z.string().trim().max(254).describe('person id, e-mail or name; empty: nobody yet')
/** POST /program/opportunities */
export const newOpportunityRequest = z.strictObject({ segmentId: z.uuid(), first: sourceId, second: sourceId, question: overlapQuestion, what: wording, owner })
/** POST /program/opportunities/:opportunityId. Done needs an outcome. */
export const opportunityRequest = z.strictObject({ version: z.int().positive(), what: wording, owner, outcome: text, state: opportunityState })
/** POST /program/opportunities/:opportunityId/dispute */
export const disputeRequest = z.strictObject({ version: z.int().positive(), why: z.string().trim().min(1).max(300) })
/** POST /program/opportunities/:opportunityId/owner: what the voice of the segment decides. */
export const ownerRequest = z.strictObject({ version: z.int().positive(), owner: owner.min(1), why: z.string().trim().min(1).max(300) })
export const opportunityIdReply = z.object({ opportunityId: z.uuid(), version: z.int().positive() })
export type NewOpportunityRequest = z.infer<typeof newOpportunityRequest>
export type OpportunityRequest = z.infer<typeof opportunityRequest>
