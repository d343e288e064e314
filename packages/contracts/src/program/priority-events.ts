import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, sourceId } from '../vocabulary.ts'

const text = z.string().min(1)
const published = z.object({
  version: z.int().positive(), publishedOn: day,
  priorities: z.array(z.object({ priorityId: z.uuid(), title: text, why: text, disciplines: z.array(sourceId), measure: text })).min(1).max(3)
})
export type PrioritiesPublished = z.infer<typeof published>
export const prioritiesPublished = contract<PrioritiesPublished>({
  topic: 'int.program.priorities.v1', type: 'priorities-published', key: 'always `priorities`', content: 'structure',
  meaning: 'A version of the priorities is in force. What people said of the version before is of the past now.',
  data: published,
  example: {
    version: 1, publishedOn: '2027-03-01',
    priorities: [{ priorityId: '018f0000-0000-7000-8000-000000000001', title: 'Answer the same day', why: 'Waiting is what customers complain of most.', disciplines: ['CI', 'EM'], measure: 'Share of cases closed within a day' }]
  }
})
