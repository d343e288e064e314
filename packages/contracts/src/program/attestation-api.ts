import { z } from 'zod'

/** What is asked of every priority, in this order. */
export const ratingNames = ['understand', 'agree', 'motivated'] as const
export type RatingName = typeof ratingNames[number]

/** 1: strongly disagree … 5: strongly agree; null: would rather not say, which is an answer. */
const rating = z.int().min(1).max(5).nullable()
export const attested = z.strictObject({ priorityId: z.uuid(), understand: rating, agree: rating, motivated: rating })
export type Attested = z.infer<typeof attested>

/** GET /program/attestation: what the caller said, which nobody else is told. */
export const attestationReply = z.object({
  version: z.int().nonnegative().describe('of the priorities in force; 0: none yet'),
  mayAttest: z.boolean().describe('false: the directory does not know the caller as a person'),
  mine: z.array(attested).max(3).nullable().describe('of this version; null: not answered yet'),
  countedOn: z.iso.date().nullable().describe('the day of the figures that counted it; null: not yet'),
  before: z.int().positive().nullable().describe('the last older version that the caller answered')
})
export type AttestationReply = z.infer<typeof attestationReply>

/** POST /program/attestation: all priorities of the version at once. */
export const attestRequest = z.strictObject({ version: z.int().positive(), ratings: z.array(attested).min(1).max(3) })
export const attestedReply = z.object({ version: z.int().positive() })
