import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, wording } from '../vocabulary.ts'

const held = z.object({
  forumId: z.uuid(),
  day,
  statement: wording.describe('what was debated'),
  attended: z.int().nonnegative().describe('leaders who took part'),
  leaders: z.int().nonnegative().describe('leaders there are'),
  argumentsFor: z.int().nonnegative().describe('how many'),
  argumentsAgainst: z.int().nonnegative().describe('how many')
})
export type ForumHeld = z.infer<typeof held>

export const forumHeld = contract<ForumHeld>({
  topic: 'int.program.forum.v1',
  type: 'forum-held',
  meaning: 'A leaders’ forum has ended. Says how many took part and nothing of how anybody voted.',
  key: 'forum id',
  content: 'aggregate',
  data: held,
  example: { forumId: '0197e0c8-0000-7000-8000-0000000000f1', day: '2026-12-03', statement: 'We are customer-centric', attended: 12, leaders: 14, argumentsFor: 4, argumentsAgainst: 6 }
})
