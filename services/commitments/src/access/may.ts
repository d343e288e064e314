import type { May } from '@weft/service-kit/access'

const everybody = ['program-office', 'analyst', 'auditor', 'manager', 'employee']

/** Action → roles that may do it. Whose commitment it is, and whose boss somebody is, the routes ask where it is known. */
const rolesFor: Record<string, readonly string[]> = {
  'read-own-place': everybody,
  'keep-commitments': everybody,
  'verify-index': ['program-office', 'auditor'],
  'read-roll-up': ['program-office', 'analyst', 'auditor', 'manager'],
  'read-effect': ['program-office', 'analyst', 'auditor'],
  'read-receipts': everybody,
  'prepare-talk': ['program-office', 'manager'],

  // Mails: one's own are one's own; when they may go out, the office says.
  'keep-own': everybody,
  'run-reminders': ['program-office'],
  'read-feed': ['door'],
  // Whoever asks to be forgotten asks the office.
  'erase-people': ['program-office'],
  // Quarters: everybody has a review, and anybody can be asked to review somebody. The office counts the year and names who reviews where nobody does.
  'read-calendar': everybody,
  'set-calendar': ['program-office'],
  'keep-own-review': everybody,
  'review-people': everybody,
  'note-absence': everybody,
  'name-reviewer': ['program-office'],
  // Also of who reviews for somebody else: whose boss one is, the database says.
  'lead-commitments': everybody
}

/** Whether this subject may do this here. What is not named, nobody may. */
export const may: May = ({ roles }, action) => {
  const allowed = Object.hasOwn(rolesFor, action) ? rolesFor[action] : undefined
  return allowed?.some(role => roles.includes(role)) ?? false
}
