import type { PersonaDraftReply, PersonaStatement } from '@weft/contracts/program/persona-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, Notice, TextArea } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { counted, listed } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { HERE } from './registry.page.tsx'
import { fieldNames } from './words.ts'

const fields = ['needs', 'pains', 'goals', 'life'] as const
type Props = { roles: readonly RoleName[], draft: PersonaDraftReply, typed: Readonly<Record<string, string>>, problem: { sentence: string } | null, done: string | null }

/** The voice composes one persona from what departments wrote: take, edit, publish. Three forms, no script. */
export const PersonaPage = ({ roles, draft, typed, problem, done }: Props) => {
  const { segmentId, segmentName, statements, publishedVersion, openConflicts, clashes } = draft
  return (
    <ProgramPage roles={roles} here={HERE} wide>
      <Crumbs crumbs={[{ href: HERE, name: 'Customers' }, { href: `${HERE}/${segmentId}`, name: segmentName }, { name: 'Persona' }]} />
      <ErrorSummary title='This was not stored' findings={problem === null ? [] : [problem]} />
      {done !== null && <Notice tone='good' role='status' title={done} />}
      <Opening kicker={segmentName} title='Compose the persona'><p>Take what departments wrote, put it into plain words, publish. Everybody reads the result; each statement keeps where it came from.</p></Opening>
      {clashes.length > 0 && <Notice tone='warn' title='The draft says both sides of a contradiction'><ul>{clashes.map(({ first, second }) => <li key={first + second}>“{first}” and “{second}”</li>)}</ul><p>Leave one out, or <a href={`${HERE}/conflicts?segment=${segmentId}`}>decide it</a>.</p></Notice>}
      <div class='columns'>
        <Edit draft={draft} typed={typed} />
        <Offered draft={draft} />
      </div>
      <section class='stack' aria-labelledby='publish'>
        <h2 id='publish'>Publish</h2>
        <p>{counted(statements.length, 'statement')} in the draft. {openConflicts > 0 && `${counted(openConflicts, 'contradiction')} about these customers ${openConflicts === 1 ? 'is' : 'are'} not decided; the persona says so.`}</p>
        <form method='post' action={`${HERE}/${segmentId}/persona/publication`}>
          <input type='hidden' name='draftVersion' value={String(draft.draftVersion)} /><input type='hidden' name='viewsVersion' value={String(draft.viewsVersion)} />
          <Button disabled={statements.length === 0 || clashes.length > 0}>Publish version {publishedVersion + 1}</Button>
        </form>
      </section>
    </ProgramPage>
  )
}

const Edit = ({ draft: { segmentId, draftVersion, summary, statements }, typed }: Pick<Props, 'draft' | 'typed'>) => (
  <section class='stack' aria-labelledby='draft'>
    <h2 id='draft'>The draft</h2>
    <form method='post' action={`${HERE}/${segmentId}/persona/draft`}>
      <input type='hidden' name='draftVersion' value={String(draftVersion)} />
      <TextArea name='summary' label='In one breath' hint='Who they are, as a person and not as a contract.' value={summary} maxlength={1000} rows={3} />
      {fields.map(field => (
        <fieldset key={field} class='columns-of statements'>
          <legend>{fieldNames[field]}</legend>
          {statements.filter(one => one.field === field).map((one, place) => <Statement key={one.id} statement={one} place={place + 1} />)}
          <TextArea name={`new-${field}`} label='Add' hint='One a line.' value={typed[`new-${field}`] ?? ''} maxlength={2600} rows={2} />
        </fieldset>
      ))}
      <p class='hint'>Empty a statement to leave it out.</p>
      <Button look='quiet'>Keep the draft</Button>
    </form>
  </section>
)

const Statement = ({ statement: { id, field, text, from, changed }, place }: { statement: PersonaStatement, place: number }) => {
  const hint = <>{from.length === 0 ? 'Added here' : `From ${listed([...new Set(from.map(({ unitName, text: before }) => before === null || before === text ? unitName : `${unitName}: “${before}”`))])}`}{changed && <strong class='guess'> · said differently since</strong>}</>
  return field === 'life'
    ? <TextArea name={`text-${id}`} label={`${fieldNames[field]} ${place}`} hint={hint} value={text} maxlength={1000} rows={2} />
    : <TextArea name={`text-${id}`} label={`${fieldNames[field]} ${place}`} hint={hint} value={text} maxlength={200} rows={2} />
}

const Offered = ({ draft: { segmentId, draftVersion, offered } }: { draft: PersonaDraftReply }) => {
  const open = offered.filter(({ taken }) => !taken)
  return (
    <section class='stack' aria-labelledby='offered'>
      <h2 id='offered'>What departments wrote</h2>
      {open.length === 0
        ? <p class='soft'>{offered.length === 0 ? 'No department has written yet.' : 'All of it is in the draft.'}</p>
        : (
          <form method='post' action={`${HERE}/${segmentId}/persona/statements`}>
            <input type='hidden' name='draftVersion' value={String(draftVersion)} />
            <Button>Take the chosen</Button>
            {[...Map.groupBy(open, ({ unitName }) => unitName)].map(([unitName, said]) => (
              <fieldset key={unitName}>
                <legend>{unitName}</legend>
                {said.map(({ viewId, field, text }) => (
                  <label key={field + text} class='choice'><input type='checkbox' name='pick' value={`${viewId} ${field} ${text}`} /><span>{text} <span class='from'>{fieldNames[field].toLowerCase()}</span></span></label>
                ))}
              </fieldset>
            ))}
          </form>
          )}
    </section>
  )
}
