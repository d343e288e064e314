import type { RulesReply } from '@weft/contracts/commitments/owndata-api'

/** One kind of data, and who reads it when. */
export type Sees = { what: string, you: string, partners: string, boss: string, others: string }
type About = RulesReply & { boss: string | null }

/** The table of the page. Its numbers are those that the service decides by; who reads which line is kept to by the database (row-level security). */
export function seesOf ({ fewest, boss }: About): Sees[] {
  const named = boss ?? 'your boss, once the directory names one'
  return [
    { what: 'A draft of a commitment', you: 'Always', partners: 'Never', boss: 'Never', others: 'Never' },
    { what: 'A commitment, its history and how far it is', you: 'Always', partners: 'Those you share it with, from the day you share it', boss: `${named}, from the day you make it`, others: 'Who is asked to take it over, when you leave or move' },
    { what: 'What you are writing in a review', you: 'Always', partners: 'Never', boss: 'Once you send it', others: 'Never' },
    { what: 'What your boss is writing about you', you: 'Once they send it', partners: 'Never', boss: 'Always', others: 'Never' },
    { what: 'A review that was sent: values, notes, links, its steps', you: 'Always', partners: 'Never', boss: 'Whoever reviews you in that quarter; both read the same text', others: 'Never' },
    { what: 'Your Success Index', you: 'Always', partners: 'Never', boss: 'Whoever reviews you in that quarter', others: 'Never' },
    { what: 'That you are away for long', you: 'Ask your boss or the program office', partners: 'Never', boss: 'Always', others: 'The program office, which may enter it' },
    { what: 'Your choices about mails and your calendar address', you: 'Always; the address itself is shown once', partners: 'Never', boss: 'Never', others: 'Never' },
    {
      what: 'Figures of teams, departments and the whole', you: 'If you lead a unit, or are of the program office, an analyst or an auditor', partners: 'Like you', boss: 'Like you',
      others: `Once a quarter is closed, and only of ${fewest} people or more, so that no difference between two figures tells of fewer than ${fewest}, also not to a boss who knows the values of their reports`
    },
    { what: 'Files of goals that you send in', you: 'Always, until you finish', partners: 'Never', boss: 'Never', others: 'Never' }
  ]
}

/** Whoever reads one kind of data at some time, with when, and last that nobody else does. */
export function readersOf ({ you, partners, boss, others }: Sees): (readonly [string, string])[] {
  const readers = ([['You', you], ['Partners', partners], ['Your boss', boss], ['Others', others]] as const).filter(([, when]) => when !== 'Never')
  return others === 'Never' ? [...readers, ['Nobody else', '']] : readers
}
