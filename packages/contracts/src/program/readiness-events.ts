import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day } from '../vocabulary.ts'
import { aspectId, quarter } from './readiness-api.ts'

const readiness = z.object({
  quarter,
  version: z.int().positive().describe('counts up within the quarter'),
  day,
  aspects: z.array(z.object({ aspect: aspectId, level: z.int().min(0).max(4).nullable().describe('null: not looked at') })).describe('all nine; evidence stays where it was written')
})
export type ReadinessReviewed = z.infer<typeof readiness>

export const readinessReviewed = contract<ReadinessReviewed>({
  topic: 'int.program.readiness.v1',
  type: 'readiness-reviewed',
  meaning: 'The program office rated how ready the program is, by nine aspects. Names nobody.',
  key: 'quarter',
  content: 'structure',
  data: readiness,
  example: { quarter: '2026-Q4', version: 1, day: '2026-11-24', aspects: [{ aspect: 'mandate', level: 3 }, { aspect: 'hero', level: null }] }
})
