import type { Initiative, InitiativesReply } from '@weft/contracts/program/initiative-api'
import type { OverlapsReply } from '@weft/contracts/program/overlap-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Notice, RadioGroup, Tag, TextArea, type Finding } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address, count, counted, listed } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { missingWords, ownerOf, unitOf } from './words.ts'

export type SeveralForm = { kind: string, reason: string, /** "id:version" of each that is ticked; 'all' ticks what the page shows. */ ticked: readonly string[] | 'all' }
export type SeveralView = { roles: readonly RoleName[], list: InitiativesReply, found: OverlapsReply['counts'] | null, form: SeveralForm, after: string | undefined, done: number | null, problems: readonly Finding[] }
export const tickOf = ({ initiativeId, version }: Pick<Initiative, 'initiativeId' | 'version'>): string => `${initiativeId}:${version}`

/** /program/projects/decide: everything that is not decided, to be ticked and decided together with one reason. */
export const SeveralPage = ({ roles, list, found, form, after, done, problems }: SeveralView) => (
  <ProgramPage roles={roles} here='/program/projects'>
    <Crumbs crumbs={[{ href: '/program/projects', name: 'Projects' }, { name: 'Decide on several' }]} />
    <ErrorSummary title='Nothing was decided' findings={problems} />
    {done !== null && <Notice tone='good' role='status' title={`${counted(done, 'decision is', 'decisions are')} recorded.`} />}
    <Opening title={list.total === 0 ? 'Every project is decided' : `${counted(list.total, 'project')} to decide`}>
      {list.total > 0 && <p>Tick those that share a decision and a reason. What needs a closer look, or goes into another one, has a page of its own: open it.</p>}
    </Opening>
    {list.total === 0 ? <AllDecided /> : <><First found={found} /><Ticks {...{ list, form, after, problems }} /></>}
  </ProgramPage>
)

const AllDecided = () => (
  <>
    <p>The next step is to say what they are for: one to three priorities that everybody can repeat.</p>
    <p class='row'><ButtonLink href='/program/priorities'>Go to the priorities</ButtonLink><ButtonLink look='quiet' href='/program/projects'>See all projects</ButtonLink></p>
  </>
)

/** What is better decided first: a pair is merged from where both stand side by side. */
const First = ({ found }: Pick<SeveralView, 'found'>) => found === null || found.duplicate + found.contradiction === 0
  ? null
  : (
    <Notice title='Look at these first'>
      <p>{found.duplicate > 0 && <a href='/program/projects/overlaps'>{counted(found.duplicate, 'pair looks', 'pairs look')} like the same project</a>}{found.duplicate > 0 && found.contradiction > 0 && ' and '}{found.contradiction > 0 && <a href='/program/projects/overlaps?kind=contradiction'>{counted(found.contradiction, 'pair contradicts', 'pairs contradict')} each other</a>}. Merging is done there, with both side by side.</p>
    </Notice>
    )

const Ticks = ({ list: { initiatives, next }, form: { kind, reason, ticked }, after, problems }: Pick<SeveralView, 'list' | 'form' | 'after' | 'problems'>) => {
  const at = (name: string) => problems.find(problem => problem.at === name)?.sentence
  const here = (tick: string | undefined) => address('/program/projects/decide', { after, tick })
  return (
    <>
      <form method='post' action='/program/projects/decide'>
        <input type='hidden' name='after' value={after ?? ''} />
        <fieldset id='p' class='several' aria-describedby={at('p') === undefined ? undefined : 'p-problem'}>
          <legend>Which projects?</legend>
          {at('p') !== undefined && <span class='problem' id='p-problem'>{at('p')}</span>}
          <p class='small'>{ticked === 'all' ? <a href={here(undefined)}>Tick none</a> : <a href={here('all')}>Tick all {count(initiatives.length)}</a>}</p>
          {initiatives.map(one => <Line key={one.initiativeId} one={one} ticked={ticked === 'all' || ticked.includes(tickOf(one))} />)}
        </fieldset>
        <RadioGroup name='kind' label='What becomes of them?' required value={kind} problem={at('kind')} choices={[
          { value: 'keep', label: 'Keep: they go on in the program as they are' }, { value: 'adopt', label: 'Adopt: the program takes them on; each has somebody who leads it' },
          { value: 'retire', label: 'Retire: they end' }, { value: 'reject', label: 'Reject: they do not belong in a program for customers' }
        ]} />
        <TextArea name='reason' label='Why' hint='It stays in the history of each. Whoever worked on them will read it.' value={reason} required maxlength={1_000} rows={3} problem={at('reason')} />
        <Button>Record for all that are ticked</Button>
      </form>
      {next !== null && <p><ButtonLink look='quiet' href={address('/program/projects/decide', { after: String(next) })}>Show the next</ButtonLink></p>}
    </>
  )
}

const Line = ({ one, ticked }: { one: Initiative, ticked: boolean }) => (
  <div class='several-line'>
    <label class='choice'>
      <input type='checkbox' name='p' value={tickOf(one)} checked={ticked} />
      <span><b>{one.title}</b> <span class='soft small'>project {one.number}</span><br /><span class='small'>{one.goal ?? <span class='soft'>No goal said.</span>}</span>
        <br /><span class='small soft'>{unitOf(one) ?? 'no unit'} · {ownerOf(one) ?? 'nobody leads it'}</span>{one.missing.length > 0 && <> <Tag tone='warn'>No {listed(one.missing.map(name => missingWords[name]))}</Tag></>}</span>
    </label>
    <a class='small go' href={`/program/projects/${one.initiativeId}`}>Open<span class='hidden-visually'> {one.title}</span></a>
  </div>
)
