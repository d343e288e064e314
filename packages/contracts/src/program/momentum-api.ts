import { z } from 'zod'
import { day, label, sourceId } from '../vocabulary.ts'

const counter = z.object({ kind: z.string(), many: z.string().describe('words after the number'), week: z.int().nonnegative(), quarter: z.int().nonnegative().describe('in the last 90 days'), all: z.int().nonnegative() })
export type Counter = z.infer<typeof counter>

/** GET /program/momentum */
export const momentumReply = z.object({
  vision: z.object({ text: z.string(), version: z.int().positive() }).nullable().describe('of the charter in force; null: none was published yet'),
  week: z.object({ from: day, until: day }).describe('seven days, today included'),
  activity: z.array(counter).describe('what was done'),
  outcome: z.array(counter).describe('what it led to; never added to activity'),
  heardThisWeek: z.int().nonnegative().nullable().describe('times that people logged hearing customers in the seven days before Monday; null: fewer than five people'),
  changes: z.array(z.object({ day, kind: z.string(), side: z.enum(['activity', 'outcome', 'news']), what: z.string(), href: z.string(), unit: z.object({ unitId: sourceId, name: label }).nullable() })).max(50).describe('newest first, without end to the past'),
  next: z.string().nullable()
})
export type MomentumReply = z.infer<typeof momentumReply>
