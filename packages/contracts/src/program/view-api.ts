import { z } from 'zod'
import { label, sourceId } from '../vocabulary.ts'

/** Most statements in one list of a view. */
export const MOST_STATEMENTS = 12
/** Most letters of a text of several lines. */
export const MOST_PROSE = 1_000
/** Most views in one import. */
export const MOST_IMPORTED = 1_500

const statements = z.array(label).max(MOST_STATEMENTS)
const prose = z.string().max(MOST_PROSE).regex(/^\P{Cs}*$/u)

/** How a department sees a customer. Lists hold one statement each; empty lists and texts are allowed, a view that is empty throughout is not. */
export const viewContent = z.strictObject({
  needs: statements.describe('what they need from us'),
  pains: statements.describe('what makes it hard for them'),
  goals: statements.describe('what they want to reach'),
  life: prose.describe('their life beyond our products'),
  contribution: prose.describe('what this department does for them')
})
export type ViewContent = z.infer<typeof viewContent>
/** The lists of a view, in the order of a page. */
export const listFields = ['needs', 'pains', 'goals'] as const
/** What of a view can be taken into a persona or contradict another view. */
export const statementField = z.enum(['needs', 'pains', 'goals', 'life', 'contribution'])
export type StatementField = z.infer<typeof statementField>

const version = z.int().nonnegative()

/** POST /program/views */
export const newViewRequest = z.strictObject({
  unitId: sourceId.describe('the department'), segmentId: z.uuid().nullable().describe('null: not mapped yet'), called: label.describe('what the department calls these customers'),
  content: viewContent, draft: z.boolean().describe('true: only the writer sees it')
})
export type NewViewRequest = z.infer<typeof newViewRequest>
/** POST /program/views/:viewId. `version`: the one that was read; another meanwhile is 409 `changed-meanwhile`, and the text is kept as the writer's draft. */
export const viewRequest = newViewRequest.pick({ called: true, content: true, draft: true }).extend({ version }).strict()
export type ViewRequest = z.infer<typeof viewRequest>
/** POST /program/views/:viewId/mapping. null: no longer mapped. */
export const mappingRequest = z.strictObject({ segmentId: z.uuid().nullable(), why: z.string().trim().max(300) })
export type MappingRequest = z.infer<typeof mappingRequest>
export const viewIdReply = z.object({ viewId: z.uuid(), version })

const viewHead = z.object({
  viewId: z.uuid(), unitId: sourceId, unitName: label, called: label, segmentId: z.uuid().nullable(), segmentName: label.nullable(),
  version: version.describe('0: only a draft'), writtenOn: z.iso.date().nullable(), yours: z.boolean().describe('the caller may write it')
})
export type ViewHead = z.infer<typeof viewHead>

/** GET /program/views/:viewId */
export const viewReply = viewHead.extend({
  content: viewContent.nullable().describe('null: only a draft'),
  draft: z.object({ baseVersion: version, called: label, content: viewContent }).nullable().describe('the caller\'s own'),
  versions: z.array(z.object({ version, called: label, content: viewContent, writtenOn: z.iso.date(), by: label.nullable() })).max(50).describe('newest first'),
  mappings: z.array(z.object({ segmentName: label.nullable(), on: z.iso.date(), by: label.nullable(), why: z.string() })).max(50).describe('newest first; no name: unmapped')
})
export type ViewReply = z.infer<typeof viewReply>

/** GET /program/views: those without a segment come first, with segments that may be the same customers. */
export const viewsReply = z.object({
  views: z.array(viewHead.extend({ maybe: z.array(z.object({ segmentId: z.uuid(), name: label, why: z.string() })).max(3) })).max(100),
  unmapped: z.int().nonnegative(), next: z.string().nullable()
})
export type ViewsReply = z.infer<typeof viewsReply>

/** POST /program/views/imports: whole or not at all. `segment` is the id or the exact name of an active one; null is not mapped. A unit's view of a segment that is there becomes its next version. */
export const viewsImportRequest = z.strictObject({
  views: z.array(z.strictObject({ unitId: sourceId, segment: label.nullable(), called: label, content: viewContent })).min(1).max(MOST_IMPORTED)
})
export type ViewsImportRequest = z.infer<typeof viewsImportRequest>
export const viewsImportReply = z.object({ written: z.int().nonnegative(), unchanged: z.int().nonnegative() })
