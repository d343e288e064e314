import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day } from '../vocabulary.ts'

const number = z.int().nonnegative()

const progress = z.object({
  day: day.describe('the calendar is UTC'),
  projects: z.object({
    all: number.describe('ever brought in'),
    inProgram: number.describe('kept or adopted, or merged into one that is'),
    undecided: number.describe('nobody has decided on them, nor on what they were merged into'),
    retired: number.describe('ended, or merged into one that was'),
    rejected: number.describe('not taken in: no project, or none of this program'),
    goesOn: number.describe('undertakings left of them: in the program or undecided, merged ones counted with what they went into')
  }).describe('where every project is; the four places add up to all'),
  counts: z.array(z.object({
    kind: z.string().describe('what was counted, for example milestone-reached'),
    side: z.enum(['activity', 'outcome', 'news']).or(z.string()).describe('activity was done, an outcome is what it led to; the two are never summed'),
    words: z.string().describe('for people to read, after the number'),
    total: number.describe('so far'),
    week: number.describe('on this day and the six before it')
  })).max(100).describe('facts, a line a kind; a kind that never came about has none')
})
export type Progress = z.infer<typeof progress>

export const programProgressed = contract<Progress>({
  topic: 'pub.program.progress.v1',
  type: 'program-progressed',
  meaning: 'How far the program is, as of a day: projects in it, and facts counted by kind. The last one of a day counts. Counts of things, never of what people said.',
  key: 'day',
  content: 'aggregate',
  data: progress,
  example: {
    day: '2026-11-24',
    projects: { all: 32, inProgram: 21, undecided: 6, retired: 4, rejected: 1, goesOn: 17 },
    counts: [{ kind: 'milestone-reached', side: 'outcome', words: 'milestones reached', total: 5, week: 1 }]
  }
})
