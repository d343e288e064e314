import type { Action } from '../access/may.ts'

/** A part of the pages about commitments, in the order of the second row of links. A part stands here once it has a page. */
export type Section = { href: string, name: string, action: Action }

/** In this order, each with its page: My commitments, My quarter, My index, My team, Team talk, Roll-up, Does it work?, What followed, Reminders, Who sees what. */
export const sections: readonly Section[] = [
  { href: '/commitments', name: 'My commitments', action: 'take-part' },
  { href: '/commitments/quarter', name: 'My quarter', action: 'take-part' },
  { href: '/commitments/index', name: 'My index', action: 'take-part' },
  { href: '/commitments/team', name: 'My team', action: 'take-part' },
  { href: '/commitments/talk-kit', name: 'Team talk', action: 'lead-part' },
  { href: '/commitments/roll-up', name: 'Roll-up', action: 'see-roll-up' },
  { href: '/commitments/effect', name: 'Does it work?', action: 'see-effect' },
  { href: '/commitments/receipts', name: 'What followed', action: 'take-part' },
  { href: '/commitments/reminders', name: 'Reminders', action: 'take-part' },
  { href: '/commitments/who-sees-what', name: 'Who sees what', action: 'take-part' },
  { href: '/commitments/year', name: 'The year', action: 'run-program' }
]
