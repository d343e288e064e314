import { z } from 'zod'
import { contract } from '../envelope.ts'
import { label, sourceId } from '../vocabulary.ts'

const topic = 'int.program.segment.v1'
const key = 'segment id'
const id = '0197e0c8-0000-7000-8000-000000000001'
const other = '0197e0c8-0000-7000-8000-000000000002'
const version = z.int().positive()

const segment = z.object({
  segmentId: z.uuid(), version: version.describe('of the entry in the registry'), name: label, customers: z.enum(['external', 'internal']), state: z.enum(['active', 'ended']),
  voiceId: sourceId.nullable().describe('person id of who answers for it; null: vacant')
})
export type SegmentData = z.infer<typeof segment>
export const segmentRegistered = contract<SegmentData>({
  topic, key, type: 'segment-registered', content: 'personal', data: segment,
  meaning: 'A segment of customers is in the registry, with the person who answers for it.',
  example: { segmentId: id, version: 1, name: 'Young families', customers: 'external', state: 'active', voiceId: 'P-1001' }
})
export const segmentChanged = contract<SegmentData>({
  topic, key, type: 'segment-changed', content: 'personal', data: segment,
  meaning: 'A segment was renamed, ended or taken up again, or somebody else answers for it.',
  example: { segmentId: id, version: 2, name: 'Young families', customers: 'external', state: 'active', voiceId: null }
})

const view = z.object({ segmentId: z.uuid(), viewId: z.uuid(), unitId: sourceId, version: version.describe('of the view') })
export type ViewData = z.infer<typeof view>
export const viewWritten = contract<ViewData>({
  topic, key, type: 'view-written', content: 'structure', data: view,
  meaning: 'A department wrote how it sees a segment; its text stays in the service.',
  example: { segmentId: id, viewId: other, unitId: 'U-10', version: 3 }
})
const mapping = view.pick({ segmentId: true, viewId: true, unitId: true }).extend({ mapped: z.boolean().describe('false: no longer mapped to this segment') })
export type MappingData = z.infer<typeof mapping>
export const viewMapped = contract<MappingData>({
  topic, key, type: 'view-mapped', content: 'structure', data: mapping,
  meaning: 'Somebody said that a department\'s view is of this segment, or that it is not.',
  example: { segmentId: id, viewId: other, unitId: 'U-10', mapped: true }
})

const published = z.object({ segmentId: z.uuid(), version: version.describe('of the persona'), statements: z.int().nonnegative(), units: z.int().nonnegative().describe('departments it was taken from'), openConflicts: z.int().nonnegative() })
export type PersonaData = z.infer<typeof published>
export const personaPublished = contract<PersonaData>({
  topic, key, type: 'persona-published', content: 'structure', data: published,
  meaning: 'A version of the agreed persona of a segment can be read by everybody.',
  example: { segmentId: id, version: 1, statements: 12, units: 4, openConflicts: 0 }
})

const decided = z.object({ segmentId: z.uuid(), conflictId: z.uuid(), verdict: z.enum(['first-holds', 'second-holds', 'split', 'no-contradiction']), firstUnitId: sourceId, secondUnitId: sourceId })
export type ConflictData = z.infer<typeof decided>
export const conflictDecided = contract<ConflictData>({
  topic, key, type: 'conflict-decided', content: 'structure', data: decided,
  meaning: 'A contradiction between two departments\' views was decided. It opens again when either text changes.',
  example: { segmentId: id, conflictId: other, verdict: 'split', firstUnitId: 'U-10', secondUnitId: 'U-20' }
})

const changed = z.object({ segmentId: z.uuid(), opportunityId: z.uuid(), version, firstUnitId: sourceId, secondUnitId: sourceId, state: z.enum(['open', 'agreed', 'done', 'dropped']), ownerId: sourceId.nullable().describe('person id'), disputed: z.boolean() })
export type OpportunityData = z.infer<typeof changed>
export const opportunityChanged = contract<OpportunityData>({
  topic, key, type: 'opportunity-changed', content: 'personal', data: changed,
  meaning: 'Two units that serve the same customers opened an opportunity, changed it or argue about whose it is.',
  example: { segmentId: id, opportunityId: other, version: 1, firstUnitId: 'U-10', secondUnitId: 'U-20', state: 'open', ownerId: 'P-1001', disputed: false }
})
