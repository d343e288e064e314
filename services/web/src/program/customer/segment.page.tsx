import type { Divergence, Said } from '@weft/contracts/program/conflict-api'
import type { Persona } from '@weft/contracts/program/persona-api'
import type { SegmentReply } from '@weft/contracts/program/segment-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Field, Notice, SelectField, Tag, TextArea, Unseen } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address, counted, inWords, listed } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { ConflictCard } from './conflicts.page.tsx'
import { OpportunityCard } from './opportunities.page.tsx'
import { HERE, VoiceName } from './registry.page.tsx'
import { fieldNames, monthInWords } from './words.ts'

export type Done = 'registered' | 'changed' | 'written' | 'published' | 'quoted' | 'taken-away'
const doneTitles: Record<Done, string> = { registered: 'The segment is registered.', changed: 'The change is stored.', written: 'The view is written and compared with the others.', published: 'The persona is published. Everybody reads it.', quoted: 'The quote is added.', 'taken-away': 'The quote is taken away.' }
type WordForm = { quote: string, source: string, month: string }
type Props = { roles: readonly RoleName[], segment: SegmentReply, done: Done | null, problem: { sentence: string } | null, words: WordForm }

/** One segment: what is agreed comes first, then how departments see it. */
export const SegmentPage = ({ roles, segment, done, problem, words }: Props) => {
  const { segmentId, name, description, customers, state, voice, may, persona, views, conflicts, opportunities } = segment
  return (
    <ProgramPage roles={roles} here={HERE} wide>
      <Crumbs crumbs={[{ href: HERE, name: 'Customers' }, { name }]} />
      <ErrorSummary title='The quote was not added' findings={problem === null ? [] : [{ at: 'quote', ...problem }]} />
      {done !== null && <Notice tone='good' role='status' title={doneTitles[done]} />}
      <Opening kicker={customers === 'internal' ? 'Colleagues whom we serve' : 'Customers'} title={name}>{description !== '' && <p>{description}</p>}</Opening>
      <p class='row'>
        <span>Voice: <VoiceName voice={voice} /></span>
        {state === 'ended' && <Tag>ended</Tag>}
        {may.change && <a href={`${HERE}/${segmentId}/edit`}>Change the segment</a>}
      </p>
      <Agreed {...{ segment, persona }} />
      {views !== null && <Views segment={segment} views={views} />}
      {conflicts !== null && conflicts.length > 0 && (
        <section class='stack' aria-labelledby='conflicts'>
          <h2 id='conflicts'>{counted(conflicts.length, 'contradiction')} to decide</h2>
          {conflicts.slice(0, 5).map(conflict => <ConflictCard key={conflict.conflictId} conflict={conflict} back={segmentId} level={3} />)}
          {conflicts.length > 5 && <p><a href={address(`${HERE}/conflicts`, { segment: segmentId, state: 'open' })}>All of them</a></p>}
        </section>
      )}
      {opportunities !== null && (views?.length ?? 0) > 1 && (
        <section class='stack' aria-labelledby='opportunities'>
          <h2 id='opportunities'>Opportunities</h2>
          {opportunities.length === 0 ? <p class='soft'>None yet. Departments that serve the same customers find them with three questions.</p> : opportunities.map(one => <OpportunityCard key={one.opportunityId} opportunity={one} />)}
          <p><ButtonLink look='quiet' href={address(`${HERE}/opportunities`, { segment: segmentId })}>Ask the three questions</ButtonLink></p>
        </section>
      )}
      <Words {...{ segment, words, problem }} />
    </ProgramPage>
  )
}

const Agreed = ({ segment: { segmentId, personas, may, state }, persona }: { segment: SegmentReply, persona: Persona | null }) => (
  <section class='stack' aria-labelledby='agreed'>
    <h2 id='agreed'>What we agree on</h2>
    {persona === null ? <p class='soft'>Nothing is agreed yet. The voice of these customers composes the persona from what departments wrote.</p> : <PersonaCard persona={persona} />}
    <p class='row'>
      {may.speak && state === 'active' && <ButtonLink look={persona === null ? 'main' : 'quiet'} href={`${HERE}/${segmentId}/persona`}>{persona === null ? 'Compose the persona' : 'Change the persona'}</ButtonLink>}
      {personas.length > 1 && <span class='small'>Earlier: {personas.slice(1).map(({ version, publishedOn }, place) => <span key={version}>{place > 0 && ', '}<a href={`${HERE}/${segmentId}/personas/${version}`}>version {version} of {inWords(publishedOn)}</a></span>)}</span>}
    </p>
  </section>
)

/** An agreed persona, with where each statement came from. */
export const PersonaCard = ({ persona: { version, summary, statements, publishedOn, by, openConflicts } }: { persona: Persona }) => (
  <article class='card stack persona'>
    {summary !== '' && <p class='lead'>{summary}</p>}
    <div class='sides'>
      {(['needs', 'pains', 'goals', 'life'] as const).map(field => {
        const said = statements.filter(one => one.field === field)
        return said.length === 0 ? null : (
          <div key={field} class='stack stack-tight'>
            <h3>{fieldNames[field]}</h3>
            <ul>{said.map(({ id, text, from, changed }) => <li key={id}>{text} <span class='from'>{from.length === 0 ? 'added when agreed' : listed([...new Set(from.map(({ unitName }) => unitName))])}{changed && <> · <span class='guess'>said differently since</span></>}</span></li>)}</ul>
          </div>
        )
      })}
    </div>
    <p class='soft small'>Version {version}, agreed on {inWords(publishedOn)}{by !== null && ` by ${by}`}.{openConflicts > 0 && ` ${counted(openConflicts, 'contradiction')} ${openConflicts === 1 ? 'was' : 'were'} not decided then.`}</p>
  </article>
)

const Views = ({ segment, views }: { segment: SegmentReply, views: NonNullable<SegmentReply['views']> }) => {
  const { segmentId, divergence, may, state } = segment
  const [first, second] = views
  return (
    <section class='stack' aria-labelledby='views'>
      <h2 id='views'>How departments see them</h2>
      {views.length === 0 && <Notice tone='warn' title='Uncovered'><p>No department has written how it sees these customers.</p></Notice>}
      {views.length === 1 && <p class='soft'>Only one department has written. There is nothing to compare yet.</p>}
      {divergence !== null && views.length > 1 && <Difference divergence={divergence} />}
      <p class='row'>
        {may.write && state === 'active' && <ButtonLink href={address(`${HERE}/views/new`, { segment: segmentId })}>Write a view</ButtonLink>}
        {first !== undefined && second !== undefined && <ButtonLink look='quiet' href={address(`${HERE}/${segmentId}/compare`, { first: first.viewId, second: second.viewId })}>Compare two views</ButtonLink>}
      </p>
      {views.length > 0 && (
        <div class='side-by-side' role='region' aria-label='Views side by side' tabIndex={0}>
          {views.map(view => (
            <article key={view.viewId} class='card stack'>
              <div><h3>{view.unitName}</h3><p class='soft small'>calls them {view.called} · version {view.version} of {inWords(view.writtenOn)}</p></div>
              {(['needs', 'pains', 'goals'] as const).map(field => view.content[field].length === 0 ? null : <div key={field}><p class='label small'>{fieldNames[field]}</p><ul>{view.content[field].map(text => <li key={text}>{text}</li>)}</ul></div>)}
              {(['life', 'contribution'] as const).map(field => view.content[field] === '' ? null : <div key={field}><p class='label small'>{fieldNames[field]}</p><p class='lines'>{view.content[field]}</p></div>)}
              <p class='small'><a href={`${HERE}/views/${view.viewId}`}>{view.yours ? 'Change' : 'History'}<Unseen> of the view of {view.unitName}</Unseen></a></p>
            </article>
          ))}
        </div>
      )}
    </section>
  )
}

const Difference = ({ divergence }: { divergence: Divergence & { compared: boolean } }) => (
  <div class='stack'>
    {!divergence.compared && <Notice title='A view has changed'><p>It is being compared. What stands here is of before; look again in a minute.</p></Notice>}
    <p><strong>{counted(divergence.contradictions, 'contradiction')}</strong>, {counted(divergence.byOne.length, 'statement')} named by one department only, {divergence.byAll.length} said by all {divergence.views}.</p>
    <Group title='Said by all' groups={divergence.byAll} open />
    <Group title='Said by some' groups={divergence.bySome} />
    <Group title='Named by one department only' groups={divergence.byOne} />
    <Group title='Contradicted by another department' groups={divergence.disputed} />
  </div>
)

const Group = ({ title, groups, open = false }: { title: string, groups: readonly { field: Said['field'], said: readonly Said[] }[], open?: boolean }) => groups.length === 0 ? null : (
  <details class='more' open={open}>
    <summary>{title} ({groups.length})</summary>
    <ul>{groups.map(({ said }) => <li key={said.map(one => one.viewId + one.text).join()}>{[...Map.groupBy(said, ({ text }) => text)].map(([text, by], place) => <span key={text}>{place > 0 && <span class='soft'> · </span>}{text} <span class='from'>{listed([...new Set(by.map(({ unitName }) => unitName))])}</span></span>)}</li>)}</ul>
  </details>
)

const Words = ({ segment: { segmentId, words: said, wordsInAll, state, name }, words, problem }: { segment: SegmentReply, words: WordForm, problem: Props['problem'] }) => (
  <section class='stack' aria-labelledby='words'>
    <h2 id='words'>In their own words</h2>
    {said.length === 0 ? <p class='soft'>Nobody has added what these customers say.</p> : (
      <div class='quotes'>
        {said.map(({ wordId, quote, source, month, yours }) => (
          <figure key={wordId}>
            <blockquote><p>{quote}</p></blockquote>
            <figcaption class='soft small'>{source}, {monthInWords(month)} {yours && <form class='inline' method='post' action={`${HERE}/${segmentId}/words/${wordId}/removal`}><button class='link' type='submit'>Take away<Unseen> this quote</Unseen></button></form>}</figcaption>
          </figure>
        ))}
      </div>
    )}
    {wordsInAll > said.length && <p class='soft small'>The newest {said.length} of {wordsInAll}.</p>}
    {state === 'active' && (
      <details class='more' open={problem !== null}>
        <summary>Add what a customer said</summary>
        <form method='post' action={`${HERE}/${segmentId}/words`}>
          <Notice tone='warn' title='No personal data'><p>Everybody here reads it. No name, address, phone or policy number, and nothing that tells who said it.</p></Notice>
          <TextArea name='quote' label={`What one of ${name} said`} hint='Word for word, at most 500 characters.' value={words.quote} required maxlength={500} rows={3} {...problem !== null && { problem: problem.sentence }} />
          <Field name='source' label='Where' hint='An interview, a call, a letter.' value={words.source} required maxlength={200} />
          <Field name='month' label='Month' hint='Such as 2027-02.' value={words.month} required maxlength={7} short />
          <Button look='quiet'>Add the quote</Button>
        </form>
      </details>
    )}
  </section>
)

type CompareProps = { roles: readonly RoleName[], segment: SegmentReply, first: string, second: string, children: preact.ComponentChildren }
export const ComparePage = ({ roles, segment: { segmentId, name, views }, first, second, children }: CompareProps) => (
  <ProgramPage roles={roles} here={HERE} wide>
    <Crumbs crumbs={[{ href: HERE, name: 'Customers' }, { href: `${HERE}/${segmentId}`, name }, { name: 'Compare' }]} />
    <Opening title='Two views side by side' />
    <form method='get' action={`${HERE}/${segmentId}/compare`} class='sift'>
      {([['first', 'One', first], ['second', 'The other', second]] as const).map(([key, label, value]) => <SelectField key={key} name={key} label={label} value={value} choices={(views ?? []).map(view => ({ value: view.viewId, label: view.unitName }))} />)}
      <Button look='quiet'>Compare</Button>
    </form>
    {children}
  </ProgramPage>
)
