import { MailButton, MailFrame } from '@weft/service-kit/page/mail-frame'
import { renderPage } from '@weft/service-kit/page/render'
import { textOf, wordingOf, type Occasion, type Wording } from './mail.ts'

/** The HTML part of an invitation or a reminder. */
const MailPage = ({ wording, link }: { wording: Wording, link: string }) => (
  <MailFrame lang='en' title={wording.subject} foot={wording.confidential.map(sentence => <p key={sentence}>{sentence}</p>)}>
    <p>{wording.greeting}</p>
    <p>{wording.why}</p>
    <p>{wording.what}</p>
    <MailButton href={link}>{wording.button}</MailButton>
    <p>{wording.how} {wording.until}</p>
  </MailFrame>
)

/** One mail to one person, with their link, as text and as HTML. */
export function composeMail (occasion: Occasion, { name, email }: { name: string, email: string }, link: string) {
  const wording = wordingOf(occasion, name)
  return { to: { name, address: email }, subject: wording.subject, text: textOf(wording, link), html: renderPage(<MailPage wording={wording} link={link} />) }
}
