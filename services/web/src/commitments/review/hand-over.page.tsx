import type { AbsencesReply, ReviewReply } from '@weft/contracts/commitments/review-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, Field, Notice, RadioGroup, type Finding } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { inWords } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'

export type HandOverForm = { email: string, until: string, why: string, from: string, to: string, /** Of an absence that is said now. */ absenceId: string }
export type HandOverView = { roles: readonly RoleName[], review: ReviewReply, absences: AbsencesReply, form: HandOverForm, problems: readonly Finding[], done: 'away' | 'back' | null }

/** /commitments/team/:reviewId/hand-over: who reviews instead, and long leaves. */
export const HandOverPage = ({ roles, review, absences, form, problems, done }: HandOverView) => {
  const path = `/commitments/team/${review.reviewId}`
  const name = review.personName
  const problem = (at: string) => problems.find(finding => finding.at === at)?.sentence
  return (
    <CommitmentsPage roles={roles} here='/commitments/team'>
      <Crumbs crumbs={[{ href: '/commitments/team', name: 'My team' }, { href: path, name }, { name: 'Hand over' }]} />
      <ErrorSummary title='Nothing was changed' findings={problems} />
      {done !== null && <Notice tone='good' role='status' title={done === 'away' ? 'The absence is kept.' : 'The absence counts no more.'} />}
      <Opening title={`Who reviews ${name}`}><p>{name} sees whom you hand it to, and until when.</p></Opening>
      {review.asks.includes('hand-over') && (
        <form method='post' action={`${path}/hand-over`} class='stack'>
          <input type='hidden' name='version' value={review.version} />
          <Field name='email' label='E-mail of who is to review' type='email' required maxlength={254} value={form.email} problem={problem('email')} />
          <RadioGroup name='why' label='Why?' required value={form.why} choices={[{ value: 'matrix', label: `${name} works mostly for that person` }, { value: 'delegation', label: 'I cannot do it myself' }]} problem={problem('why')} />
          <Field name='until' label='Until (empty: to the end)' type='date' short value={form.until} problem={problem('until')} />
          <p class='small soft'>It comes back to you on the day after, unless values are in by then.</p>
          <div><Button>Hand it over</Button></div>
        </form>
      )}
      {review.handed !== null && review.asks.includes('end-hand-over') && (
        <form method='post' action={`${path}/hand-over/end`} class='stack stack-tight'>
          <input type='hidden' name='version' value={review.version} />
          <p>It was handed to you by {review.handed.byName}.</p>
          <div><Button look='quiet'>Give it back</Button></div>
        </form>
      )}
      <section class='stack' aria-labelledby='away'>
        <h2 id='away'>Is {name} away for long?</h2>
        <p>Half of the quarter or more, and {name} is excused from its review. Say only from when to when, not why.</p>
        {absences.absences.length > 0 && (
          <ul>
            {absences.absences.map(({ absenceId, from, to, withdrawnOn }) => (
              <li key={absenceId}>
                <p>From {inWords(from)} {to === null ? 'on' : `to ${inWords(to)}`}{withdrawnOn === null ? '' : `, taken back on ${inWords(withdrawnOn)}`}</p>
                {withdrawnOn === null && <form class='inline' method='post' action={`${path}/absence/${absenceId}/withdrawal`}><button class='link' type='submit'>Take it back</button></form>}
              </li>
            ))}
          </ul>
        )}
        <form method='post' action={`${path}/absence`} class='stack'>
          <input type='hidden' name='absenceId' value={form.absenceId} />
          <Field name='from' label='First day away' type='date' short required value={form.from} problem={problem('from')} />
          <Field name='to' label='Last day away (empty: not known)' type='date' short value={form.to} problem={problem('to')} />
          <div><Button look='quiet'>Keep the absence</Button></div>
        </form>
      </section>
    </CommitmentsPage>
  )
}
