import type { ReviewAsk, ReviewReply } from '@weft/contracts/commitments/review-api'
import { Button, ErrorSummary, Notice, SelectField, TextArea, type Finding } from '@weft/service-kit/page/controls'
import { inWords } from '../../frame/words.ts'
import { progressNames } from '../commitment/words.ts'
import type { Done, ReviewForm } from './form.ts'
import { ItemForm, ItemRead } from './item.page.tsx'
import { actNames, values } from './words.ts'

export type ReviewView = { review: ReviewReply, /** Where its forms go: the address of the review on this page. */ path: string, form: ReviewForm | null, problems: readonly Finding[], done: Done | null }

const doneTitles: Record<Done, string> = {
  saved: 'Saved. Nobody else reads it until you send it.', sent: 'Sent. Both of you read the same now.', agreed: 'Agreed. The values count.', disputed: 'Your reason is with the other side.', offered: 'Your offer is with the other side.',
  asked: 'The other side is asked.', reopened: 'Reopened. What was agreed stands until you agree anew.', skipped: 'You go on without the own review.'
}
const can = ({ asks }: ReviewReply, ask: ReviewAsk) => asks.includes(ask)

/** A review between its two sides: what was done, what is wrong, the commitments, and what the reader can do now. */
export const ReviewBody = (view: ReviewView) => {
  const { review, problems, done } = view
  const writes = can(review, 'send-self') || can(review, 'send-boss')
  return (
    <>
      <ErrorSummary title='Nothing was sent' findings={problems} />
      {done !== null && problems.length === 0 && <Notice tone='good' role='status' title={doneTitles[done]} />}
      {review.handed !== null && <Handed {...review} />}
      {review.disputeReason !== null && (review.state === 'disputed' || review.settled === 'by-lapse' || review.settled === 'settled') && <Notice tone='warn' title={`Why ${review.side === 'person' ? 'you' : review.personName} did not agree`}><p class='as-written'>{review.disputeReason}</p></Notice>}
      {writes ? <Write {...view} /> : <Read {...view} />}
      {can(review, 'agree') && <Answer {...view} />}
      {can(review, 'settle') && <Settle {...view} />}
      {(can(review, 'ask-reopening') || can(review, 'consent-to-reopening')) && <Reopen {...view} />}
      {review.notYet.length > 0 && (
        <section class='stack stack-tight' aria-labelledby='not-yet'>
          <h2 id='not-yet'>Counts from the next quarter</h2>
          <p class='soft'>Made too late in this one to say anything about it.</p>
          <ul>{review.notYet.map(({ commitmentId, wording }) => <li key={commitmentId}>{wording}</li>)}</ul>
        </section>
      )}
      <History {...review} />
    </>
  )
}

const Handed = ({ side, bossName, handed }: ReviewReply) => handed === null
  ? null
  : (
    <Notice title={side === 'person' ? `${bossName} reviews this quarter with you` : 'This review was handed to you'}>
      <p>{handed.why === 'named' ? 'Nobody was the boss, so the program office named somebody.' : `${handed.byName} handed it over${handed.until === null ? '' : ` until ${inWords(handed.until)}`}${handed.why === 'matrix' ? ', because most of the work is done there' : ''}.`}</p>
    </Notice>
    )

const Write = ({ review, path, form, problems }: ReviewView) => (
  <form method='post' action={path} class='stack stack-loose review-form' data-autosave={`${path}/draft`} novalidate>
    <input type='hidden' name='version' value={review.version} />
    {review.items.map((item, place) => <ItemForm key={item.commitmentId} {...{ item, review, form, problems }} place={place + 1} of={review.items.length} />)}
    <div class='row'>
      <Button name='do' value='send'>{review.side === 'person' ? `Send to ${review.bossName ?? 'the reviewer'}` : `Send to ${review.personName}`}</Button>
      <Button look='quiet' name='do' value='save'>Save for later</Button>
      <p class='small soft'><span data-saved>{review.savedAt === null ? 'Not saved yet.' : `Saved ${inWords(review.savedAt.slice(0, 10))}.`}</span> Only you read it until you send it.</p>
    </div>
  </form>
)

const Read = ({ review }: ReviewView) => (
  <section class='stack' aria-label='Commitments of this quarter'>
    {review.items.map((item, place) => <ItemRead key={item.commitmentId} {...{ item, review }} place={place + 1} of={review.items.length} />)}
  </section>
)

const Answer = ({ review, path, form, problems }: ReviewView) => (
  <section class='stack' aria-labelledby='answer'>
    <h2 id='answer'>What do you say?</h2>
    <form method='post' action={`${path}/answer`} class='row'>
      <input type='hidden' name='version' value={review.version} />
      <Button name='do' value='agree'>Agree to these values</Button>
    </form>
    {can(review, 'dispute') && (
      <details class='more' open={form?.['reason'] !== undefined}>
        <summary>I see it differently</summary>
        <form method='post' action={`${path}/answer`} class='stack'>
          <input type='hidden' name='version' value={review.version} />
          <TextArea name='reason' label={`Why? ${review.bossName ?? 'The boss'} reads it`} hint='You then settle it between the two of you. Nobody above is asked.' required maxlength={1000} value={form?.['reason'] ?? ''} problem={problems.find(({ at }) => at === 'reason')?.sentence} />
          <div><Button look='quiet' name='do' value='dispute'>Send my reason</Button></div>
        </form>
      </details>
    )}
  </section>
)

const Settle = ({ review, path }: ReviewView) => {
  const theirs = review.side === 'person' ? 'boss' : 'person'
  const name = review.side === 'person' ? review.bossName ?? 'The boss' : review.personName
  const offered = review.items.some(({ offers }) => offers[theirs] !== null)
  return (
    <section class='stack' aria-labelledby='settle'>
      <h2 id='settle'>Settle it</h2>
      <p>When both of you say the same values, they count. {offered ? `${name} has offered values: they are chosen below.` : 'Talk first: ten minutes do more than a form.'}</p>
      <form method='post' action={`${path}/settle`} class='stack'>
        <input type='hidden' name='version' value={review.version} />
        {review.items.map(({ commitmentId, wording, offers, boss }) => (
          <SelectField key={commitmentId} name={`settle-${commitmentId}`} label={wording} choices={values.map(value => ({ value: String(value), label: progressNames[value] }))}
            {...offers[theirs] !== null && { hint: `${name} offers: ${progressNames[offers[theirs]]}` }} value={String(offers[theirs] ?? offers[review.side] ?? boss?.value ?? 0)} />
        ))}
        <div><Button>{offered ? 'Settle for these values' : 'Offer these values'}</Button></div>
      </form>
    </section>
  )
}

const Reopen = ({ review, path }: ReviewView) => {
  const name = review.side === 'person' ? review.bossName ?? 'the boss' : review.personName
  const consents = can(review, 'consent-to-reopening') && review.reopenAsked !== null && review.reopenAsked !== review.side
  return (
    <section class='stack stack-tight' aria-labelledby='reopen'>
      <h2 id='reopen'>{consents ? `${name} asks to reopen this review` : 'Was something wrong?'}</h2>
      {review.reopenAsked === review.side
        ? <p>You asked to reopen it. {name} has to say yes.</p>
        : (
          <form method='post' action={`${path}/reopening`} class='stack stack-tight'>
            <input type='hidden' name='version' value={review.version} />
            <p>{consents ? 'If you say yes, both of you write anew. What is agreed stands until you agree again, so nothing can be lost.' : `You can reopen it if ${name} says yes.`}</p>
            <div><Button look='quiet' name='do' value={consents ? 'consent' : 'ask'}>{consents ? 'Reopen it' : `Ask ${name} to reopen it`}</Button></div>
          </form>
          )}
    </section>
  )
}

const History = ({ history }: ReviewReply) => (
  <details class='more'>
    <summary>What happened, step by step</summary>
    <ol class='small'>{history.map(({ seq, on, act, byName }) => <li key={seq}>{inWords(on)}: {actNames[act]}{byName === null ? '' : `, by ${byName}`}</li>)}</ol>
  </details>
)
