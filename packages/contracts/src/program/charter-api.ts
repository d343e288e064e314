import { z } from 'zod'
import { label, sourceId } from '../vocabulary.ts'
import { draftRequestOf, draftReplyOf, editionsReplyOf, freeText } from './edition-api.ts'

export const MOST_GOALS = 5
const goals = z.array(z.strictObject({ goal: freeText(300), measure: freeText(200).describe('how one sees it was reached; may be empty') })).max(MOST_GOALS)

/** As the office writes it. Unfinished is fine until it is published. */
export const charterDraft = z.strictObject({
  vision: freeText(600),
  sponsor: freeText(254).describe('e-mail address or id of a person in the directory; empty: nobody'),
  goals,
  resources: freeText(1000)
})
export type CharterDraft = z.infer<typeof charterDraft>

/** As it was published. */
export const charter = z.object({
  vision: freeText(600),
  sponsorId: sourceId.nullable().describe('person id; null: published without a sponsor'),
  goals: z.array(z.object({ goal: freeText(300), measure: freeText(200) })).max(MOST_GOALS),
  resources: freeText(1000)
})
export type Charter = z.infer<typeof charter>

/** Whether somebody stands behind the program: computed, never entered. */
export const mandate = z.object({
  state: z.enum(['held', 'vacant']),
  why: z.enum(['sponsored', 'no-charter', 'no-sponsor', 'sponsor-left']).describe('`sponsor-left`: the directory does not know the sponsor any more')
})
export type Mandate = z.infer<typeof mandate>

/** GET /program/charter */
export const charterReply = z.object({
  charter: charter.omit({ sponsorId: true }).extend({
    version: z.int().positive(), publishedOn: z.iso.date(),
    sponsor: z.object({ name: label }).nullable().describe('null: none, or has left')
  }).nullable().describe('null: none was published yet'),
  mandate
})
export type CharterReply = z.infer<typeof charterReply>

export const charterDraftRequest = draftRequestOf(charterDraft)
export const charterDraftReply = draftReplyOf(charterDraft)
export const chartersReply = editionsReplyOf(charter)
