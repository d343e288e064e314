import { disciplineName } from '@weft/contracts/program/discipline-api'
import type { UnitsReply } from '@weft/contracts/program/organisation-api'
import type { PracticeAdoption, PracticeDetail } from '@weft/contracts/program/practice-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Field, Notice, SelectField, TextArea, Unseen } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { counted } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import type { FormProblem } from './form.ts'
import { since } from './practices.page.tsx'

export type PracticeView = {
  roles: readonly RoleName[], practice: PracticeDetail
  /** To adopt for; `find` narrows a list that is too long. null where the reader speaks for no unit. */
  units: { choices: UnitsReply['units'], isWhole: boolean, find: string } | null
  form: { unitId: string, wording: string, reason: string }, problem: FormProblem | null, done: string | null
}

const doneTitles: Readonly<Record<string, string>> = {
  accepted: 'It is in the library. Units can adopt it now.', declined: 'Declined. Whoever proposed it reads why.', retired: 'Retired. No unit keeps it any more; what was stays readable.',
  adopted: 'Adopted. Everybody in the unit and below sees it among theirs.', worded: 'The unit’s wording is saved.', ended: 'Ended. That the unit had it stays readable.',
  committed: 'It is on your list. Only you see that.', left: 'It is off your list. Nobody is told.', changed: 'The new words are saved.'
}

export const PracticePage = (view: PracticeView) => {
  const { roles, practice, problem, done } = view
  const { title, what, when, example, discipline, origin, own, state, mayWrite, practiceId } = practice
  return (
    <ProgramPage roles={roles} here='/program/practices'>
      <Crumbs crumbs={[{ href: '/program/practices', name: 'Practices' }, { name: title }]} />
      <ErrorSummary title='This was not done' findings={problem === null ? [] : [problem]} />
      {done !== null && doneTitles[done] !== undefined && <Notice tone='good' role='status' title={doneTitles[done]} />}
      <Opening kicker={`${disciplineName(discipline)}${origin === 'weft' ? ' · from Weft' : ''}`} title={title} />
      <State practice={practice} />
      <dl class='facts'>
        {own.unit?.wording != null && <div><dt>In {own.unit.name}</dt><dd class='as-written'>{own.unit.wording}</dd></div>}
        <div><dt>What we do</dt><dd class='as-written'>{what}</dd></div>
        <div><dt>When</dt><dd>{when}</dd></div>
        {example !== null && <div><dt>An example</dt><dd class='as-written'>{example}</dd></div>}
      </dl>
      {mayWrite && <p><ButtonLink look='quiet' href={`/program/practices/${practiceId}/words`}>Change the words</ButtonLink></p>}
      {state === 'accepted' && <Commit practice={practice} />}
      {(state === 'accepted' || state === 'retired') && <Units {...view} />}
      {practice.mayDecide && <Decide {...view} />}
      <Before practice={practice} />
    </ProgramPage>
  )
}

const State = ({ practice: { state, reason, proposedBy, proposedOn } }: { practice: PracticeDetail }) => {
  const by = proposedBy === null ? '' : ` by ${proposedBy}`
  if (state === 'proposed') return <Notice title='A proposal'><p>Proposed{by} on {since(proposedOn)}. The office or a manager decides whether it comes into the library.</p></Notice>
  if (state === 'declined') return <Notice tone='warn' title='Declined'><p>{reason}</p></Notice>
  if (state === 'retired') return <Notice tone='warn' title='Retired'><p>{reason} Nobody adopts it any more.</p></Notice>
  return <></>
}

const Commit = ({ practice: { practiceId, own } }: { practice: PracticeDetail }) => (
  <section class='stack' aria-labelledby='mine'>
    <h2 id='mine'>And you?</h2>
    {own.since !== null
      ? (
        <>
          <p>You commit to this practice since {since(own.since)}. Only you see that.</p>
          <form class='inline' method='post' action={`/program/practices/${practiceId}/commitment/end`}><Button look='quiet'>Take it off my list</Button></form>
        </>
        )
      : own.unit !== null
        ? (
          <>
            <p>{own.unit.name} works by this practice. If you mean to keep it, put it on your list. The list is yours; of units, only shares of five people and more are counted.</p>
            <form class='inline' method='post' action={`/program/practices/${practiceId}/commitment`}><Button>I commit to it</Button></form>
          </>
          )
        : <p class='soft'>Your unit has not adopted this practice, so there is nothing to commit to yet. If it would help you, tell your manager.</p>}
  </section>
)

const Units = ({ practice, units, form, problem }: PracticeView) => {
  const holding = practice.adoptions.filter(({ endedOn }) => endedOn === null)
  const ended = practice.adoptions.filter(({ endedOn }) => endedOn !== null)
  const at = (name: string) => problem?.at === name ? { problem: problem.sentence } : {}
  return (
    <section class='stack' aria-labelledby='units'>
      <h2 id='units'>Who works by it</h2>
      {holding.length === 0
        ? <p class='soft'>No unit yet.</p>
        : <ul class='adoptions'>{holding.map(adoption => <Adoption key={adoption.adoptionId} adoption={adoption} />)}</ul>}
      {practice.adoptedBy > holding.length && <p class='soft'>And {counted(practice.adoptedBy - holding.length, 'more unit')}.</p>}
      {ended.length > 0 && (
        <details class='more'>
          <summary>Ended ({ended.length})</summary>
          <ul>{ended.map(({ adoptionId, unitName, adoptedOn, endedOn, endReason }) => <li key={adoptionId}>{unitName}, {since(adoptedOn)} to {endedOn !== null && since(endedOn)}: {endReason}</li>)}</ul>
        </details>
      )}
      {units !== null && practice.state === 'accepted' && (
        <>
          <h3 id='adopt'>Adopt it for a unit</h3>
          {!units.isWhole && (
            <form class='choose' method='get' action={`/program/practices/${practice.practiceId}#adopt`}>
              <Field name='find' type='search' label='Find a unit' value={units.find} maxlength={100} /><Button look='quiet'>Find</Button>
            </form>
          )}
          <form method='post' action={`/program/practices/${practice.practiceId}/adoptions`}>
            <SelectField name='unitId' label='Unit' hint='It counts for all units below it, too.' value={form.unitId} required choices={[{ value: '', label: 'Choose a unit' }, ...units.choices.map(({ unitId, name }) => ({ value: unitId, label: `${name} (${unitId})` }))]} {...at('unitId')} />
            <TextArea name='wording' label='How this unit says it (if it differs)' hint='The discipline stays the same. At most 600 characters.' value={form.wording} maxlength={600} rows={3} {...at('wording')} />
            <Button>Adopt it</Button>
          </form>
        </>
      )}
    </section>
  )
}

const Adoption = ({ adoption: { adoptionId, unitName, wording, revision, adoptedOn, yours } }: { adoption: PracticeAdoption }) => (
  <li>
    <p><b>{unitName}</b> <span class='soft small'>since {since(adoptedOn)}</span></p>
    {wording !== null && <p class='as-written'>{wording}</p>}
    {yours && (
      <details class='more'>
        <summary>Change or end<Unseen> for {unitName}</Unseen></summary>
        <form method='post' action={`/program/practices/adoptions/${adoptionId}/wording`}>
          <div class='field'>
            <label class='label' for={`w-${adoptionId}`}>How {unitName} says it</label>
            <textarea class='input' id={`w-${adoptionId}`} name='wording' rows={3} maxLength={600} value={wording ?? ''} />
          </div>
          <input type='hidden' name='basedOn' value={String(revision)} />
          <Button look='quiet'>Save the wording</Button>
        </form>
        <form method='post' action={`/program/practices/adoptions/${adoptionId}/end`}>
          <div class='field'>
            <label class='label' for={`e-${adoptionId}`}>Why {unitName} ends it</label>
            <input class='input' id={`e-${adoptionId}`} name='reason' required maxLength={300} />
          </div>
          <Button look='grave'>End it for {unitName}</Button>
        </form>
      </details>
    )}
  </li>
)

/** A proposal waits for a decision; what is in the library is seldom taken out, so that stands behind a quiet line. */
const Decide = (view: PracticeView) => {
  const { practice: { state }, problem } = view
  return state === 'accepted'
    ? <details class='more' open={problem?.at === 'reason'}><summary>Retire it for all units</summary><div class='stack stack-tight'><p>Retiring ends it in every unit. What was stays readable.</p><DecideForm {...view} /></div></details>
    : <section class='stack' aria-labelledby='decide'><h2 id='decide'>{state === 'proposed' ? 'Decide about the proposal' : 'Its place in the library'}</h2><DecideForm {...view} /></section>
}

const DecideForm = ({ practice: { practiceId, state }, form, problem }: PracticeView) => (
  <form method='post' action={`/program/practices/${practiceId}/decision`}>
    <Field name='reason' label='Why' hint={state === 'proposed' ? 'Needed when you decline. Whoever proposed it reads it.' : 'Needed when you retire it. Units that have it read it.'} value={form.reason} maxlength={300} {...problem?.at === 'reason' && { problem: problem.sentence }} />
    <div class='row'>
      {state !== 'accepted' && <Button name='decision' value='accept'>{state === 'proposed' ? 'Add to the library' : 'Take it back into the library'}</Button>}
      {state === 'proposed' && <Button look='quiet' name='decision' value='decline'>Decline it</Button>}
      {state === 'accepted' && <Button look='grave' name='decision' value='retire'>Retire this practice</Button>}
    </div>
  </form>
)

const Before = ({ practice: { versions } }: { practice: PracticeDetail }) => versions.length < 2
  ? <></>
  : (
    <details class='more'>
      <summary>Words before ({versions.length - 1})</summary>
      <ul>{versions.slice(1).map(({ version, title, what, writtenOn }) => <li key={version}>{since(writtenOn)}: <b>{title}</b>. {what}</li>)}</ul>
    </details>
    )
