import { z } from 'zod'
import { day, label, sourceId } from '../vocabulary.ts'
import { disciplineId } from './discipline-api.ts'
import { line, lines } from './text-api.ts'

export const practiceState = z.enum(['proposed', 'accepted', 'declined', 'retired'])
export type PracticeState = z.infer<typeof practiceState>

const texts = { title: line(120), what: lines(600), when: line(200), example: lines(600).nullable() }

/** POST /program/practices */
export const proposePracticeRequest = z.strictObject({ ...texts, discipline: disciplineId, accept: z.boolean().default(false).describe('straight into the library; only of who may decide') })
export type ProposePracticeRequest = z.infer<typeof proposePracticeRequest>

/** POST /program/practices/:practiceId/versions */
export const changePracticeRequest = z.strictObject({ ...texts, basedOn: z.int().positive().describe('the version that was open while writing') })
export type ChangePracticeRequest = z.infer<typeof changePracticeRequest>

export const practiceDecision = z.enum(['accept', 'decline', 'retire'])
export type PracticeDecision = z.infer<typeof practiceDecision>
/** POST /program/practices/:practiceId/decision */
export const decidePracticeRequest = z.strictObject({ decision: practiceDecision, reason: line(300).nullable().describe('needed to decline and to retire') })

/** What a command about a practice gives. */
export const practiceReply = z.object({ practiceId: z.uuid(), version: z.int().positive(), state: practiceState })
export type PracticeReply = z.infer<typeof practiceReply>

/** POST /program/practices/starting-library */
export const startingLibraryReply = z.object({ added: z.int().nonnegative(), there: z.int().nonnegative().describe('already loaded before') })

/** POST /program/practices/:practiceId/adoptions */
export const adoptPracticeRequest = z.strictObject({ unitId: sourceId, wording: lines(600).nullable().describe('how this unit says it; null: as the library does') })
/** POST /program/practice-adoptions/:adoptionId/wording */
export const wordAdoptionRequest = z.strictObject({ wording: lines(600).nullable(), basedOn: z.int().positive().describe('the revision of the adoption that was open while writing') })
/** POST /program/practice-adoptions/:adoptionId/end */
export const endAdoptionRequest = z.strictObject({ reason: line(300) })
export const adoptionReply = z.object({ adoptionId: z.uuid(), practiceId: z.uuid(), unitId: sourceId, revision: z.int().positive() })

/** POST /program/practices/:practiceId/commitment and …/commitment/end */
export const commitmentReply = z.object({ practiceId: z.uuid(), since: day.nullable().describe('null: not committed') })

const practice = z.object({
  practiceId: z.uuid(), version: z.int().positive(), state: practiceState,
  title: z.string(), what: z.string(), when: z.string(), example: z.string().nullable(), discipline: sourceId,
  origin: z.enum(['here', 'weft']).describe('weft: from the starting library'),
  adoptedBy: z.int().nonnegative().describe('units'),
  own: z.object({
    proposed: z.boolean(),
    since: day.nullable().describe('the day the caller committed to it; null: not'),
    unit: z.object({ unitId: sourceId, name: label, wording: z.string().nullable() }).nullable().describe('the nearest unit, from the caller\'s own upward, that adopted it')
  })
})
export type PracticeItem = z.infer<typeof practice>

/** GET /program/practices */
export const practicesReply = z.object({
  practices: z.array(practice).max(50), next: z.uuid().nullable(),
  counts: z.object({ accepted: z.int(), proposed: z.int().describe('waiting, of those the caller may see'), startingLibrary: z.int().describe('practices of the starting library not loaded yet') })
})
export type PracticesReply = z.infer<typeof practicesReply>

const adoption = z.object({
  adoptionId: z.uuid(), unitId: sourceId, unitName: label, wording: z.string().nullable(), revision: z.int().positive(), adoptedOn: day,
  endedOn: day.nullable(), endReason: z.string().nullable(), yours: z.boolean().describe('the caller may end it and change its wording')
})
export type PracticeAdoption = z.infer<typeof adoption>

/** GET /program/practices/:practiceId */
export const practiceDetailReply = practice.extend({
  proposedOn: day, proposedBy: label.nullable().describe('for the office and managers'), decidedOn: day.nullable(), reason: z.string().nullable(),
  mayWrite: z.boolean(), mayDecide: z.boolean(),
  versions: z.array(z.object({ version: z.int().positive(), title: z.string(), what: z.string(), when: z.string(), example: z.string().nullable(), writtenOn: day })).max(100),
  adoptions: z.array(adoption).max(200)
})
export type PracticeDetail = z.infer<typeof practiceDetailReply>
