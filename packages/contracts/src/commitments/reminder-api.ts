import { z } from 'zod'

/** GET and POST /commitments/reminders/mine */
export const ownRemindersReply = z.object({
  known: z.boolean().describe('false: the directory does not know the caller, so nobody writes'),
  wanted: z.boolean().describe('whether mails about own days come; those about what others wait for always do')
})
export const ownRemindersRequest = z.strictObject({ wanted: z.boolean() })
export type OwnRemindersReply = z.infer<typeof ownRemindersReply>

/** When mails may go out: Monday to Friday, on the clocks of the organisation. */
export const reminderRules = z.strictObject({
  weeklyCap: z.int().min(1).max(3).describe('mails to one person within seven days'),
  fromHour: z.int().min(0).max(22).describe('first hour of the day, 0–22'),
  toHour: z.int().min(1).max(23).describe('the hour at which the day ends, after the first')
})
export type ReminderRules = z.infer<typeof reminderRules>

/** GET and POST /commitments/reminders/rules: the rules, and what became of the mails of the last thirty days. */
export const reminderRulesReply = z.object({
  rules: reminderRules,
  timeZone: z.string().max(64).describe('of the organisation\'s calendar'),
  lastThirtyDays: z.object({ sent: z.int(), refused: z.int(), unknown: z.int().describe('in hand when a sender died: not sent again') })
})
export type ReminderRulesReply = z.infer<typeof reminderRulesReply>
