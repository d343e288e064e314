import { z } from 'zod'
import { day, label, sourceId } from '../vocabulary.ts'
import { line, lines } from './text-api.ts'

export const reminderAudience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }), z.strictObject({ kind: z.literal('leaders') }), z.strictObject({ kind: z.literal('unit'), unitId: sourceId.describe('with all below it') })
])
export type ReminderAudience = z.infer<typeof reminderAudience>

/** POST /program/reminders */
export const reminderRequest = z.strictObject({ subject: line(120), text: lines(2000), audience: reminderAudience, day: day.describe('goes out on this day, in UTC') })
export type ReminderRequest = z.infer<typeof reminderRequest>
export const reminderMade = z.object({ reminderId: z.uuid() })

const counts = z.object({
  people: z.int().nonnegative(), sent: z.int().nonnegative(), waiting: z.int().nonnegative(),
  leftAlone: z.int().nonnegative().describe('had one within seven days, or wants none'),
  refused: z.int().nonnegative().describe('by the mail server'), unknown: z.int().nonnegative().describe('the sender died with this mail in hand: it may have gone out, and is not sent again')
})
export const reminder = z.object({
  reminderId: z.uuid(), subject: z.string(), text: z.string(), audience: reminderAudience, audienceName: label, day, byName: label.nullable(),
  state: z.enum(['planned', 'sending', 'sent', 'withdrawn']), counts: counts.nullable().describe('null until it goes out')
})
export type Reminder = z.infer<typeof reminder>
/** GET /program/reminders: newest first. */
export const remindersReply = z.object({ reminders: z.array(reminder).max(50), next: z.string().nullable(), suggestion: z.object({ subject: z.string(), text: z.string() }) })
export type RemindersReply = z.infer<typeof remindersReply>

/** GET /program/reminders/mine, POST /program/reminders/mine */
export const ownRemindersReply = z.object({ known: z.boolean().describe('false: the directory does not know the caller as a person'), wanted: z.boolean() })
export type OwnRemindersReply = z.infer<typeof ownRemindersReply>
export const ownRemindersRequest = z.strictObject({ wanted: z.boolean() })
