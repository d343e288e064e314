import { z } from 'zod'
import { label, sourceId } from '../vocabulary.ts'
import { statementField } from './view-api.ts'

/** Most statements of an agreed persona. */
export const MOST_IN_PERSONA = 40

const source = z.object({ viewId: z.uuid(), unitId: sourceId, unitName: label, version: z.int().positive(), text: z.string().nullable().describe('as the department wrote it; null for who does not see views') })
const personaText = z.string().min(1).max(1_000)
export const personaStatement = z.object({
  id: z.uuid(), field: statementField, text: personaText,
  from: z.array(source).describe('none: added by whoever composed it'),
  changed: z.boolean().describe('a department no longer says what this was taken from')
})
export type PersonaStatement = z.infer<typeof personaStatement>

export const persona = z.object({
  version: z.int().positive(), summary: z.string().max(1_000), statements: z.array(personaStatement).max(MOST_IN_PERSONA),
  publishedOn: z.iso.date(), by: label.nullable(), openConflicts: z.int().nonnegative().describe('undecided when it was published')
})
export type Persona = z.infer<typeof persona>

/** GET /program/segments/:segmentId/persona: the draft, for who may publish it. */
export const personaDraftReply = z.object({
  segmentId: z.uuid(), segmentName: label, draftVersion: z.int().nonnegative(), viewsVersion: z.int().nonnegative().describe('to be sent with the publication: what views were when it was read'),
  summary: z.string(), statements: z.array(personaStatement), publishedVersion: z.int().nonnegative(), openConflicts: z.int().nonnegative(),
  clashes: z.array(z.object({ first: z.string(), second: z.string() })).describe('both sides of a contradiction that nobody decided to keep'),
  offered: z.array(z.object({ viewId: z.uuid(), unitId: sourceId, unitName: label, field: statementField, text: z.string(), taken: z.boolean() })).max(1_200)
})
export type PersonaDraftReply = z.infer<typeof personaDraftReply>

/** POST /program/segments/:segmentId/persona/statements: takes statements of current views into the draft. */
export const takeRequest = z.strictObject({
  draftVersion: z.int().nonnegative(),
  picks: z.array(z.strictObject({ viewId: z.uuid(), field: statementField, text: personaText })).min(1).max(MOST_IN_PERSONA)
})
/** POST /program/segments/:segmentId/persona/draft: the texts as they shall stand. Those that are not named are left out; without an id it is new. */
export const draftRequest = z.strictObject({
  draftVersion: z.int().nonnegative(), summary: z.string().max(1_000),
  statements: z.array(z.strictObject({ id: z.uuid().nullable(), field: statementField, text: personaText })).max(MOST_IN_PERSONA)
})
/** POST /program/segments/:segmentId/persona/publication */
export const publicationRequest = z.strictObject({ draftVersion: z.int().positive(), viewsVersion: z.int().nonnegative() })
export const personaReply = z.object({ segmentId: z.uuid(), version: z.int().nonnegative().describe('of the draft, or of what was published') })
export type TakeRequest = z.infer<typeof takeRequest>
export type DraftRequest = z.infer<typeof draftRequest>
export type PublicationRequest = z.infer<typeof publicationRequest>
