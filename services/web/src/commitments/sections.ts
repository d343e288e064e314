import type { RoleName } from '@weft/contracts/vocabulary'
import { may, type Action } from '../access/may.ts'

type Group = 'mine' | 'team' | 'whole' | 'more'
/** A part of the pages about commitments. A part stands here once it has a page. */
export type Section = { href: string, name: string, action: Action, group: Group, /** Whoever may not do that finds it behind "More". */ front?: Action }

/** What stands in a group, in words for who hears the page and for the menu of a phone. */
export const groupNames: Record<Group, string> = { mine: 'Mine', team: 'My team', whole: 'All units', more: 'More' }

const sections: readonly Section[] = [
  { href: '/commitments', name: 'My commitments', action: 'take-part', group: 'mine' },
  { href: '/commitments/quarter', name: 'My quarter', action: 'take-part', group: 'mine' },
  { href: '/commitments/index', name: 'My index', action: 'take-part', group: 'mine' },
  { href: '/commitments/receipts', name: 'What followed', action: 'take-part', group: 'mine' },
  { href: '/commitments/team', name: 'My team', action: 'take-part', group: 'team', front: 'lead-part' },
  { href: '/commitments/talk-kit', name: 'Team talk', action: 'lead-part', group: 'team' },
  { href: '/commitments/roll-up', name: 'Roll-up', action: 'see-roll-up', group: 'whole' },
  { href: '/commitments/effect', name: 'Does it work?', action: 'see-effect', group: 'whole' },
  { href: '/commitments/year', name: 'The year', action: 'run-program', group: 'whole' },
  { href: '/commitments/reminders', name: 'Reminders', action: 'take-part', group: 'more' },
  { href: '/commitments/handovers', name: 'Hand-overs', action: 'take-part', group: 'more' },
  { href: '/commitments/import', name: 'Bring goals', action: 'take-part', group: 'more' },
  { href: '/commitments/who-sees-what', name: 'Who sees what', action: 'take-part', group: 'more' }
]

/** What a reader sees of them, by group, in the order in which one needs it; a group without any is left out. The order is the same for all, so that nobody searches after getting a role. */
export function groupsFor (roles: readonly RoleName[]): { group: Group, all: Section[] }[] {
  const seen = sections.filter(({ action }) => may(roles, action)).map(section => section.front === undefined || may(roles, section.front) ? section : { ...section, group: 'more' as const })
  return (Object.keys(groupNames) as Group[]).map(group => ({ group, all: seen.filter(one => one.group === group) })).filter(({ all }) => all.length > 0)
}
