import type { CalendarReply } from '@weft/contracts/commitments/calendar-api'
import type { WithoutBossReply } from '@weft/contracts/commitments/review-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, Field, Notice, SelectField, type Finding } from '@weft/service-kit/page/controls'
import { Opening } from '../../frame/frame.page.tsx'
import { counted, inWords } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { monthsOf } from '../review/words.ts'

export type CalendarForm = { fiscalMonth: string, timeZone: string, selfDays: string, bossDays: string, disputeDays: string }
export type YearView = { roles: readonly RoleName[], calendar: CalendarReply, alone: WithoutBossReply, form: CalendarForm | null, /** The address that was typed for a review and refused. */ typed: { reviewId: string, email: string } | null, problems: readonly Finding[], done: 'written' | 'named' | null }

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** /commitments/year, for the program office: how the year is counted, and reviews that nobody reviews. */
export const YearPage = (view: YearView) => (
  <CommitmentsPage roles={view.roles} here='/commitments/year'>
    <ErrorSummary title='Nothing was changed' findings={view.problems} />
    {view.done !== null && <Notice tone='good' role='status' title={view.done === 'named' ? 'Somebody reviews it now. Both see it.' : 'The calendar is written. It counts from the next quarter.'} />}
    <Opening kicker='Quarters and reviews' title='How we count the year'>
      {view.calendar.running !== null && <p>Now: {view.calendar.running.label}, {monthsOf(view.calendar.running)}. Reviews from {inWords(view.calendar.running.reviewFrom)}, bosses until {inWords(view.calendar.running.bossBy)}, closed after {inWords(view.calendar.running.finalOn)}.</p>}
    </Opening>
    <Alone {...view} />
    <Calendar {...view} />
    <Versions {...view.calendar} />
  </CommitmentsPage>
)

const Alone = ({ alone: { reviews, next }, typed, problems }: YearView) => (
  <section class='stack' aria-labelledby='alone'>
    <h2 id='alone'>{reviews.length === 0 ? 'Everybody has somebody who reviews them' : `${counted(reviews.length, 'review')} without a boss`}</h2>
    {reviews.length > 0 && <p>At the top of the house, and where nobody followed. Name somebody; they cannot review themselves. You see names and days here, nothing of what stands in a review.</p>}
    {reviews.map(({ reviewId, version, personName, unitName, quarter, dueOn }) => (
      <form key={reviewId} method='post' action={`/commitments/year/reviews/${reviewId}`} class='card stack stack-tight'>
        <h3>{personName}</h3>
        <p class='small soft'>{unitName}, {quarter.label}{dueOn === null ? '' : `, next step until ${inWords(dueOn)}`}</p>
        <input type='hidden' name='version' value={version} />
        <div class='field'>
          <label class='label' for={`email-${reviewId}`}>E-mail of who reviews {personName}</label>
          {problems.find(({ at }) => at === `email-${reviewId}`) !== undefined && <span class='problem' id={`email-${reviewId}-problem`}>{problems.find(({ at }) => at === `email-${reviewId}`)?.sentence}</span>}
          <input class='input' id={`email-${reviewId}`} name='email' type='email' required maxlength={254} value={typed?.reviewId === reviewId ? typed.email : undefined} aria-invalid={problems.some(({ at }) => at === `email-${reviewId}`) ? 'true' : undefined} aria-describedby={problems.some(({ at }) => at === `email-${reviewId}`) ? `email-${reviewId}-problem` : undefined} />
        </div>
        <div><Button look='quiet'>Name this person</Button></div>
      </form>
    ))}
    {next !== null && <p><a href={`/commitments/year?after=${next}`}>Further people</a></p>}
  </section>
)

const Calendar = ({ calendar: { version, calendar, next }, form, problems }: YearView) => {
  const value = form ?? Object.fromEntries(Object.entries(calendar).map(([name, one]) => [name, String(one)])) as CalendarForm
  const problem = (at: string) => problems.find(finding => finding.at === at)?.sentence
  const days = (name: 'selfDays' | 'bossDays' | 'disputeDays', label: string) => <Field name={name} label={label} type='number' min='3' max='45' short required value={value[name]} problem={problem(name)} />
  return (
    <section class='stack' aria-labelledby='calendar'>
      <h2 id='calendar'>Calendar</h2>
      {next !== null && <p>As it is written now, the next quarter is {next.label}: {inWords(next.startsOn)} to {inWords(next.endsOn)}.</p>}
      <form method='post' action='/commitments/year' class='stack'>
        <input type='hidden' name='version' value={version} />
        <SelectField name='fiscalMonth' label='The fiscal year begins in' short choices={months.map((label, place) => ({ value: String(place + 1), label }))} value={value.fiscalMonth} problem={problem('fiscalMonth')} />
        <Field name='timeZone' label='Time zone' hint='As in “Europe/Madrid”. It counts at once.' required maxlength={64} value={value.timeZone} problem={problem('timeZone')} />
        {days('selfDays', 'Days for the person, before the quarter ends')}
        {days('bossDays', 'Days for the boss, after it')}
        {days('disputeDays', 'Days for an answer, and to settle a dispute')}
        <p class='small soft'>The running quarter stays as it is. After another month for the fiscal year, the next quarter has two or four months, so that no day is left out.</p>
        <div><Button>Write the calendar</Button></div>
      </form>
    </section>
  )
}

const Versions = ({ versions }: CalendarReply) => versions.length === 0
  ? null
  : (
    <details class='more'>
      <summary>{counted(versions.length, 'version')} of the calendar</summary>
      <ul class='small'>{versions.map(({ version, fiscalMonth, timeZone, selfDays, bossDays, disputeDays, writtenOn, writtenBy }) => <li key={version}>{inWords(writtenOn)}{writtenBy === null ? '' : `, ${writtenBy}`}: from {months[fiscalMonth - 1]}, {timeZone}; {selfDays}, {bossDays} and {disputeDays} days</li>)}</ul>
    </details>
    )
