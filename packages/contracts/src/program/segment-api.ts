import { z } from 'zod'
import { label, sourceId } from '../vocabulary.ts'
import { conflict, divergence } from './conflict-api.ts'
import { opportunity } from './opportunity-api.ts'
import { persona } from './persona-api.ts'
import { viewContent } from './view-api.ts'

/** Most of the customers' own words kept of one segment. */
export const MOST_WORDS = 300

const description = z.string().max(1_000).regex(/^\P{Cs}*$/u)
/** Customers outside, or colleagues whom a department serves. */
export const customers = z.enum(['external', 'internal'])
export const segmentState = z.enum(['active', 'ended'])
const voice = z.object({ personId: sourceId, name: label.nullable().describe('null: has left') })

/** POST /program/segments */
export const newSegmentRequest = z.strictObject({ name: label, description, customers, voice: z.string().trim().max(254).describe('person id, e-mail or name of who answers for it; empty: nobody yet') })
export type NewSegmentRequest = z.infer<typeof newSegmentRequest>
/** POST /program/segments/:segmentId. `version` is the one that was read. */
export const segmentRequest = newSegmentRequest.extend({ version: z.int().positive(), state: segmentState }).strict()
export type SegmentRequest = z.infer<typeof segmentRequest>
export const segmentIdReply = z.object({ segmentId: z.uuid(), version: z.int().positive() })

const counts = z.object({
  views: z.int().nonnegative(), contradictions: z.int().nonnegative(), openConflicts: z.int().nonnegative(), byOne: z.int().nonnegative(),
  compared: z.boolean().describe('false: a view has changed and is being compared; figures are of before')
})
const segment = z.object({
  segmentId: z.uuid(), name: label, description, customers, state: segmentState, version: z.int().positive(), voice: voice.nullable(),
  personaVersion: z.int().nonnegative().describe('0: none agreed yet')
})
export type Segment = z.infer<typeof segment>

/** GET /program/segments. Figures about views are for managers, the office and auditors. */
export const segmentsReply = z.object({
  segments: z.array(segment.extend({ counts: counts.nullable() })).max(200), next: z.string().nullable(),
  whole: z.object({
    segments: z.int(), withoutVoice: z.int().describe('vacant, or whoever had it has left'), agreed: z.int().describe('with a persona'),
    uncovered: z.int().describe('no view'), oneView: z.int(), contradictions: z.int(), open: z.int(), byOne: z.int(), unmapped: z.int().describe('views without a segment')
  }).nullable(),
  mayRegister: z.boolean()
})
export type SegmentsReply = z.infer<typeof segmentsReply>

const word = z.object({ wordId: z.uuid(), quote: z.string(), source: label, month: z.string().regex(/^\d{4}-\d{2}$/), yours: z.boolean().describe('the caller may take it away') })

/** GET /program/segments/:segmentId. What the caller may not see is null. */
export const segmentReply = segment.extend({
  may: z.object({ change: z.boolean(), speak: z.boolean().describe('publish the persona, decide conflicts') , see: z.boolean().describe('views, conflicts, opportunities'), write: z.boolean().describe('views of some unit') }),
  persona: persona.nullable(), personas: z.array(z.object({ version: z.int(), publishedOn: z.iso.date(), by: label.nullable() })).max(50),
  views: z.array(z.object({ viewId: z.uuid(), unitId: sourceId, unitName: label, called: label, version: z.int(), writtenOn: z.iso.date(), content: viewContent, yours: z.boolean() })).max(100).nullable(),
  divergence: divergence.extend({ compared: z.boolean(), on: z.iso.date() }).nullable(),
  conflicts: z.array(conflict).max(50).nullable(), opportunities: z.array(opportunity).max(50).nullable(),
  words: z.array(word).max(50), wordsInAll: z.int().nonnegative()
})
export type SegmentReply = z.infer<typeof segmentReply>

/** POST /program/segments/:segmentId/words */
export const wordRequest = z.strictObject({
  quote: z.string().trim().min(1).max(500).regex(/^\P{Cs}+$/u).describe('what customers said, word for word; no name, no address, no number of anybody'),
  source: label.describe('an interview, a call, a letter'), month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
})
export type WordRequest = z.infer<typeof wordRequest>
export const wordIdReply = z.object({ wordId: z.uuid() })
