/** What an invitation or a reminder says, but for the person. `closesOn` is a day, YYYY-MM-DD. */
export type Occasion = { kind: 'invitation' | 'reminder', title: string, closesOn: string, threshold: number }

export type Wording = { subject: string, greeting: string, why: string, what: string, button: string, how: string, until: string, confidential: string[] }

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** The words of one mail, for its text and its HTML part alike: why first, then what to do, how long, until when, and what is done with the answers. */
export function wordingOf ({ kind, title, closesOn, threshold }: Occasion, name: string): Wording {
  const until = days.format(new Date(`${closesOn}T00:00:00Z`))
  return {
    subject: kind === 'invitation' ? `${title}: five minutes for how we work with customers` : `${title}: your answers are still welcome until ${until}`,
    greeting: `Hello ${name},`,
    why: kind === 'invitation'
      ? 'Your answers decide what gets better for customers, and for the work behind it. Everybody here is asked the same questions; the results show what goes well and what to work on first.'
      : 'Your view is still missing, and it counts as much as any other. The more people answer, the better the results show what to work on first. If you would rather not answer, that is fine.',
    what: 'Please answer the questions about your daily work:',
    button: 'Answer the questions',
    how: 'It takes about five minutes, on a phone or a computer. You can stop and go on later.',
    until: `You can answer until ${until}.`,
    confidential: [
      `Your answers are confidential. Results are shown for groups of at least ${threshold} people, never for one person. Your boss and the program office see neither what you answered nor whether you answered.`,
      'Who is invited and what was answered are kept in two separate systems. Some days after the end, the key that could connect the two is destroyed.',
      'The link is yours alone. Please do not pass it on.'
    ]
  }
}

/** The text part of the mail. */
export const textOf = ({ greeting, why, what, how, until, confidential }: Wording, link: string): string =>
  [greeting, why, `${what}\n${link}`, `${how} ${until}`, ...confidential].join('\n\n') + '\n'
