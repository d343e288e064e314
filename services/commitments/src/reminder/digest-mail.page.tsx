import { MailButton, MailFrame } from '@weft/service-kit/page/mail-frame'
import { renderPage } from '@weft/service-kit/page/render'
import type { Asked } from './digest.ts'
import { blocksOf, dayInWords, subjectOf, type Block } from './sentences.ts'

const foot = (doorOrigin: string): readonly string[] => [
  'Everything that waits for you is in one mail; it comes on working days only, a few times a week at most.',
  `Mails about your own days can be switched off: ${doorOrigin}/commitments/reminders. Mails about what others wait for cannot.`
]
const effort = ({ minutes, by }: Block): string => `About ${minutes} minutes${by === null ? '' : `, by ${dayInWords(by)}`}.`

const BlockOfMail = ({ block, doorOrigin }: { block: Block, doorOrigin: string }) => (
  <div style='margin:0 0 1.5rem;'>
    <p>{block.why}</p>
    <p><strong>{block.what}</strong> {effort(block)}</p>
    <MailButton href={`${doorOrigin}${block.path}`}>{block.link}</MailButton>
  </div>
)

/** One mail of everything that waits for a person, as text and as HTML. It holds no value of any review. */
export function composeDigest ({ name, email }: { name: string, email: string }, all: readonly Asked[], doorOrigin: string) {
  const blocks = blocksOf(all)
  const subject = subjectOf(blocks)
  const text = [`Hello ${name},`, ...blocks.flatMap(block => [block.why, `${block.what} ${effort(block)}`, `${block.link}: ${doorOrigin}${block.path}`]), ...foot(doorOrigin)].join('\n\n') + '\n'
  const html = renderPage(
    <MailFrame lang='en' title={subject} foot={foot(doorOrigin).map(sentence => <p key={sentence}>{sentence}</p>)}>
      <p>Hello {name},</p>
      {blocks.map(block => <BlockOfMail key={block.link} block={block} doorOrigin={doorOrigin} />)}
    </MailFrame>
  )
  return { to: { name, address: email }, subject, text, html }
}
