import { overlapQuestion, opportunityState, type OpportunitiesReply, type Opportunity, type UnitPair, type UnitPairsReply } from '@weft/contracts/program/opportunity-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Field, Notice, RadioGroup, SelectField, Tag, TextArea, Unseen } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address, count, counted, inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { HERE } from './registry.page.tsx'
import { questionNames, stateNames } from './words.ts'

const LIST = `${HERE}/opportunities`
export type NewForm = { segmentId: string, question: string, what: string, owner: string }
type Props = {
  roles: readonly RoleName[], pairs: UnitPairsReply, list: OpportunitiesReply, pair: UnitPair | null, segment: { segmentId: string, name: string } | null
  form: NewForm, problem: { at?: string, sentence: string } | null, done: boolean
}

/** Who serves the same customers, and what they could do together. */
export const OpportunitiesPage = ({ roles, pairs, list, pair, segment, form, problem, done }: Props) => (
  <ProgramPage roles={roles} here={HERE} wide>
    <Crumbs crumbs={[{ href: HERE, name: 'Customers' }, ...pair === null ? [] : [{ href: LIST, name: 'Opportunities' }], { name: pair === null ? 'Opportunities' : `${pair.first.name} and ${pair.second.name}` }]} />
    <ErrorSummary title='This was not stored' findings={problem === null ? [] : [problem]} />
    {done && <Notice tone='good' role='status' title='Stored.' />}
    <Opening title={pair === null ? 'Opportunities between departments' : `${pair.first.name} and ${pair.second.name}`}>
      <p>{pair === null ? 'Two departments that serve the same customers ask three questions: where do we overlap, where could we work together, how would customers become more loyal if we were connected?' : `They share ${counted(pair.shared, 'segment')}. Ask the three questions of each.`}</p>
    </Opening>
    {pair !== null && <Ask {...{ pair, form, problem }} />}
    {pair === null && segment === null && <Pairs pairs={pairs} />}
    {pair === null && segment !== null && <Pairs pairs={{ ...pairs, pairs: pairs.pairs.filter(one => one.segments.some(({ segmentId }) => segmentId === segment.segmentId)) }} />}
    <section class='stack' aria-labelledby='list'>
      <h2 id='list'>{pair === null ? segment === null ? 'All opportunities' : `About ${segment.name}` : 'What they found'}</h2>
      {list.opportunities.length === 0 && <p class='soft'>None yet.</p>}
      {list.opportunities.map(one => <OpportunityCard key={one.opportunityId} opportunity={one} />)}
      <p class='row'>
        {list.next !== null && <ButtonLink look='quiet' href={address(LIST, { segment: segment?.segmentId, first: pair?.first.unitId, second: pair?.second.unitId, after: list.next })}>Show more</ButtonLink>}
        <a class='cell-link small' href={`${HERE}/files/opportunities.csv`} download>All as CSV</a>
      </p>
    </section>
  </ProgramPage>
)

const Pairs = ({ pairs: { pairs, pairsInAll } }: { pairs: UnitPairsReply }) => pairs.length === 0
  ? <p class='soft'>No two departments have written a view of the same segment yet. That is where opportunities come from.</p>
  : (
    <section class='stack' aria-labelledby='pairs'>
      <h2 id='pairs'>Who serves the same customers</h2>
      <Matrix pairs={pairs} />
      <Table id='pair-list' caption={pairsInAll > pairs.length ? `The ${pairs.length} pairs that share most, of ${count(pairsInAll)}` : counted(pairs.length, 'pair')} columns={[{ key: 'p', head: 'Departments' }, { key: 's', head: 'Segments they share' }, { key: 'o', head: 'Opportunities', number: true }]}
        rows={pairs.map(({ first, second, segments, shared, opportunities }) => ({
          key: `${first.unitId} ${second.unitId}`,
          cells: [
            <a class='cell-link' href={pairHref(first.unitId, second.unitId)}>{first.name} and {second.name}</a>,
            <>{segments.slice(0, 3).map(({ name }) => name).join(', ')}{shared > 3 && ` and ${shared - 3} more`}</>, count(opportunities)
          ]
        }))} />
    </section>
    )

const pairHref = (first: string, second: string) => address(LIST, { first, second })
const MOST_IN_MATRIX = 12

/** Departments against departments: shared segments, and opportunities behind the stroke. Larger ones are a list only. */
const Matrix = ({ pairs }: { pairs: readonly UnitPair[] }) => {
  const units = [...new Map(pairs.flatMap(({ first, second }) => [[first.unitId, first.name], [second.unitId, second.name]])).entries()].sort((a, b) => a[1].localeCompare(b[1]))
  if (units.length < 3 || units.length > MOST_IN_MATRIX) return null
  const of = new Map(pairs.flatMap(pair => [[`${pair.first.unitId} ${pair.second.unitId}`, pair], [`${pair.second.unitId} ${pair.first.unitId}`, pair]]))
  return (
    <Table id='matrix' tableClass='unit-matrix' caption='Segments that two departments share / opportunities they found' columns={[{ key: 'u', head: <Unseen>Department</Unseen> }, ...units.map(([id, name]) => ({ key: id, head: name }))]}
      rows={units.map(([row, name]) => ({ key: row, cells: [name, ...units.map(([column, other]) => { const pair = of.get(`${row} ${column}`); return pair === undefined ? <span class='soft'>{row === column ? '' : '–'}</span> : <a class='cell-link' href={pairHref(pair.first.unitId, pair.second.unitId)}>{pair.shared} / {pair.opportunities}<Unseen> of {name} and {other}</Unseen></a> })] }))} />
  )
}

const Ask = ({ pair: { first, second, segments }, form, problem }: { pair: UnitPair, form: NewForm, problem: Props['problem'] }) => (
  <section class='stack' aria-labelledby='ask'>
    <h2 id='ask'>What could you do together?</h2>
    <form method='post' action={LIST}>
      <input type='hidden' name='first' value={first.unitId} /><input type='hidden' name='second' value={second.unitId} />
      <SelectField name='segmentId' label='For whom' value={form.segmentId} choices={segments.map(({ segmentId, name }) => ({ value: segmentId, label: name }))} />
      <RadioGroup name='question' label='Which question' required value={form.question} choices={overlapQuestion.options.map(value => ({ value, label: questionNames[value] }))} />
      <TextArea name='what' label='Your answer' hint='What you would do, in a sentence or two.' value={form.what} required maxlength={500} rows={3} {...problem?.at === 'what' && { problem: problem.sentence }} />
      <Field name='owner' label='Owner' hint='By e-mail or name. Can wait until both agree.' value={form.owner} maxlength={254} {...problem?.at === 'owner' && { problem: problem.sentence }} />
      <Button>Open the opportunity</Button>
    </form>
  </section>
)

export const OpportunityCard = ({ opportunity }: { opportunity: Opportunity }) => {
  const { opportunityId, first, second, question, what, owner, outcome, state, dispute, version, segmentId, segmentName, changedOn, history, yours, judge } = opportunity
  return (
    <article class='card stack' id={opportunityId}>
      <div>
        <p class='from'>{first.name} and {second.name} · <a href={`${HERE}/${segmentId}`}>{segmentName}</a></p>
        <p class='said'>{what}</p>
        <p class='soft small'>{questionNames[question]}</p>
      </div>
      <p class='row'>{state === 'done' ? <Tag tone='good'>{stateNames[state]}</Tag> : <Tag>{stateNames[state]}</Tag>} <span>Owner: {owner === null ? 'nobody yet' : owner.name ?? 'has left'}</span> {dispute !== null && <Tag tone='warn'>ownership disputed</Tag>}</p>
      {dispute !== null && <p class='small'>{dispute}</p>}
      {outcome !== '' && <p>Outcome: {outcome}</p>}
      {yours && (
        <details class='more'>
          <summary>Change<Unseen> this opportunity</Unseen></summary>
          <form method='post' action={`${LIST}/${opportunityId}`}>
            <input type='hidden' name='version' value={String(version)} />
            <TextArea name='what' label='What' value={what} required maxlength={500} rows={2} />
            {dispute === null ? <Field name='owner' label='Owner' value={owner?.personId ?? ''} maxlength={254} /> : <input type='hidden' name='owner' value={owner?.personId ?? ''} />}
            <Field name='outcome' label='What came of it' value={outcome} maxlength={500} />
            <SelectField name='state' label='State' value={state} choices={opportunityState.options.map(value => ({ value, label: stateNames[value] }))} />
            <Button look='quiet'>Store the change</Button>
          </form>
          {dispute === null && (
            <form method='post' action={`${LIST}/${opportunityId}/dispute`}>
              <input type='hidden' name='version' value={String(version)} />
              <Field name='why' label='Not theirs? Say why' hint='The voice of the segment then decides.' required maxlength={300} />
              <Button look='quiet'>Dispute the ownership</Button>
            </form>
          )}
        </details>
      )}
      {judge && dispute !== null && (
        <form method='post' action={`${LIST}/${opportunityId}/owner`}>
          <input type='hidden' name='version' value={String(version)} />
          <Field name='owner' label='Who owns it' hint='By e-mail or name.' required maxlength={254} />
          <Field name='why' label='Why' required maxlength={300} />
          <Button>Decide the owner</Button>
        </form>
      )}
      <details class='more'><summary>History<Unseen> of this opportunity</Unseen></summary><ul class='small'>{history.map(({ on, by, what: said }, place) => <li key={place}>{inWords(on)}{by !== null && `, ${by}`}: {said}</li>)}</ul></details>
      <p class='soft small'>Last changed on {inWords(changedOn)}.</p>
    </article>
  )
}
