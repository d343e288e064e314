import { disciplineName, disciplines } from '@weft/contracts/program/discipline-api'
import type { PracticeItem, PracticesReply, PracticeState } from '@weft/contracts/program/practice-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, Notice, SelectField, Tag, Unseen } from '@weft/service-kit/page/controls'
import { may } from '../../access/may.ts'
import { Opening } from '../../frame/frame.page.tsx'
import { address, counted, inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'

export type PracticesView = PracticesReply & {
  roles: readonly RoleName[], state: PracticeState, discipline: string | undefined, onlyOwn: boolean, unitName: string | null, later: boolean
  done: 'proposed' | 'accepted' | 'loaded' | null
}

const doneTitles = {
  proposed: 'Your proposal waits for the office and managers. You can still change its words.', accepted: 'It is in the library. Units can adopt it now.',
  loaded: 'The starting library is here. Its words are yours now: change them, retire what does not fit.'
}

export const PracticesPage = (view: PracticesView) => {
  const { roles, practices, counts, done, state, discipline, onlyOwn, next, later } = view
  const query = { ...(state !== 'accepted' && { state }), discipline, ...(onlyOwn && { own: 'yes' }) }
  return (
    <ProgramPage roles={roles} here='/program/practices'>
      <Opening kicker='Practices' title='What we do for customers'>
        <p>A practice is something we do again and again. Units adopt the ones that fit; each of us commits to what we really keep.</p>
      </Opening>
      {done !== null && <Notice tone='good' role='status' title={doneTitles[done]} />}
      <p class='row'>
        <ButtonLink href='/program/practices/new'>Propose a practice</ButtonLink>
        <a href='/program/practices/coverage'>How far we are</a>
        {may(roles, 'see-portfolio') && <a href='/program/practices.csv'>Download as CSV</a>}
      </p>
      {may(roles, 'run-program') && counts.startingLibrary > 0 && <StartingLibrary {...view} />}
      <Choose {...view} />
      {practices.length === 0 ? <Nothing {...view} /> : <ByDiscipline practices={practices} />}
      {next !== null && <p><ButtonLink look='quiet' href={address('/program/practices', { ...query, after: next })}>Show more</ButtonLink></p>}
      {later && next === null && <p class='soft'>This is the end of the list.</p>}
    </ProgramPage>
  )
}

const StartingLibrary = ({ counts }: PracticesView) => (
  <Notice title={counts.accepted === 0 ? 'Begin with the starting library' : 'The starting library has more'}>
    <p>{counted(counts.startingLibrary, 'practice')} in plain words, two or three for each discipline. They are Weft's own words, free for any use, and marked so. Nothing is adopted by loading them.</p>
    <form class='inline' method='post' action='/program/practices/starting-library'><Button look='quiet'>Load {counted(counts.startingLibrary, 'practice')}</Button></form>
  </Notice>
)

const Choose = ({ state, discipline, onlyOwn, unitName, counts }: PracticesView) => (
  <form class='choose' method='get' action='/program/practices' aria-label='Choose practices'>
    <SelectField name='discipline' label='Discipline' value={discipline ?? ''} choices={[{ value: '', label: 'All eight' }, ...disciplines.map(({ id, name }) => ({ value: id, label: name }))]} />
    {unitName !== null && <SelectField name='own' label='Adopted' value={onlyOwn ? 'yes' : ''} choices={[{ value: '', label: 'By anybody' }, { value: 'yes', label: `By ${unitName}` }]} />}
    <SelectField name='state' label='Show' value={state} choices={[{ value: 'accepted', label: `Library (${counts.accepted})` }, { value: 'proposed', label: `Proposals (${counts.proposed})` }, { value: 'retired', label: 'Retired' }]} />
    <Button look='quiet'>Show</Button>
  </form>
)

const Nothing = ({ state, discipline, onlyOwn, later, counts, unitName }: PracticesView) => later
  ? <p class='soft'>There are no more.</p>
  : state === 'accepted' && discipline === undefined && !onlyOwn && counts.accepted === 0
    ? <p class='soft'>The library is empty. The first practice could be one of yours: what do you do that customers notice?</p>
    : <p class='soft'>{onlyOwn ? `${unitName ?? 'Your unit'} has adopted nothing of this kind yet.` : 'There is nothing of this kind yet.'} <a href='/program/practices'>Show the whole library</a></p>

const ByDiscipline = ({ practices }: { practices: readonly PracticeItem[] }) => (
  <>
    {[...Map.groupBy(practices, ({ discipline }) => discipline)].map(([discipline, group]) => (
      <section key={discipline} class='stack' aria-labelledby={`of-${discipline}`}>
        <h2 id={`of-${discipline}`}>{disciplineName(discipline)}</h2>
        <ul class='tiles'>{group.map(practice => <Tile key={practice.practiceId} practice={practice} />)}</ul>
      </section>
    ))}
  </>
)

const Tile = ({ practice: { practiceId, title, what, when, adoptedBy, origin, own, state } }: { practice: PracticeItem }) => (
  <li class='tile'>
    <h3><a href={`/program/practices/${practiceId}`}>{title}</a></h3>
    <p class='as-written'>{own.unit?.wording ?? what}</p>
    <p class='soft small'><Unseen>When: </Unseen>{when}</p>
    <p class='tile-marks'>
      {own.since !== null && <Tag tone='good'>You commit to it</Tag>}
      {own.unit !== null && <Tag tone='accent'>{own.unit.name}</Tag>}
      {own.proposed && state === 'proposed' && <Tag>Your proposal</Tag>}
      <span class='soft small'>{adoptedBy === 0 ? 'No unit yet' : `${counted(adoptedBy, 'unit')} ${adoptedBy === 1 ? 'works' : 'work'} by it`}{origin === 'weft' && ' · from Weft'}</span>
    </p>
  </li>
)

export const since = (day: string) => <time dateTime={day}>{inWords(day)}</time>
