import type { Action } from '../access/may.ts'

/** A part of the program with pages of its own, in the order of the second row of links. A part stands here once it has a page. */
export type Section = { href: string, name: string, action: Action, /** Behind "More": pages one is led to from others. */ further?: true }

export const sections: readonly Section[] = [
  { href: '/program/start', name: 'Start', action: 'see-program' },
  { href: '/program/priorities', name: 'Priorities', action: 'take-part' },
  { href: '/program/projects', name: 'Projects', action: 'see-portfolio' },
  { href: '/program/customers', name: 'Customers', action: 'take-part' },
  { href: '/program/practices', name: 'Practices', action: 'see-program' },
  { href: '/program/roadmap', name: 'Roadmap', action: 'see-program' },
  { href: '/program/quick-wins', name: 'Quick wins', action: 'see-program' },
  { href: '/program/momentum', name: 'Momentum', action: 'take-part' },
  { href: '/program/on-one-page', name: 'On one page', action: 'take-part', further: true },
  { href: '/program/charter', name: 'Charter', action: 'take-part', further: true },
  { href: '/program/definition', name: 'Definition', action: 'take-part', further: true },
  { href: '/program/same-page', name: 'Same page', action: 'take-part', further: true },
  { href: '/program/projects/overlaps', name: 'Overlaps', action: 'see-portfolio', further: true },
  { href: '/program/my-role', name: 'My role', action: 'take-part', further: true },
  { href: '/program/exposure', name: 'Hearing customers', action: 'take-part', further: true },
  { href: '/program/reflection', name: 'Reflection', action: 'take-part', further: true },
  { href: '/program/learning', name: 'Experiments', action: 'take-part', further: true },
  { href: '/program/readiness', name: 'Readiness', action: 'see-portfolio', further: true },
  { href: '/program/reminders', name: 'Reminders', action: 'run-program', further: true }
]
