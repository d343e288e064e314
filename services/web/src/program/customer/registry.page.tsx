import type { SegmentsReply } from '@weft/contracts/program/segment-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Field, Notice, SelectField, Tag, TextArea } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address, count, counted } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'

export const HERE = '/program/customers'
type ListProps = { roles: readonly RoleName[], list: SegmentsReply, like: string, state: 'active' | 'ended' }

/** The registry: who our customers are, who answers for each, and where departments see them differently. */
export const RegistryPage = ({ roles, list, like, state }: ListProps) => {
  const { segments, whole, next, mayRegister } = list
  return (
    <ProgramPage roles={roles} here={HERE} wide>
      <Opening kicker='Customers' title='Who our customers are'>
        <p>Each segment has one person who answers for it and one persona that all departments agree on.</p>
      </Opening>
      {whole !== null && <Whole whole={whole} />}
      <p class='row'>
        {mayRegister && <ButtonLink href={`${HERE}/new`}>Register a segment</ButtonLink>}
        {whole !== null && (
          <>
            <ButtonLink look='quiet' href={`${HERE}/views`}>Views of departments</ButtonLink>
            <ButtonLink look='quiet' href={`${HERE}/conflicts`}>Contradictions</ButtonLink>
            <ButtonLink look='quiet' href={`${HERE}/opportunities`}>Opportunities</ButtonLink>
          </>
        )}
      </p>
      <form method='get' action={HERE} class='sift'>
        <Field name='like' type='search' label='Find a segment' value={like} maxlength={100} />
        <SelectField name='state' label='Which' value={state} choices={[{ value: 'active', label: 'Active' }, { value: 'ended', label: 'Ended' }]} short />
        <Button look='quiet'>Find</Button>
      </form>
      {segments.length === 0
        ? <p class='soft'>{like === '' && state === 'active' ? 'No segment is registered yet. A segment is a group of customers, or of colleagues, whom one department or more serves.' : 'No segment fits.'}</p>
        : <List segments={segments} />}
      <p class='row small'>
        {next !== null && <a href={address(HERE, { like, state, after: next })}>Show more</a>}
        {whole !== null && <a class='cell-link' href={`${HERE}/files/segments.csv`} download>Segments as CSV</a>}
      </p>
    </ProgramPage>
  )
}

const Whole = ({ whole }: { whole: NonNullable<SegmentsReply['whole']> }) => (
  <dl class='figures'>
    <div><dt>segments</dt><dd>{count(whole.segments)}</dd></div>
    <div><dt>with an agreed persona</dt><dd>{count(whole.agreed)}</dd></div>
    <div class={whole.withoutVoice > 0 ? 'figure-warn' : undefined}><dt>without a voice</dt><dd>{count(whole.withoutVoice)}</dd></div>
    <div class={whole.uncovered > 0 ? 'figure-warn' : undefined}><dt>that no department describes</dt><dd>{count(whole.uncovered)}</dd></div>
    <div><dt>described by one only</dt><dd>{count(whole.oneView)}</dd></div>
    <div class={whole.open > 0 ? 'figure-warn' : undefined}><dt>contradictions to decide</dt><dd>{count(whole.open)}</dd></div>
    <div><dt>statements of one department only</dt><dd>{count(whole.byOne)}</dd></div>
  </dl>
)

const List = ({ segments }: Pick<SegmentsReply, 'segments'>) => {
  const figures = segments.some(({ counts }) => counts !== null)
  const columns = [{ key: 'n', head: 'Segment' }, { key: 'v', head: 'Voice' }, { key: 'p', head: 'Persona' }, ...figures ? [{ key: 'd', head: 'Departments', number: true }, { key: 'c', head: 'To decide', number: true }, { key: 'o', head: 'Said by one only', number: true }] : []]
  return (
    <Table id='segments' caption={counted(segments.length, 'segment')} columns={columns} rows={segments.map(({ segmentId, name, customers, voice, personaVersion, counts }) => ({
      key: segmentId,
      cells: [
        <><a class='cell-link' href={`${HERE}/${segmentId}`}>{name}</a>{customers === 'internal' && <span class='check-why'>colleagues</span>}</>,
        <VoiceName voice={voice} />,
        personaVersion === 0 ? <span class='soft'>none yet</span> : `Version ${personaVersion}`,
        ...figures ? [counts?.views === 0 ? <Tag tone='warn'>none</Tag> : counts?.views === 1 ? '1, alone' : count(counts?.views ?? 0), <Open counts={counts} />, count(counts?.byOne ?? 0)] : []
      ]
    }))} />
  )
}

const Open = ({ counts }: Pick<SegmentsReply['segments'][number], 'counts'>) => counts === null ? <></> : <>{counts.openConflicts > 0 ? <Tag tone='warn'>{count(counts.openConflicts)}</Tag> : '0'}{!counts.compared && <span class='check-why'>comparing</span>}</>

export const VoiceName = ({ voice }: { voice: { name: string | null } | null }) =>
  voice === null ? <Tag tone='warn'>vacant</Tag> : voice.name === null ? <Tag tone='bad'>has left</Tag> : <>{voice.name}</>

export type SegmentForm = { name: string, description: string, customers: string, voice: string, state: string, version: string }
type EditProps = { roles: readonly RoleName[], form: SegmentForm, segmentId: string | null, problem: { at?: string, sentence: string } | null }

export const EditSegmentPage = ({ roles, form, segmentId, problem }: EditProps) => {
  const at = (name: string) => problem?.at === name ? { problem: problem.sentence } : {}
  return (
    <ProgramPage roles={roles} here={HERE}>
      <Crumbs crumbs={[{ href: HERE, name: 'Customers' }, ...segmentId === null ? [] : [{ href: `${HERE}/${segmentId}`, name: form.name }], { name: segmentId === null ? 'New segment' : 'Change' }]} />
      <ErrorSummary title='The segment was not stored' findings={problem === null ? [] : [problem]} />
      <Opening title={segmentId === null ? 'Register a segment' : `Change ${form.name}`}>
        <p>A name that every department would recognise. What each calls them itself, it says in its own view.</p>
      </Opening>
      <form method='post' action={segmentId === null ? HERE : `${HERE}/${segmentId}`}>
        <input type='hidden' name='version' value={form.version} />
        <Field name='name' label='Name' hint='For example: young families in the city.' value={form.name} required maxlength={200} {...at('name')} />
        <TextArea name='description' label='Who they are' hint='In a sentence or two, without product names.' value={form.description} maxlength={1000} rows={3} {...at('description')} />
        <SelectField name='customers' label='Where they are' value={form.customers} choices={[{ value: 'external', label: 'Customers outside' }, { value: 'internal', label: 'Colleagues whom we serve' }]} />
        <Field name='voice' label='Voice' hint='Who answers for these customers, by e-mail or name. Can be anybody here. Empty: vacant, and the program says so until somebody is named.' value={form.voice} maxlength={254} {...at('voice')} />
        {segmentId !== null && <SelectField name='state' label='State' value={form.state} choices={[{ value: 'active', label: 'Active' }, { value: 'ended', label: 'Ended: kept, nobody writes any more' }]} />}
        <Button>{segmentId === null ? 'Register the segment' : 'Store the change'}</Button>
      </form>
      {segmentId === null && <Notice title='What happens then'><p>Departments write how they see these customers. Weft compares what they say, the voice decides where they contradict, and publishes one persona.</p></Notice>}
    </ProgramPage>
  )
}
