import { z } from 'zod'
import { day, label, wording } from '../vocabulary.ts'
import { coverage, forumState } from './forum-api.ts'

/** What a leader does about a wave's results. Each change is a new version. */
export const debrief = z.object({ version: z.int().positive(), action: wording, at: z.iso.datetime() })
/** A wave that the start looks at, and how many leaders have answered to its results. */
export const startWave = z.object({ waveId: z.uuid(), title: label, debriefed: z.int().nonnegative(), mine: debrief.nullable() })
export type StartWave = z.infer<typeof startWave>

/** GET /program/start */
export const startReply = z.object({
  leader: z.boolean().describe('the caller is a leader'),
  forums: z.array(z.object({ forumId: z.uuid(), title: label, day, state: forumState })).max(10).describe('newest first'),
  waves: z.array(startWave).max(20).describe('linked last first'),
  workshops: z.array(z.object({ workshopId: z.uuid(), title: label, day, took: z.int().nonnegative() })).max(10).describe('newest first'),
  involved: coverage.describe('leaders who took part in any forum or workshop'),
  missing: z.array(label).max(500).nullable().describe('leaders who took part in none; for the program office alone, null for others')
})
export type StartReply = z.infer<typeof startReply>

/** POST /program/start/waves: the title is kept as it is now. */
export const startWaveRequest = z.strictObject({ waveId: z.uuid(), title: label })
export const startWaveDone = z.object({ waveId: z.uuid() })
/** POST /program/start/workshops */
export const workshopRequest = z.strictObject({ workshopId: z.uuid().optional().describe('chosen by the caller; sent twice, it is one workshop'), title: label, day })
export const workshopDone = z.object({ workshopId: z.uuid() })
/** POST /program/start/waves/:waveId/debrief. `version`: of the own words that were seen; 0 where there were none. */
export const debriefRequest = z.strictObject({ version: z.int().nonnegative(), action: wording })
export const debriefDone = z.object({ version: z.int().positive() })
/** GET /program/start/waves/:waveId/debriefs: the latest words of each leader, by name. */
export const debriefsReply = z.object({
  waveId: z.uuid(), title: label,
  debriefs: z.array(z.object({ name: label.nullable().describe('null: somebody who has left'), action: wording, at: z.iso.datetime() })).max(200),
  next: z.string().nullable().describe('`after` of the next page')
})
export type DebriefsReply = z.infer<typeof debriefsReply>
