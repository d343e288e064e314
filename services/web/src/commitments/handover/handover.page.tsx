import type { HandoverChoiceReply, HandoversQuery, HandoversReply, HandoverState } from '@weft/contracts/commitments/handover-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, CheckboxGroup, ErrorSummary, Field, Notice, SelectField, type Finding } from '@weft/service-kit/page/controls'
import { Opening } from '../../frame/frame.page.tsx'
import { address, count, inWords } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { horizonNames, progressNames } from '../commitment/words.ts'

const HOME = '/commitments/handovers'
const GONE = 'Somebody who has left'
export const doneTitles = { asked: 'They are asked. Nothing moves before they accept.', accepted: 'It is yours now, and counts from the next quarter.', declined: 'You declined. Whoever asked sees it.', withdrawn: 'It is withdrawn.' }
export type Done = keyof typeof doneTitles
export const dones = Object.keys(doneTitles) as [Done, ...Done[]]
const stateWords: Record<HandoverState, string> = { asked: 'waits for an answer', accepted: 'was accepted', declined: 'was declined', withdrawn: 'was withdrawn' }

type ListProps = { roles: readonly RoleName[], list: HandoversReply, done: Done | null, findings: readonly Finding[] }
/** /commitments/handovers: what one is asked to take over, and what one asked of others. */
export const HandoversPage = ({ roles, list: { waiting, asked, leavers, next }, done, findings }: ListProps) => (
  <CommitmentsPage roles={roles} here='/commitments/handovers'>
    <ErrorSummary title='Nothing was changed' findings={findings} />
    <Opening kicker='Commitments' title='Handing over'><p>What somebody promised who leaves or moves can go on with another person of the team, if that person accepts.</p></Opening>
    {done !== null && <Notice tone='good' role='status' title={doneTitles[done]} />}
    <section class='stack' aria-labelledby='waiting'>
      <h2 id='waiting'>For you to answer</h2>
      {waiting.length === 0 && <p class='soft'>Nobody asks you to take anything over.</p>}
      {waiting.map(one => (
        <article key={one.handoverId} class='card stack stack-tight'>
          <h3 class='as-written'>{one.wording}</h3>
          <p class='small'>{one.fromName ?? GONE}. {horizonNames[one.horizon]}, by {inWords(one.dueOn)}. {progressNames[one.progress]}.</p>
          <p class='small soft'>{one.measure}. {one.why}</p>
          <p class='small'>It keeps its dates and how far it is, and counts for you from the next quarter.</p>
          <form class='row' method='post' action={`${HOME}/${one.handoverId}/answer`}>
            <button class='button' name='accept' value='yes' type='submit'>Take it over</button> <button class='button button-quiet' name='accept' value='no' type='submit'>Decline</button>
          </form>
        </article>
      ))}
      <More name='waitingAfter' after={next.waiting} />
    </section>
    {leavers.length > 0 && (
      <section class='stack' aria-labelledby='leavers'>
        <h2 id='leavers'>Left with commitments open</h2>
        <ul>{leavers.map(({ personId, open, asked: many }) => <li key={personId}><a href={`/commitments/people/${encodeURIComponent(personId)}/handover`}>{personId}</a>: {count(open)} open{many > 0 && `, ${count(many)} asked about`}</li>)}</ul>
        <More name='leaversAfter' after={next.leavers} />
      </section>
    )}
    {asked.length > 0 && (
      <section class='stack' aria-labelledby='asked'>
        <h2 id='asked'>What you asked</h2>
        <ul class='feed'>{asked.map(one => (
          <li key={one.handoverId}>
            {one.wording !== null && <p class='as-written'><strong>{one.wording}</strong></p>}
            <p class={one.wording === null ? undefined : 'small'}>From {one.fromName ?? GONE.toLowerCase()} to {one.toName ?? GONE.toLowerCase()}, asked on {inWords(one.askedOn)}: {stateWords[one.state]}.</p>
            {one.state === 'asked' && <form class='inline' method='post' action={`${HOME}/${one.handoverId}/withdrawal`}><button class='link' type='submit'>Withdraw</button></form>}
          </li>
        ))}</ul>
        <More name='askedAfter' after={next.asked} />
      </section>
    )}
  </CommitmentsPage>
)

const More = ({ name, after }: { name: keyof HandoversQuery, after: string | null }) => after === null ? null : <p><ButtonLink look='quiet' href={address(HOME, { [name]: after })}>Show more</ButtonLink></p>

type ChoiceProps = { roles: readonly RoleName[], choice: HandoverChoiceReply, form: { to: string, why: string }, findings: readonly Finding[] }
/** /commitments/people/:personId/handover: the boss, or the program office, chooses who is asked. */
export const HandoverChoicePage = ({ roles, choice: { personId, name, open, commitments, team, next }, form, findings }: ChoiceProps) => {
  const free = commitments?.filter(({ asked }) => !asked) ?? null
  return (
    <CommitmentsPage roles={roles} here='/commitments/handovers'>
      <ErrorSummary title='Nobody was asked' findings={findings} />
      <Opening kicker='Hand over' title={`What ${name ?? personId} promised`}><p>Whoever you ask sees the words and accepts or declines. In this quarter it counts as it stands for {name ?? 'who left'}; from the next one it counts for its new owner.</p></Opening>
      {open === 0 || team.length === 0
        ? <Notice title={open === 0 ? 'Nothing is open' : 'There is nobody to ask'}><p>{open === 0 ? 'There is nothing to hand over.' : 'The directory knows nobody of the same unit or the same boss.'}</p></Notice>
        : free?.length === 0
          ? <Notice title='Everything is asked about'><p>Answers stand under <a href={HOME}>Handing over</a>.</p></Notice>
          : (
            <form method='post' action={`/commitments/people/${encodeURIComponent(personId)}/handover`}>
              {free === null
                ? <p>{count(open)} open. Their words are for the boss and whoever is asked; you ask for all of them at once.</p>
                : <><input type='hidden' name='listed' value='yes' /><CheckboxGroup name='commitments' label='Which ones?' value={free.map(({ commitmentId }) => commitmentId)} choices={free.map(one => ({ value: one.commitmentId, label: <>{one.wording} <span class='small soft'>by {inWords(one.dueOn)}, {progressNames[one.progress].toLowerCase()}</span></> }))} problem={findings.find(({ at }) => at === 'commitments')?.sentence} /></>}
              <SelectField name='to' label='Who is asked?' required value={form.to} choices={[{ value: '', label: 'Choose' }, ...team.map(one => ({ value: one.personId, label: one.name }))]} problem={findings.find(({ at }) => at === 'to')?.sentence} />
              <Field name='why' label='Why, in a line' value={form.why} required maxlength={200} hint='Whoever is asked reads it, and it stays in the history. Leave private reasons out.' />
              <Button>Ask</Button>
            </form>
            )}
      {next !== null && <p>These are a hundred people of the team, by name. <a href={address(`/commitments/people/${encodeURIComponent(personId)}/handover`, { after: next })}>More names</a></p>}
      <p><ButtonLink look='quiet' href={HOME}>All hand-overs</ButtonLink></p>
    </CommitmentsPage>
  )
}
