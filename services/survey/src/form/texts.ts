/** What a page of /s/ says in one language. Another language is another object of this shape. */
export type Texts = {
  kicker: string
  lead: (questions: number, parts: number) => string
  until: (day: string) => string
  notice: { title: string, lines: (atLeast: number) => readonly string[] }
  shared: { label: string, hint: string }
  part: (at: number, of: number) => string
  points: readonly [string, string, string, string, string]
  dontKnow: string
  save: string
  send: string
  problems: { title: string, offScale: string, unknown: string }
  missing: { title: (count: number) => string, how: string, send: string }
  thanks: Message
  saved: Message
  sent: Message
  unusable: Message
  refused: Message
  failed: Message
  busy: Message
  /** What the script says; it has no words of its own. */
  script: Record<'next' | 'back' | 'clear' | 'saved' | 'notSaved' | 'resumed' | 'offline' | 'sending' | 'busy' | 'unsent' | 'closed' | 'answered' | 'missing' | 'one' | 'how' | 'anyway', string>
}
export type Message = { title: string, lines: readonly string[] }

const en: Texts = {
  kicker: 'Confidential survey',
  lead: (questions, parts) => `How customer-centred is daily work in your team? ${questions} short statements in ${parts} parts, about five minutes.`,
  until: day => `You can answer until the end of ${day}.`,
  notice: {
    title: 'Your answers are confidential',
    lines: atLeast => [
      'Your answers are kept without your name, e-mail address or the time you sent them.',
      `Results are shown for groups of at least ${atLeast} people, and only after the survey has closed.`,
      'Your manager cannot see what you answered, or whether you answered. The program office sees results of groups only.',
      'While the survey is open, your link is tied to you, so that each person answers once. Soon after it closes, that tie is destroyed.'
    ]
  },
  shared: { label: 'I share this device with others', hint: 'Then nothing is kept here. Finish in one go, or use “Save and finish later”.' },
  part: (at, of) => `Part ${at} of ${of}`,
  points: ['Strongly disagree', 'Disagree', 'Neither agree nor disagree', 'Agree', 'Strongly agree'],
  dontKnow: 'Don’t know',
  save: 'Save and finish later',
  send: 'Send my answers',
  problems: {
    title: 'Some answers could not be read',
    offScale: 'Choose one of the answers shown for: ',
    unknown: 'The form held something that is not part of this survey. Please answer on this page and send again.'
  },
  missing: {
    title: count => count === 1 ? 'One statement has no answer yet' : `${count} statements have no answer yet`,
    how: 'Nothing has been sent. Answer them if you can, or send as it is.',
    send: 'Send without them'
  },
  thanks: { title: 'Thank you. Your answers are in.', lines: ['They count, and they carry no name.', 'Results come after the survey has closed. You can close this page now.'] },
  saved: { title: 'Your answers are saved', lines: ['They are locked with your link, so nobody else can read them.', 'Nothing has been sent yet. Open the same link again, on any device, to go on and send.'] },
  sent: { title: 'You have already sent your answers', lines: ['They arrived and they count. There is nothing more to do.'] },
  unusable: {
    title: 'This link cannot be used',
    lines: [
      'Either the answers for it were sent already, or the survey has closed, or the link is not complete.',
      'If you have sent your answers, they count and there is nothing more to do.',
      'If not, open the link in your invitation again, and check that all of it is there.'
    ]
  },
  refused: { title: 'This page does not work while you are signed in', lines: ['Survey pages must not know who you are, so they refuse the sign-in of other pages.', 'Open the link in a private window, or use the address exactly as it stands in your invitation.'] },
  failed: { title: 'Something went wrong here', lines: ['Nothing was sent. Your answers are still in your browser.', 'Please go back and try again in a few minutes.'] },
  busy: { title: 'Please wait a minute', lines: ['This link was used very often in the last minute. Nothing was sent, and nothing is lost: your answers are still in your browser.', 'Go back, wait a minute, and try again.'] },
  script: {
    next: 'Next part', back: 'Previous part', clear: 'Clear answer',
    saved: 'Kept on this device', notSaved: 'Not kept on this device', resumed: 'Your earlier answers are back.',
    offline: 'You are offline. Your answers stay on this page; send them when you are connected again.',
    sending: 'Sending your answers…', busy: 'Your answers are still here. This link was used very often; please wait a minute and send again.', unsent: 'Your answers could not be sent. They are still here. Please try again.',
    closed: 'Your answers could not be sent: the survey has closed, or this link was used already.',
    answered: '{done} of {all} answered', missing: '{count} statements have no answer yet', one: 'One statement has no answer yet',
    how: 'Nothing has been sent. Answer them if you can, or send as it is.', anyway: 'Send without them'
  }
}

const languages: Readonly<Record<string, Texts>> = { en }

/** The words of a language; English where there are none yet. */
export const textsOf = (language: string): Texts => Object.hasOwn(languages, language) ? languages[language] as Texts : en

/** A day in words, as people of the language write it. */
export const dayInWords = (day: string, language: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`))
