import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, sourceId } from '../vocabulary.ts'

const topic = 'int.program.practice.v1'
const key = 'practice id'
const anExample = '018f0000-0000-7000-8000-0000000000a1'

const worded = z.object({
  practiceId: z.uuid(), version: z.int().positive().describe('of its wording'), discipline: sourceId,
  title: z.string().min(1).max(120), what: z.string().min(1).max(600), when: z.string().min(1).max(200), example: z.string().min(1).max(600).nullable(), on: day
})
export type PracticeWorded = z.infer<typeof worded>
const aWording: PracticeWorded = { practiceId: anExample, version: 1, discipline: 'CI', title: 'Open with a customer', what: 'A meeting begins with one thing a customer said.', when: 'Weekly team meeting', example: null, on: '2026-11-24' }

export const practiceAccepted = contract<PracticeWorded>({
  topic, key, type: 'practice-accepted', content: 'structure',
  meaning: 'A practice is in the library of the program, with these words.', data: worded, example: aWording
})
export const practiceChanged = contract<PracticeWorded>({
  topic, key, type: 'practice-changed', content: 'structure',
  meaning: 'A practice of the library has new words; units that adopted it keep their own.', data: worded, example: { ...aWording, version: 2 }
})

const retired = z.object({ practiceId: z.uuid(), reason: z.string().max(300), on: day })
export type PracticeRetired = z.infer<typeof retired>
export const practiceRetired = contract<PracticeRetired>({
  topic, key, type: 'practice-retired', content: 'structure',
  meaning: 'A practice left the library; no unit keeps it any more.', data: retired, example: { practiceId: anExample, reason: 'One practice says both', on: '2026-12-01' }
})

const adopted = z.object({ practiceId: z.uuid(), adoptionId: z.uuid(), unitId: sourceId, discipline: sourceId, version: z.int().positive(), wording: z.string().min(1).max(600).nullable().describe('how the unit says it; null: as the library does'), on: day })
export type PracticeAdopted = z.infer<typeof adopted>
export const practiceAdopted = contract<PracticeAdopted>({
  topic, key, type: 'practice-adopted', content: 'structure',
  meaning: 'A unit works by this practice from now on, with all units below it; said again when its wording changes.', data: adopted,
  example: { practiceId: anExample, adoptionId: '018f0000-0000-7000-8000-0000000000a2', unitId: 'U-10', discipline: 'CI', version: 1, wording: null, on: '2026-11-25' }
})

const ended = z.object({ practiceId: z.uuid(), adoptionId: z.uuid(), unitId: sourceId, reason: z.string().max(300), on: day })
export type PracticeAdoptionEnded = z.infer<typeof ended>
export const practiceAdoptionEnded = contract<PracticeAdoptionEnded>({
  topic, key, type: 'practice-adoption-ended', content: 'structure',
  meaning: 'A unit does not work by this practice any more.', data: ended,
  example: { practiceId: anExample, adoptionId: '018f0000-0000-7000-8000-0000000000a2', unitId: 'U-10', reason: 'The weekly meeting is gone', on: '2026-12-01' }
})
