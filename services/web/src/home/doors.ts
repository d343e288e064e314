import type { RoleName } from '@weft/contracts/vocabulary'

export type Door = { href: string, name: string, why: string }

/** What somebody comes for in a role of their own, besides the results: the first ways in from home. */
const doorsOf: Partial<Record<RoleName, readonly Door[]>> = {
  it: [
    { href: '/people', name: 'Bring in people and units', why: 'The files from the HR system, and what is known now.' },
    { href: '/held-up', name: 'See what is held up', why: 'Events that could not be applied or sent, by service.' },
    { href: '/keys', name: 'Make an access key', why: 'So that a program can bring the files in by itself.' }
  ],
  auditor: [
    { href: '/audit', name: 'Read the audit log', why: 'What was done, when, and under which subject. No names, no answers.' },
    { href: '/audit/verification', name: 'Check its chain', why: 'Whether a line was changed or taken out.' },
    { href: '/roles', name: 'See roles given for a time', why: 'Who has which, until when, and why.' },
    { href: '/waves', name: 'See the waves', why: 'Their settings, and checks of their releases.' }
  ]
}

export const doorsFor = (roles: readonly RoleName[]): readonly Door[] => roles.includes('program-office') ? [] : roles.flatMap(role => doorsOf[role] ?? [])
