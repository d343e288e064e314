import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, sourceId } from '../vocabulary.ts'

const topic = 'int.program.quick-win.v1'
const key = 'quick win id'
const anExample = '3b0f7a52-5d3c-4f0e-9a6b-1c2d3e4f5a61'

const shared = z.object({
  winId: z.uuid(), prompt: sourceId, discipline: sourceId, kind: z.enum(['win', 'story']).describe('win: others can look at what shows it'),
  practiceId: z.uuid().nullable(), priorityId: z.uuid().nullable(), on: day
})
export type QuickWinShared = z.infer<typeof shared>
export const quickWinShared = contract<QuickWinShared>({
  topic, key, type: 'quick-win-shared', content: 'structure',
  meaning: 'A quick win was shared, or changed by its author. Says nothing of who it is from, nor its text.', data: shared,
  example: { winId: anExample, prompt: 'insight', discipline: 'CI', kind: 'win', practiceId: null, priorityId: null, on: '2026-11-24' }
})

const adopted = z.object({ winId: z.uuid(), unitId: sourceId, on: day })
export type QuickWinAdopted = z.infer<typeof adopted>
export const quickWinAdopted = contract<QuickWinAdopted>({
  topic, key, type: 'quick-win-adopted', content: 'structure', meaning: 'A unit does this too.', data: adopted, example: { winId: anExample, unitId: 'U-10', on: '2026-11-26' }
})

const gone = z.object({ winId: z.uuid(), why: z.enum(['withdrawn', 'hidden']), on: day })
export type QuickWinGone = z.infer<typeof gone>
export const quickWinGone = contract<QuickWinGone>({
  topic, key, type: 'quick-win-gone', content: 'structure', meaning: 'A quick win is not shown any more: its author took it back, or the office hid it.', data: gone,
  example: { winId: anExample, why: 'withdrawn', on: '2026-11-27' }
})
