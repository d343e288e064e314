import { z } from 'zod'
import { sourceId } from '../vocabulary.ts'
import { disciplineId } from './discipline-api.ts'
import { draftReplyOf, draftRequestOf, editionsReplyOf, freeText } from './edition-api.ts'

export const MOST_PRIORITIES = 3

/** As the office writes them. `priorityId` stays with a priority from version to version; null: a new one. */
export const prioritiesDraft = z.strictObject({
  priorities: z.array(z.strictObject({
    priorityId: z.uuid().nullable(), title: freeText(120), why: freeText(600),
    disciplines: z.array(disciplineId).max(8), measure: freeText(300).describe('how we know')
  })).max(MOST_PRIORITIES)
})
export type PrioritiesDraft = z.infer<typeof prioritiesDraft>

export const priority = z.object({
  priorityId: z.uuid().describe('the same from version to version'), title: freeText(120), why: freeText(600),
  disciplines: z.array(sourceId).max(8), measure: freeText(300).describe('how we know')
})
export type Priority = z.infer<typeof priority>

/** GET /program/priorities: what the whole organisation pulls at now. */
export const prioritiesReply = z.object({
  version: z.int().nonnegative().describe('0: none were published yet'),
  publishedOn: z.iso.date().nullable(),
  priorities: z.array(priority).max(MOST_PRIORITIES)
})
export type PrioritiesReply = z.infer<typeof prioritiesReply>

export const prioritiesDraftRequest = draftRequestOf(prioritiesDraft)
export const prioritiesDraftReply = draftReplyOf(prioritiesDraft)
export const prioritySetsReply = editionsReplyOf(z.object({ priorities: z.array(priority) }))
