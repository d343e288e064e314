import { z } from 'zod'
import { languageTag } from '../vocabulary.ts'
import { draftReplyOf, draftRequestOf, editionsReplyOf, freeText } from './edition-api.ts'

const texts = z.array(z.strictObject({ language: languageTag, text: freeText(3000) })).max(12)
/** The definition of customer centricity, a text for each language. One version is the same meaning in all of them. */
export const definitionDraft = z.strictObject({ texts })
export type DefinitionDraft = z.infer<typeof definitionDraft>

/** GET /program/definition */
export const definitionReply = z.object({
  version: z.int().nonnegative().describe('0: none was published yet'),
  publishedOn: z.iso.date().nullable(),
  texts,
  acknowledged: z.int().positive().nullable().describe('the last version that the caller said to have read'),
  mayAcknowledge: z.boolean().describe('false: the directory does not know the caller as a person')
})
export type DefinitionReply = z.infer<typeof definitionReply>

/** POST /program/definition/acknowledgement */
export const acknowledgeRequest = z.strictObject({ version: z.int().positive() })
export const acknowledgedReply = z.object({ version: z.int().positive() })

/** GET /program/definition/coverage: how many have read the version in force, in bands at least 5 people wide; of units with fewer than 10 nothing is said. */
export const coverageReply = z.object({
  version: z.int().nonnegative(),
  units: z.array(z.object({ unitId: z.string(), name: z.string(), people: z.int(), atLeast: z.int(), atMost: z.int() })).max(200),
  next: z.string().nullable()
})
export type CoverageReply = z.infer<typeof coverageReply>

export const definitionDraftRequest = draftRequestOf(definitionDraft)
export const definitionDraftReply = draftReplyOf(definitionDraft)
export const definitionsReply = editionsReplyOf(z.object({ texts }))
