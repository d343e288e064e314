import { MailButton, MailFrame } from '@weft/service-kit/page/mail-frame'
import { renderPage } from '@weft/service-kit/page/render'

type Words = { subject: string, text: string }
const foot = (doorOrigin: string): readonly string[] => [
  'You get at most one such mail in seven days. Everybody who was chosen gets the same text; it holds no figure of any one person.',
  `You would rather not? Sign in and say so: ${doorOrigin}/program/reminders/mine`
]

const MailPage = ({ words, name, doorOrigin }: { words: Words, name: string, doorOrigin: string }) => (
  <MailFrame lang='en' title={words.subject} foot={foot(doorOrigin).map(sentence => <p key={sentence}>{sentence}</p>)}>
    <p>Hello {name},</p>
    {words.text.split(/\n{2,}/).map((paragraph, place) => <p key={place} style='white-space:pre-line'>{paragraph}</p>)}
    <MailButton href={`${doorOrigin}/program/momentum`}>See what changed</MailButton>
  </MailFrame>
)

/** One reminder to one person, as text and as HTML: the same words for everybody but the name. */
export function composeReminder (words: Words, { name, email }: { name: string, email: string }, doorOrigin: string) {
  const text = [`Hello ${name},`, words.text, `See what changed: ${doorOrigin}/program/momentum`, ...foot(doorOrigin)].join('\n\n') + '\n'
  return { to: { name, address: email }, subject: words.subject, text, html: renderPage(<MailPage words={words} name={name} doorOrigin={doorOrigin} />) }
}
