import type { Receipts } from '@weft/contracts/commitments/receipt-api'
import { disciplineName } from '@weft/contracts/program/discipline-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Notice, Unseen } from '@weft/service-kit/page/controls'
import { Opening } from '../../frame/frame.page.tsx'
import { address, inWords, score } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { doneInWords, movementInWords } from './words.ts'

type View = { roles: readonly RoleName[], receipts: Receipts }
type Chapter = Receipts['chapters'][number]

/** /commitments/receipts: what followed where a unit was lowest. */
export const ReceiptsPage = ({ roles, receipts: { unit, chapters } }: View) => (
  <CommitmentsPage roles={roles} here='/commitments/receipts'>
    <Opening kicker='Commitments' title='What followed'><p>You were asked, {unit === null ? 'your unit' : unit.name} answered. This is what was done about what came out lowest, and how it moved.</p></Opening>
    {unit === null && <Notice title='Nothing is released yet'><p>Once a wave is released that shows your unit or one above it, its two lowest disciplines stand here, and from then on what is done about them.</p></Notice>}
    {unit !== null && !unit.own && <Notice title={`This is about ${unit.name}`}><p>The latest wave does not show {unit.asked} alone, to keep what single people said to themselves. {unit.name} is the first unit above it that can be shown.</p></Notice>}
    {chapters.map(chapter => <ChapterPart key={chapter.heard.waveId} chapter={chapter} />)}
    {chapters.length > 0 && <HowToRead />}
  </CommitmentsPage>
)

const ChapterPart = ({ chapter: { heard, until, disciplines } }: { chapter: Chapter }) => (
  <section class='stack' aria-labelledby={`w-${heard.waveId}`}>
    <h2 id={`w-${heard.waveId}`}>{until === null ? `Since ${heard.title}` : `From ${heard.title} to ${until.title}`}</h2>
    <p class='small soft'>{heard.title} closed on {inWords(heard.closedOn)}{until === null ? '. No wave was released since.' : `, ${until.title} on ${inWords(until.closedOn)}.`}</p>
    <ul class='receipts'>{disciplines.map((one, at) => <li key={one.discipline}><Receipt one={one} at={at} heard={heard} until={until} /></li>)}</ul>
  </section>
)

const Receipt = ({ one, at, heard, until }: { one: Chapter['disciplines'][number], at: number } & Pick<Chapter, 'heard' | 'until'>) => {
  const done = doneInWords(one)
  return (
    <article class='card receipt'>
      <h3>{disciplineName(one.discipline)}</h3>
      <dl class='receipt-steps'>
        <div><dt>We heard</dt><dd>It was {at === 0 ? 'lowest' : 'second lowest'} in {heard.title}: {score(one.score)} of 100.</dd></div>
        <div><dt>We did</dt><dd>{done.length === 0 ? <p class='soft'>Nothing that can be told {until === null ? 'yet' : 'in that time'}.</p> : <ul>{done.map(sentence => <li key={sentence}>{sentence}</li>)}</ul>}</dd></div>
        <div><dt>It moved</dt><dd>{movementInWords(one.movement, until?.title)}</dd></div>
      </dl>
      {until === null && <p><a class='go' href={address('/commitments/new', { discipline: one.discipline })}>Write a commitment for it<Unseen>: {disciplineName(one.discipline)}</Unseen></a></p>}
    </article>
  )
}

const HowToRead = () => (
  <details class='more'>
    <summary>How to read this</summary>
    <ul>
      <li>Only what is released and shown stands here. Nobody can see who rated anything low, neither here nor anywhere else in Weft.</li>
      <li>How many people had commitments is told once a quarter is over, and only where that says nothing about single people. “Nothing that can be told” can mean that few did something.</li>
      <li>Movements are on the answer scale, most often 1 to 5. The interval holds the true movement in 95 of 100 cases; where it holds 0, the movement can be chance.</li>
      <li>What was lowest tends to rise a little by chance alone. That something was done and something moved is no proof that the one made the other.</li>
      <li>Quick wins are counted by what they are about. Who shared them plays no part.</li>
    </ul>
  </details>
)
