import { z } from 'zod'
import { label, languageTag, sourceId, wording } from '../vocabulary.ts'

export const scale = z.object({ min: z.int().min(-1000).max(1000), max: z.int().min(-1000).max(1000) })

const item = z.object({
  itemId: sourceId,
  factorId: sourceId,
  min: z.int(),
  max: z.int(),
  reverse: z.boolean(),
  /** Language tag → wording. A past wave's item may have none. */
  text: z.record(languageTag, wording)
})
export type Item = z.infer<typeof item>

const factor = z.object({
  factorId: sourceId,
  name: label,
  /** The discipline it measures, when it measures one. */
  discipline: sourceId.nullable(),
  /** After reversing, an answer at or above this is favourable; null: no share is given. */
  favourableFrom: z.int().nullable()
})
export type Factor = z.infer<typeof factor>

/** A versioned set of items; each item belongs to one factor, all items of a factor share one scale. */
export const instrument = z.object({
  instrumentId: sourceId,
  version: z.int().positive(),
  title: label,
  items: z.array(item).min(1).max(500),
  factors: z.array(factor).min(1).max(50),
  /** False until a pilot record exists; screens then say "not yet validated". */
  validated: z.boolean()
})
export type Instrument = z.infer<typeof instrument>
