import { z } from 'zod'
import { day, label, languageTag, sourceId, thresholds, wording } from '../vocabulary.ts'

const column = z.string().min(1).max(200)

/** How a past survey's CSV is read: the mapping is the wave's instrument. Columns it does not name are never stored. */
export const pastWaveMapping = z.strictObject({
  title: label,
  closedOn: day,
  /** Name of the root of the wave's tree. */
  organisation: label,
  instrument: z.strictObject({ instrumentId: sourceId, version: z.int().positive(), title: label }),
  language: languageTag.default('en'),
  /** What stands for "no answer" besides an empty cell. */
  missing: z.array(z.string().max(40)).max(20).default([]),
  scales: z.record(sourceId, z.strictObject({ min: z.int(), max: z.int() })),
  factors: z.array(z.strictObject({ factorId: sourceId, name: label, scale: sourceId, discipline: sourceId.nullable().default(null), favourableFrom: z.int().nullable().default(null) })).min(1).max(50),
  items: z.array(z.strictObject({ column, itemId: sourceId.optional(), factorId: sourceId, reverse: z.boolean().default(false), text: wording.optional() })).min(1).max(500),
  /** Columns from the top of the tree down to the unit; an empty cell ends the path there, none at all sits at the root. */
  unitPath: z.array(column).max(10).default([]),
  /** Ids that the directory has for units of this tree, so that managers find their own; any other unit gets an id of this wave alone. The root's path is empty. */
  unitIds: z.array(z.strictObject({ path: z.array(label).max(10), unitId: sourceId })).max(50_000).default([]),
  thresholds: thresholds.default({ score: 5, spread: 10 })
})
export type PastWaveMapping = z.infer<typeof pastWaveMapping>
