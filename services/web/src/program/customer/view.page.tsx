import type { ViewReply, ViewsReply } from '@weft/contracts/program/view-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Field, Notice, SelectField, Tag, TextArea, Unseen, type Choice } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address, counted, inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { HERE } from './registry.page.tsx'
import { fieldNames, textOf, type ViewForm } from './words.ts'

export type Place = { unitId: string, segmentId: string, version: string }
type WriteProps = {
  roles: readonly RoleName[], form: ViewForm, place: Place, units: readonly Choice[], segments: readonly Choice[]
  /** null: a new one. */
  view: ViewReply | null
  problem: { at?: string, sentence: string } | null, done: string | null
}

/** A department writes how it sees customers: one statement a line, so that it works without script. */
export const WriteViewPage = ({ roles, form, place, units, segments, view, problem, done }: WriteProps) => {
  const at = (name: string) => problem?.at === name ? { problem: problem.sentence } : {}
  const title = view === null ? 'How we see these customers' : `How ${view.unitName} sees them`
  return (
    <ProgramPage roles={roles} here={HERE} wide>
      <Crumbs crumbs={[{ href: HERE, name: 'Customers' }, ...view?.segmentId == null ? [{ href: `${HERE}/views`, name: 'Views' }] : [{ href: `${HERE}/${view.segmentId}`, name: view.segmentName ?? '' }], { name: 'View' }]} />
      <ErrorSummary title='The view was not written' findings={problem === null ? [] : [problem]} />
      {done !== null && <Notice tone='good' role='status' title={done} />}
      <Opening title={title}><p>Write what you know from your own work. Where another department says otherwise, both stand side by side until the voice decides.</p></Opening>
      {view !== null && view.draft !== null && view.content !== null && view.draft.baseVersion !== view.version && <Meanwhile view={view} />}
      <div class='columns'>
        {view === null || view.yours ? <WriteForm {...{ form, place, units, segments, view, at }} /> : <Read view={view} />}
        {view !== null && <div class='stack'><Mapping view={view} segments={segments} /><History view={view} /></div>}
      </div>
    </ProgramPage>
  )
}

const WriteForm = ({ form, place, units, segments, view, at }: Pick<WriteProps, 'form' | 'place' | 'units' | 'segments' | 'view'> & { at: (name: string) => object }) => (
  <form method='post' action={view === null ? `${HERE}/views` : `${HERE}/views/${view.viewId}`}>
    <input type='hidden' name='version' value={place.version} />
    {view === null && (
      <>
        {units.length > 0
          ? <SelectField name='unitId' label='Department' value={place.unitId} choices={units} {...at('unitId')} />
          : <Field name='unitId' label='Department' hint='Its id, as in the people file.' value={place.unitId} required maxlength={64} {...at('unitId')} />}
        <SelectField name='segmentId' label='Segment' hint='Not sure? Leave it open and map it later.' value={place.segmentId} choices={[{ value: '', label: 'Not mapped yet' }, ...segments]} {...at('segmentId')} />
      </>
    )}
    <Field name='called' label='What we call them' value={form.called} required maxlength={200} {...at('called')} />
    <TextArea name='needs' label={fieldNames.needs} hint='What they need from us. One statement a line, at most 12 of 200 characters.' value={form.needs} rows={5} maxlength={2600} {...at('needs')} />
    <TextArea name='pains' label={fieldNames.pains} hint='What makes it hard for them. One a line.' value={form.pains} rows={4} maxlength={2600} />
    <TextArea name='goals' label={fieldNames.goals} hint='What they want to reach. One a line.' value={form.goals} rows={4} maxlength={2600} />
    <TextArea name='life' label={fieldNames.life} hint='Family, work, money, time: the whole person.' value={form.life} rows={3} maxlength={1000} />
    <TextArea name='contribution' label={fieldNames.contribution} value={form.contribution} rows={3} maxlength={1000} />
    <p class='row'><Button name='step' value='write'>Write the view</Button><Button look='quiet' name='step' value='draft'>Keep as my draft</Button></p>
  </form>
)

/** What stands now, for whoever wrote at the same time: the own text is in the form. */
const Meanwhile = ({ view }: { view: ViewReply }) => (
  <Notice tone='warn' title={`Somebody wrote version ${view.version} while you wrote`}>
    <p>Your text is in the form, and stays there. This stands now: take over what you want to keep, then write.</p>
    <Content content={view.content} />
  </Notice>
)

const Content = ({ content }: Pick<ViewReply, 'content'>) => content === null ? <p class='soft'>Nothing yet.</p> : (
  <dl class='facts'>
    {(['needs', 'pains', 'goals'] as const).map(field => <div key={field}><dt>{fieldNames[field]}</dt><dd class='lines'>{textOf(content[field]) || '–'}</dd></div>)}
    {(['life', 'contribution'] as const).map(field => <div key={field}><dt>{fieldNames[field]}</dt><dd class='lines'>{content[field] || '–'}</dd></div>)}
  </dl>
)
const Read = ({ view }: { view: ViewReply }) => <section class='stack' aria-label='The view'><p class='soft'>Only {view.unitName}, whoever leads it, and the program office change this.</p><Content content={view.content} /></section>

const Mapping = ({ view, segments }: { view: ViewReply, segments: readonly Choice[] }) => (
  <section class='stack' aria-labelledby='mapping'>
    <h2 id='mapping'>Whose customers</h2>
    <p>{view.segmentName === null ? <Tag tone='warn'>not mapped</Tag> : <>Mapped to <a href={`${HERE}/${view.segmentId}`}>{view.segmentName}</a></>}</p>
    {view.yours && (
      <form method='post' action={`${HERE}/views/${view.viewId}/mapping`}>
        <SelectField name='segmentId' label='These are' value={view.segmentId ?? ''} choices={[{ value: '', label: 'Not mapped' }, ...segments]} />
        <Field name='why' label='Why' value='' maxlength={300} />
        <Button look='quiet'>Store the mapping</Button>
      </form>
    )}
  </section>
)

const History = ({ view: { versions, mappings } }: { view: ViewReply }) => (
  <section class='stack' aria-labelledby='history'>
    <h2 id='history'>History</h2>
    {versions.length === 0 && <p class='soft'>Not written yet.</p>}
    {versions.map(({ version, writtenOn, by, content }) => (
      <details key={version} class='more'><summary>Version {version}, {inWords(writtenOn)}{by !== null && `, ${by}`}</summary><Content content={content} /></details>
    ))}
    {mappings.length > 0 && <ul class='small'>{mappings.map(({ segmentName, on, by, why }) => <li key={`${on} ${segmentName} ${why}`}>{inWords(on)}: {segmentName === null ? 'no longer mapped' : `mapped to ${segmentName}`}{by !== null && ` by ${by}`}{why !== '' && `. ${why}`}</li>)}</ul>}
  </section>
)

type ListProps = { roles: readonly RoleName[], list: ViewsReply, like: string, writes: boolean, done: string | null }
/** All views, those without a segment first, each with a suggestion that a person confirms. */
export const ViewsPage = ({ roles, list: { views, unmapped, next }, like, writes, done }: ListProps) => (
  <ProgramPage roles={roles} here={HERE}>
    <Crumbs crumbs={[{ href: HERE, name: 'Customers' }, { name: 'Views' }]} />
    {done !== null && <Notice tone='good' role='status' title={done} />}
    <Opening title='Views of departments'><p>Departments call the same customers by different names. {unmapped === 0 ? 'Every view is mapped to a segment.' : `${counted(unmapped, 'view is', 'views are')} of no segment yet.`}</p></Opening>
    <p class='row'>{writes && <ButtonLink href={`${HERE}/views/new`}>Write a view</ButtonLink>}<a class='cell-link small' href={`${HERE}/files/views.csv`} download>All views as CSV</a></p>
    <form method='get' action={`${HERE}/views`} class='sift'><Field name='like' type='search' label='Find by department or name' value={like} maxlength={100} /><Button look='quiet'>Find</Button></form>
    {views.length === 0 && <p class='soft'>No view {like === '' ? 'is written yet' : 'fits'}.</p>}
    <ul class='entries'>
      {views.map(({ viewId, unitName, called, segmentId, segmentName, version, maybe, yours }) => (
        <li key={viewId}>
          <p><a href={`${HERE}/views/${viewId}`}>{called}</a> <span class='from'>{unitName}</span> {version === 0 && <Tag>draft</Tag>} {segmentId === null ? <Tag tone='warn'>not mapped</Tag> : <a class='small' href={`${HERE}/${segmentId}`}>{segmentName}</a>}</p>
          {yours && maybe.map(({ segmentId: id, name, why }) => (
            <form key={id} class='inline row' method='post' action={`${HERE}/views/${viewId}/mapping`}>
              <input type='hidden' name='segmentId' value={id} /><input type='hidden' name='why' value={`Suggested: ${why}`} />
              <span class='small'>May be <strong>{name}</strong>: {why}.</span> <button class='link' type='submit'>They are the same<Unseen>: {called} and {name}</Unseen></button>
            </form>
          ))}
        </li>
      ))}
    </ul>
    {next !== null && <p><ButtonLink look='quiet' href={address(`${HERE}/views`, { like, after: next })}>Show more</ButtonLink></p>}
  </ProgramPage>
)
