import { z } from 'zod'
import { day, label } from '../vocabulary.ts'

const days = z.int().min(3).max(45)
const calendar = {
  fiscalMonth: z.int().min(1).max(12).describe('in which month the fiscal year begins'),
  timeZone: z.string().min(1).max(64).describe('IANA name, such as Europe/Madrid'),
  selfDays: days.describe('before the quarter’s end, for the person'), bossDays: days.describe('after it, for the boss'), disputeDays: days.describe('for an answer, and for settling a dispute')
}
/** POST /commitments/calendar; `version` is the one that was read, 0 where none is written. */
export const calendarRequest = z.strictObject({ version: z.int().nonnegative().max(1e6), ...calendar })
export type CalendarRequest = z.infer<typeof calendarRequest>

const quarter = z.object({ startsOn: day, endsOn: day, label, reviewFrom: day, bossBy: day, finalOn: day })
/** GET /commitments/calendar */
export const calendarReply = z.object({
  version: z.int().nonnegative(), calendar: z.object(calendar), today: day,
  running: quarter.nullable().describe('as it was opened; nothing changes it'), next: quarter.nullable().describe('as it would open under this version'),
  versions: z.array(z.object({ version: z.int().positive(), ...calendar, writtenOn: day, writtenBy: label.nullable() })).max(100)
})
export type CalendarReply = z.infer<typeof calendarReply>
