import { z } from 'zod'
import { label } from '../vocabulary.ts'

const answer = z.string().max(4_000).regex(/^\P{Cs}*$/u)
/** The six questions, in the order in which they are asked. */
export const questions = ['why', 'think', 'act', 'measure', 'loyalty', 'creators'] as const
export const answers = z.strictObject({ why: answer, think: answer, act: answer, measure: answer, loyalty: answer, creators: answer })
export type Answers = z.infer<typeof answers>

const words = z.object({ version: z.int().positive(), answers, at: z.iso.datetime() })
/** One's own reflection, with all that was written before. */
export const ownReflection = words.extend({
  reflectionId: z.uuid(),
  shared: z.int().positive().nullable().describe('the version that leaders and the program office can read; null: none'),
  earlier: z.array(words).max(50).describe('newest first')
})
export type OwnReflection = z.infer<typeof ownReflection>

/** GET /program/reflections: the caller's own, and those that others share. */
export const reflectionsReply = z.object({
  writes: z.boolean().describe('the caller is a leader'),
  own: z.array(ownReflection).max(20).describe('begun last first'),
  shared: z.array(words.extend({ reflectionId: z.uuid(), by: label })).max(50).nullable().describe('of others, for leaders and the program office; null for whoever may read none'),
  next: z.uuid().nullable().describe('`after` of the next page of shared ones')
})
export type ReflectionsReply = z.infer<typeof reflectionsReply>

/** POST /program/reflections and /program/reflections/:reflectionId. `version`: the one that was seen; 0 for a new reflection. */
export const reflectionRequest = z.strictObject({ version: z.int().nonnegative(), answers })
export const reflectionDone = z.object({ reflectionId: z.uuid(), version: z.int().positive() })
/** POST /program/reflections/:reflectionId/sharing. `version`: what others read from now on; null takes it back. */
export const sharingRequest = z.strictObject({ version: z.int().positive().nullable() })
