import { ratingNames, type AttestationReply } from '@weft/contracts/program/attestation-api'
import type { CharterReply } from '@weft/contracts/program/charter-api'
import type { PrioritiesReply } from '@weft/contracts/program/priority-api'
import type { ServingReply } from '@weft/contracts/program/serving-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Notice, RadioGroup, type Finding } from '@weft/service-kit/page/controls'
import { may } from '../../access/may.ts'
import { Opening } from '../../frame/frame.page.tsx'
import { inWords } from '../../frame/words.ts'
import { Works } from './serving.page.tsx'
import { PriorityCard } from '../paper/shown.page.tsx'
import { ProgramPage } from '../program-page.page.tsx'
import { statements, steps } from './words.ts'

export type PrioritiesView = {
  roles: readonly RoleName[], current: PrioritiesReply, serving: ServingReply['priorities'], charter: CharterReply | null, attestation: AttestationReply
  /** What was chosen, by the name of the field, where it was sent and not kept. */
  chosen: Readonly<Record<string, string>> | null
  problems: readonly Finding[], refused: string | null, done: 'answered' | 'published' | 'dropped' | null
}

export const fieldName = (place: number, rating: string) => `${rating}-${place + 1}`

export const PrioritiesPage = (view: PrioritiesView) => {
  const { roles, current: { version, publishedOn, priorities }, serving, charter, done, refused, problems } = view
  return (
    <ProgramPage roles={roles} here='/program/priorities'>
      {refused !== null && <Notice tone='bad' role='alert' title='Your answer was not saved'><p data-focus tabIndex={-1}>{refused}</p></Notice>}
      <ErrorSummary title='Your answer was not saved' findings={problems} />
      {done === 'answered' && <Notice tone='good' role='status' title='Your answer is saved. Thank you.'><p>You may change it until it is counted with those of others. Only you see it.</p></Notice>}
      {done === 'published' && <Notice tone='good' role='status' title={`Version ${version} of the priorities is published.`} />}
      {done === 'dropped' && <Notice tone='good' role='status' title='The draft is gone.' />}
      <Opening kicker={version === 0 ? 'Priorities' : `Version ${version}, since ${inWords(publishedOn ?? '')}`} title={priorities.length === 0 ? 'The priorities are on their way' : priorities.length === 1 ? 'One thing we all work for' : `${priorities.length === 2 ? 'Two' : 'Three'} things we all work for`}>
        {charter?.charter != null
          ? <p class='vision-line'>{charter.charter.vision} <a class='small' href='/program/charter'>Read the charter</a></p>
          : <p>{priorities.length === 0 ? 'The program office has not published them yet.' : 'Everything in the program serves one of these.'}</p>}
      </Opening>
      {priorities.map((line, place) => (
        <div key={line.priorityId} id={line.priorityId} class='stack'>
          <PriorityCard line={line} number={place + 1} of={priorities.length} />
          <Works serving={serving.find(({ priorityId }) => priorityId === line.priorityId)} />
        </div>
      ))}
      {version > 0 && <Asked {...view} />}
      <p class='row'>
        {may(roles, 'run-program') && <ButtonLink look='quiet' href='/program/priorities/draft'>{version === 0 ? 'Write the priorities' : 'Change the priorities'}</ButtonLink>}
        {version > 0 && <><a href='/program/same-page'>Are we on the same page?</a> <a href='/program/priorities/versions'>All versions</a></>}
      </p>
    </ProgramPage>
  )
}

const Asked = (view: PrioritiesView) => {
  const { attestation: { mayAttest, mine, before, countedOn, version } } = view
  return (
    <section class='stack' aria-labelledby='asked' id='answer'>
      <h2 id='asked'>What do you say?</h2>
      {!mayAttest
        ? <p class='soft'>You signed in without being in the people file, so there is no unit your answer could count for. Once you are in it, this is where you answer.</p>
        : (
          <>
            {mine === null && before !== null && <Notice tone='warn' title='The priorities have changed since you answered'><p>You answered version {before}. Version {version} is in force, so please answer again.</p></Notice>}
            {mine !== null && countedOn !== null && <Notice title={`Your answer was counted on ${inWords(countedOn)}`}><p>A change is kept for you. Figures count each person once for each version, so that nobody can tell from two of them what one person said.</p></Notice>}
            <Promise />
            <Form {...view} />
          </>
          )}
    </section>
  )
}

/** Who reads what somebody answers. */
const Promise = () => (
  <Notice title='Who sees your answer'>
    <p>It is kept under your name, because it can be changed and is asked again when the priorities change. Only you can read it. Your boss and the program office cannot; the database itself refuses them.</p>
    <p>Shown are groups of at least five, once five or more have answered. It never becomes part of a survey.</p>
  </Notice>
)

const Form = ({ current: { version, priorities }, attestation: { mine }, chosen, problems }: PrioritiesView) => {
  const valueOf = (place: number, name: typeof ratingNames[number]): string => {
    if (chosen !== null) return chosen[fieldName(place, name)] ?? ''
    const said = mine?.[place]
    return said === undefined ? '' : said[name] === null ? 'no' : String(said[name])
  }
  return (
    <form method='post' action='/program/priorities/answer' class='stack'>
      <input type='hidden' name='version' value={version} />
      {priorities.map(({ priorityId, title }, place) => (
        <section class='stack answer' key={priorityId} aria-labelledby={`about-${place + 1}`}>
          <h3 id={`about-${place + 1}`}>{title}</h3>
          {ratingNames.map(name => {
            const field = fieldName(place, name)
            const found = problems.find(({ at }) => at === field)
            return <RadioGroup key={field} name={field} label={statements[name]} choices={steps} value={valueOf(place, name)} required {...found !== undefined && { problem: found.sentence }} />
          })}
        </section>
      ))}
      <div><Button>{mine === null ? 'Send my answer' : 'Change my answer'}</Button></div>
    </form>
  )
}
