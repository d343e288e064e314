import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, sourceId } from '../vocabulary.ts'

const text = z.string().min(1)
const published = z.object({
  version: z.int().positive(), publishedOn: day, sponsorId: sourceId.nullable(), vision: text,
  goals: z.array(z.object({ goal: text, measure: z.string() })).min(1).max(5), resources: text
})
export type CharterPublished = z.infer<typeof published>
export const charterPublished = contract<CharterPublished>({
  topic: 'int.program.charter.v1', type: 'charter-published', key: 'always `charter`', content: 'personal',
  meaning: 'A version of the charter is in force: who stands behind the program, for what, and with what.',
  data: published,
  example: {
    version: 1, publishedOn: '2027-03-01', sponsorId: 'P-1', vision: 'Every customer gets an answer the same day.',
    goals: [{ goal: 'Answer within a day', measure: '90 % of cases, by the case log' }], resources: 'Two people full time.'
  }
})
