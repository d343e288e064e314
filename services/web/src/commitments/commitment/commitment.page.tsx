import type { CommitmentItem, CommitmentStep } from '@weft/contracts/commitments/commitment-api'
import { disciplineName } from '@weft/contracts/program/discipline-api'
import { ErrorSummary, Notice, Tag } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address, inWords, listed } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { BossActs, OwnerActs } from './acts.page.tsx'
import { Milestones } from './milestones.page.tsx'
import { Steps } from './my-commitments.page.tsx'
import type { CommitmentView } from './view.ts'
import { actName, benefitNames, doneTitles, horizonNames, progressNames, stateNames, valueInWords, weightWord } from './words.ts'

/** /commitments/:commitmentId: one with its history, and what can be done with it by who looks at it. */
export const CommitmentPage = (view: CommitmentView) => {
  const { roles, one: { commitment, as, today }, problems, done } = view
  return (
    <CommitmentsPage roles={roles} here='/commitments'>
      <ErrorSummary title='Nothing was changed' findings={problems} />
      <Crumbs crumbs={as === 'owner' ? [{ href: '/commitments', name: 'My commitments' }, { name: 'One of them' }] : [{ href: '/commitments', name: 'Commitments' }, { name: commitment.ownerName }]} />
      <Opening kicker={as === 'owner' ? horizonNames[commitment.horizon] : `${commitment.ownerName} · ${horizonNames[commitment.horizon]}`} title={<span class='promise-words'>{commitment.wording}</span>}>
        <p>It has worked when one sees: {commitment.measure}</p>
      </Opening>
      {done !== null && <Notice tone='good' role='status' title={doneTitles[done]} />}
      <State one={commitment} today={today} />
      {as === 'owner' && <OwnerActs view={view} />}
      {as === 'boss' && <BossActs view={view} />}
      {commitment.horizon === 'beyond' && <Milestones view={view} />}
      <Facts view={view} />
      <History view={view} />
    </CommitmentsPage>
  )
}

const State = ({ one: { state, progress, dueOn, endedOn, dropAgreed }, today }: { one: CommitmentItem, today: string }) => (
  <div class='promise-state'>
    {state === 'open'
      ? <><p class='promise-progress promise-large'><Steps progress={progress} /> <span>{progressNames[progress]}</span></p>{dueOn !== null && <p>{dueOn < today ? <Tag tone='warn'>Past its date</Tag> : null} due {inWords(dueOn)}</p>}</>
      : <p>{state === 'done' ? <Tag tone='good'>Done</Tag> : <Tag>{stateNames[state]}</Tag>} {endedOn !== null && <>on {inWords(endedOn)}</>}{state === 'draft' && ' Nobody but you sees it.'}{state === 'dropped' && (dropAgreed ? ', agreed by the boss' : ', not agreed by the boss')}</p>}
  </div>
)

const Facts = ({ view: { one: { commitment: one, partners, split, seenBy } } }: { view: CommitmentView }) => (
  <section class='stack' aria-labelledby='facts'>
    <h2 id='facts'>What it is about</h2>
    <dl class='facts promise-facts'>
      <div><dt>Who benefits</dt><dd>{benefitNames[one.benefits]}</dd></div>
      {one.startsOn !== null && <div><dt>Since</dt><dd>{inWords(one.startsOn)}</dd></div>}
      <div><dt>Discipline</dt><dd>{one.discipline === null ? 'None in particular' : disciplineName(one.discipline)}</dd></div>
      {one.priorityTitle !== null && <div><dt>Priority</dt><dd><a href='/program/priorities'>{one.priorityTitle}</a></dd></div>}
      {one.practiceTitle !== null && <div><dt>Practice</dt><dd><a href={`/program/practices/${one.practiceId}`}>{one.practiceTitle}</a></dd></div>}
      <div><dt>Weight</dt><dd>{weightWord(one.weight)}{one.parts > 1 && `, shared by ${one.parts} parts`}. {one.weightAgreed ? 'Agreed by the boss.' : 'Not agreed yet.'}</dd></div>
      {one.splitFrom !== null && <div><dt>Part of</dt><dd><a href={`/commitments/${one.splitFrom}`}>what was split</a></dd></div>}
      {split.length > 0 && <div><dt>Parts</dt><dd><ul>{split.map(part => <li key={part.commitmentId}><a href={`/commitments/${part.commitmentId}`}>{part.wording}</a></li>)}</ul></dd></div>}
      {one.state !== 'draft' && <div><dt>Who can see this</dt><dd>{listed([one.ownerName, ...seenBy.boss === null ? [] : [`${seenBy.boss} as boss`], ...partners.map(({ name }) => name)])}. Everybody else sees only figures of groups of five people or more.</dd></div>}
    </dl>
  </section>
)

const History = ({ view: { one: { commitment, history, earlier } } }: { view: CommitmentView }) => commitment.state === 'draft'
  ? null
  : (
    <section class='stack' aria-labelledby='history'>
      <h2 id='history'>History</h2>
      <ol class='feed'>{history.map(step => <li key={step.version}><Step step={step} /></li>)}</ol>
      {earlier !== null && <p><a href={address(`/commitments/${commitment.commitmentId}`, { before: String(earlier) })}>Show earlier steps</a></p>}
    </section>
    )

const Step = ({ step }: { step: CommitmentStep }) => (
  <>
    <p><strong>{actName(step.act)}</strong> <span class='soft'>{inWords(step.at.slice(0, 10))}, {step.byName ?? 'somebody who has left'}</span></p>
    {step.reason !== null && <p class='as-written'>{step.reason}</p>}
    {step.changes.map(({ field, from, to }) => <p key={field} class='small'>{field}: <del>{valueInWords(field, from)}</del> <ins>{valueInWords(field, to)}</ins></p>)}
  </>
)
