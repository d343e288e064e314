import { z } from 'zod'
import { day, label, sourceId } from '../vocabulary.ts'
import { lines } from './text-api.ts'

export const exposureKind = z.enum(['research', 'call', 'visit']).describe('sat in on research, listened to calls, visited or was visited')
export type ExposureKind = z.infer<typeof exposureKind>
export const exposureDays = 90

/** POST /program/exposure */
export const exposureRequest = z.strictObject({
  kind: exposureKind, day: day.describe('when, at most 90 days ago'),
  aha: lines(600).nullable().describe('what one learned; private'), share: z.boolean().describe('shows the note, without a name, to everybody')
})
export type ExposureRequest = z.infer<typeof exposureRequest>
/** POST /program/exposure/:exposureId/sharing */
export const sharingRequest = z.strictObject({ share: z.boolean() })
export const exposureMade = z.object({ exposureId: z.uuid() })

/** GET /program/exposure: what the caller has logged, and what others share. Nobody gets anybody else's log. */
export const exposureReply = z.object({
  mayLog: z.boolean().describe('false: the directory does not know the caller as a person'),
  own: z.array(z.object({ exposureId: z.uuid(), kind: exposureKind, day, aha: z.string().nullable(), shared: z.boolean() })).max(100),
  notes: z.array(z.object({ noteId: z.uuid(), kind: exposureKind, text: z.string() })).max(50).describe('newest first; no name, no unit, no day')
})
export type ExposureReply = z.infer<typeof exposureReply>

/** A count of people as a band that is at least k + 1 counts wide. */
export const band = z.object({ atLeast: z.int().nonnegative(), atMost: z.int().nonnegative() })
export type Band = z.infer<typeof band>

/** GET /program/exposure/coverage: how many people of a unit with all below it heard customers in the 90 days before last Monday. */
export const exposureCoverageReply = z.object({
  from: day, until: day,
  units: z.array(z.object({ unitId: sourceId, name: label, depth: z.int().nonnegative(), people: z.int().positive(), heard: band })).max(200),
  next: sourceId.nullable()
})
export type ExposureCoverageReply = z.infer<typeof exposureCoverageReply>
