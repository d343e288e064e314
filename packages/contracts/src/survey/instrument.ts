import { z } from 'zod'
import { label, languageTag, sourceId, wording } from '../vocabulary.ts'

export const scale = z.object({ min: z.int().min(-1000).max(1000), max: z.int().min(-1000).max(1000) })

const item = z.object({
  itemId: sourceId,
  factorId: sourceId,
  min: z.int(),
  max: z.int(),
  reverse: z.boolean(),
  text: z.record(languageTag, wording).describe('language tag → wording. A past wave\'s item may have none')
})
export type Item = z.infer<typeof item>

const factor = z.object({
  factorId: sourceId,
  name: label,
  discipline: sourceId.nullable().describe('the discipline it measures, when it measures one'),
  favourableFrom: z.int().nullable().describe('after reversing, an answer at or above this is favourable; null: no share is given')
})
export type Factor = z.infer<typeof factor>

/** A versioned set of items; each item belongs to one factor, all items of a factor share one scale. */
export const instrument = z.object({
  instrumentId: sourceId,
  version: z.int().positive(),
  title: label,
  items: z.array(item).min(1).max(500),
  factors: z.array(factor).min(1).max(50),
  validated: z.boolean().describe('false until a pilot record exists; screens then say "not yet validated"')
})
export type Instrument = z.infer<typeof instrument>
