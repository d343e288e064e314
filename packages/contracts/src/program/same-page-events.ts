import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, sha256, sourceId } from '../vocabulary.ts'
import { ratingNames } from './attestation-api.ts'
import { samePageFigure } from './samepage-api.ts'

const topic = 'pub.program.same-page.v1'
const at = { version: z.int().positive().describe('of the priorities'), number: z.int().positive().describe('of the release, from 1 for each version') }
const anExamplePriority = '018f0000-0000-7000-8000-000000000001'

const group = z.object({
  ...at,
  side: z.enum(['all', 'leader', 'rest']).describe('everybody, people of rank leader, or all others'),
  unitId: sourceId.nullable().describe('the unit, with all below it; null: the whole organisation'),
  figures: z.array(z.object({ priorityId: z.uuid().describe('which priority'), rating: z.enum(ratingNames).describe('what was asked'), value: samePageFigure.describe('shown with its figures, or hidden without a reason') })).min(3).max(9).describe('each priority and rating')
})
export type SamePageGroup = z.infer<typeof group>
export const samePageGroupReleased = contract<SamePageGroup>({
  topic, type: 'same-page-group-released', key: 'unit id, or `all`', content: 'aggregate',
  meaning: 'What one group says of the priorities, in one release. A group that is not shown has no event. Count it only with its whole release.',
  data: group,
  example: {
    version: 1, number: 1, side: 'rest', unitId: 'U-1',
    figures: ratingNames.map(rating => ({ priorityId: anExamplePriority, rating, value: { kind: 'shown' as const, n: 12, mean: 3.75, interval: { kind: 'shown' as const, low: 3.1, high: 4.4, degreesOfFreedom: 11, spread: 'own' as const }, agreeing: { kind: 'shown' as const, percent: 66.6667, low: 39.06, high: 86.19 }, declined: { kind: 'at-most' as const, percent: 10 as const }, agreement: 0.62 } }))
  }
})

const released = z.object({
  ...at,
  releasedOn: day.describe('the day it was shown'),
  people: z.int().min(5).describe('counted in this and earlier releases of the version'),
  priorities: z.array(z.object({ priorityId: z.uuid().describe('the same from version to version'), title: z.string().describe('as it read') })).min(1).max(3).describe('what was asked about'),
  groups: z.int().positive().describe('how many group events belong to it'),
  sha256: sha256.describe('of the canonical JSON of all its group events, in the order of unit id and side')
})
export type SamePageReleased = z.infer<typeof released>
export const samePageReleased = contract<SamePageReleased>({
  topic, type: 'same-page-released', key: 'version of the priorities', content: 'aggregate',
  meaning: 'The manifest of a release of same-page figures: how many groups it has and how to check that one has it whole.',
  data: released,
  example: { version: 1, number: 1, releasedOn: '2027-03-20', people: 412, priorities: [{ priorityId: anExamplePriority, title: 'Answer the same day' }], groups: 38, sha256: '0'.repeat(64) }
})
