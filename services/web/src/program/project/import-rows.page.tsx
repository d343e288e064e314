import type { PortfolioImportReply, PortfolioImportsReply, PortfolioRowsReply, RowOutcome, Spelling } from '@weft/contracts/program/portfolio-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, ErrorSummary, Notice, SelectField, Tag } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { may } from '../../access/may.ts'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address, count, counted } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { ImportFrame, RowFigures } from './import-frame.page.tsx'
import { budgetText, dayOf, timeText } from './words.ts'

type CheckProps = { roles: readonly RoleName[], run: PortfolioImportReply, left: PortfolioRowsReply['rows'], problem: { code: string, sentence: string } | null }
const SHOWN = 60

/** What every row would become, what was guessed, and what stays out. */
export const CheckPage = ({ roles, run, left, problem }: CheckProps) => {
  const { counts, spellings, runId } = run
  if (counts === null) return null
  return (
    <ImportFrame roles={roles} step={3} title={counts.new === 0 ? 'No project is new' : `${counted(counts.new, 'project')} would come in`} run={run}>
      <ErrorSummary title='The import was not applied' findings={problem === null ? [] : [{ sentence: problem.sentence }]} />
      <RowFigures counts={counts} />
      <p class='row'>
        {(['new', 'known', 'not-project', 'refused'] as const).map(outcome => <a key={outcome} href={`/program/projects/imports/${runId}/rows?outcome=${outcome}`}>{outcomeWords[outcome]}</a>)}
      </p>
      <Spellings runId={runId} spellings={spellings} />
      <LeftOut run={run} left={left} />
      {problem?.code === 'stale-preview'
        ? <form class='inline' method='post' action={`/program/projects/imports/${runId}/check`}><Button>Check again</Button></form>
        : (
          <form method='post' action={`/program/projects/imports/${runId}/apply`}>
            <div class='row'><Button>{counts.new === 0 ? 'Finish: nothing changes' : `Bring in ${counted(counts.new, 'project')}`}</Button><ButtonLink look='quiet' href={`/program/projects/imports/${runId}?step=columns`}>Back to the columns</ButtonLink></div>
            <p class='hint'>All of them come in, or none. Rows that stay out are kept here with the reason.</p>
          </form>
          )}
    </ImportFrame>
  )
}

const outcomeWords: Record<RowOutcome, string> = { new: 'See the new projects', known: 'See what is there already', 'not-project': 'See what is no project', refused: 'See what cannot be read' }

/** Spellings that are guesses, or fit nobody; what is spelt as in the directory is not shown. */
const Spellings = ({ runId, spellings }: { runId: string, spellings: readonly Spelling[] }) => {
  const open = spellings.filter(({ from, candidates }) => from !== 'same' && candidates.length > 0)
  const nobody = spellings.filter(({ candidates }) => candidates.length === 0)
  if (spellings.length === 0) return null
  return (
    <section class='stack' aria-labelledby='spellings'>
      <h2 id='spellings'>People and units</h2>
      {open.length > 0 && (
        <form method='post' action={`/program/projects/imports/${runId}/spellings`}>
          <p>Spelt in more than one way. A guess is yours to correct.</p>
          {open.slice(0, SHOWN).map((one, place) => (
            <div key={`${one.kind} ${one.written}`}>
              <input type='hidden' name={`w${place}`} value={`${one.kind}:${one.written}`} />
              <SelectField name={`c${place}`} label={<>“{one.written}”</>} hint={<>{one.from === 'guess' && <b class='guess'>Guess. </b>}{one.kind === 'people' ? 'A person' : 'A unit'}, in {counted(one.rows, 'row')}.</>} value={one.choice}
                choices={[...one.candidates.map(({ choice, name, detail }) => ({ value: choice, label: choice.startsWith('id:') ? `${name}${detail === null ? '' : `, ${detail}`} (in the directory)` : `${name} (as elsewhere in the files)` })), { value: 'as-written', label: 'Nobody of these: keep it as written' }]} />
            </div>
          ))}
          {open.length > SHOWN && <p class='soft'>And {count(open.length - SHOWN)} more, taken as guessed.</p>}
          <Button look='quiet'>Use these names</Button>
        </form>
      )}
      {nobody.length > 0 && <p class='soft'>{counted(nobody.length, 'name is', 'names are')} not in the directory and stay as written: {nobody.slice(0, 20).map(({ written }) => written).join(', ')}{nobody.length > 20 && ' …'}.</p>}
    </section>
  )
}

const LeftOut = ({ run: { runId, counts }, left }: { run: PortfolioImportReply, left: PortfolioRowsReply['rows'] }) => {
  const parts = left.filter(({ outcome, taken }) => outcome === 'not-project' || taken)
  if (counts === null || (counts.notProjects + counts.refused === 0 && parts.length === 0)) return null
  return (
    <section class='stack' aria-labelledby='left'>
      <h2 id='left'>What stays out</h2>
      {parts.length > 0 && (
        <form method='post' action={`/program/projects/imports/${runId}/taken`}>
          <fieldset>
            <legend>Parts of projects</legend>
            <span class='hint'>Tick one that is a project of its own.</span>
            {parts.map(row => (
              <label key={`${row.file}:${row.row}`} class='choice'>
                <input type='checkbox' name='rows' value={`${row.file}:${row.row}`} checked={row.taken} />
                <span>{row.title} <span class='soft small'>{row.fileName}, row {row.row}. {row.reason ?? 'You said that it is a project.'}</span></span>
              </label>
            ))}
          </fieldset>
          <Button look='quiet'>Take the ticked rows as projects</Button>
        </form>
      )}
      {counts.refused > 0 && <p><a href={`/program/projects/imports/${runId}/rows?outcome=refused`}>{counted(counts.refused, 'row')} cannot be read</a>: mend {counts.refused === 1 ? 'it' : 'them'} in the file and send it again.</p>}
      <p><a href={`/program/projects/imports/${runId}/left-out.csv`} download>Download what stays out, with the reason</a></p>
    </section>
  )
}

const heads: Record<RowOutcome, string> = { new: 'New projects', known: 'There already', 'not-project': 'No projects', refused: 'Cannot be read' }
export const RowsPage = ({ roles, run, list, outcome }: { roles: readonly RoleName[], run: PortfolioImportReply, list: PortfolioRowsReply, outcome: RowOutcome }) => (
  <ProgramPage roles={roles} here='/program/projects' wide>
    <Crumbs crumbs={[{ href: '/program/projects', name: 'Projects' }, { href: '/program/projects/imports', name: 'Imports' }, { href: `/program/projects/imports/${run.runId}`, name: `Import ${run.number}` }, { name: heads[outcome] }]} />
    <Opening title={heads[outcome]}><p>{run.state === 'applied' ? 'As they came in, with what was guessed.' : 'Nothing has been written yet. What was guessed is said beside it.'}</p></Opening>
    {list.rows.length === 0
      ? <p class='soft'>There are none.</p>
      : <Table id='rows' caption='In the order of the files' columns={outcome === 'new' || outcome === 'known' ? [{ key: 't', head: 'Project' }, { key: 'f', head: 'File, row' }, { key: 'p', head: 'Owner, sponsor, unit' }, { key: 'm', head: 'Budget, time' }, { key: 'g', head: 'Guesses' }] : [{ key: 't', head: 'Name' }, { key: 'f', head: 'File, row' }, { key: 'r', head: 'Why' }]}
          rows={list.rows.map(row => ({
            key: `${row.file}:${row.row}`,
            cells: [
              row.initiativeId === null ? row.title || <span class='soft'>no name</span> : <a class='cell-link' href={`/program/projects/${row.initiativeId}`}>{row.title}</a>, `${row.fileName}, ${row.row}`,
              ...row.fields === null || row.outcome === 'not-project' || row.outcome === 'refused'
                ? [row.reason ?? '']
                : [[row.fields.owner, row.fields.sponsor, row.fields.unit].map(text => text ?? '–').join(', '), [budgetText(row.fields), timeText(row.fields)].filter(text => text !== null).join('; '), <span class='small'>{Object.values(row.guesses).join(' ')}</span>]
            ]
          }))} />}
    {list.next !== null && <p><ButtonLink look='quiet' href={address(`/program/projects/imports/${run.runId}/rows`, { outcome, after: list.next })}>Show more</ButtonLink></p>}
  </ProgramPage>
)

const stateNames = { matching: 'Columns open', ready: 'To be applied', applied: 'Applied', dropped: 'Dropped' } as const
export const RunsPage = ({ roles, list: { runs, next } }: { roles: readonly RoleName[], list: PortfolioImportsReply }) => (
  <ProgramPage roles={roles} here='/program/projects' wide>
    <Crumbs crumbs={[{ href: '/program/projects', name: 'Projects' }, { name: 'Imports' }]} />
    <Opening title='Imports of projects'><p>Every row of every file is kept: what it became, or why it stayed out.</p></Opening>
    {may(roles, 'run-program') && <p class='row'><ButtonLink href='/program/projects/imports/new'>Import projects</ButtonLink></p>}
    {runs.length === 0
      ? <p class='soft'>Nothing has been imported yet.</p>
      : <Table id='runs' caption='Newest first' columns={[{ key: 'n', head: 'Import' }, { key: 's', head: 'State' }, { key: 'w', head: 'When' }, { key: 'b', head: 'By' }, ...['Rows', 'New', 'There already', 'No projects', 'Cannot be read'].map(head => ({ key: head, head, number: true }))]}
          rows={runs.map(run => ({
            key: run.runId,
            cells: [<a class='cell-link' href={`/program/projects/imports/${run.runId}`}>Import {run.number}</a>, <Tag {...run.state === 'applied' && { tone: 'good' as const }}>{stateNames[run.state]}</Tag>, dayOf(run.appliedAt ?? run.startedAt), run.startedBy ?? 'Not in the directory', ...run.counts === null ? ['', '', '', '', ''] : [run.counts.rows, run.counts.new, run.counts.known, run.counts.notProjects, run.counts.refused].map(count)]
          }))} />}
    {next !== null && <p><ButtonLink look='quiet' href={address('/program/projects/imports', { after: String(next) })}>Show earlier imports</ButtonLink></p>}
  </ProgramPage>
)

/** An import that is over. */
export const RunPage = ({ roles, run, done }: { roles: readonly RoleName[], run: PortfolioImportReply, done: boolean }) => (
  <ProgramPage roles={roles} here='/program/projects'>
    <Crumbs crumbs={[{ href: '/program/projects', name: 'Projects' }, { href: '/program/projects/imports', name: 'Imports' }, { name: `Import ${run.number}` }]} />
    {done && run.counts !== null && <Notice tone='good' role='status' title={`${counted(run.counts.new, 'project is', 'projects are')} in the portfolio now.`} />}
    <Opening kicker={stateNames[run.state]} title={`Import ${run.number}`}><p>{run.files.map(({ name, rows }) => `${name}, ${counted(rows, 'row')}`).join('; ')}.</p></Opening>
    {run.state === 'dropped' && <p>It was never applied. Its files are deleted.</p>}
    {run.counts !== null && run.state === 'applied' && (
      <>
        <RowFigures counts={run.counts} />
        <ul>{(['new', 'known', 'not-project', 'refused'] as const).map(outcome => <li key={outcome}><a href={`/program/projects/imports/${run.runId}/rows?outcome=${outcome}`}>{outcomeWords[outcome]}</a></li>)}</ul>
        <p><a href={`/program/projects/imports/${run.runId}/left-out.csv`} download>Download what stayed out, with the reason</a></p>
        <p class='row'><ButtonLink href='/program/projects?state=undecided'>Decide what becomes of them</ButtonLink></p>
      </>
    )}
    <Notice tone='plain' title={`Begun on ${dayOf(run.startedAt)} by ${run.startedBy ?? 'somebody who is not in the directory'}${run.appliedAt === null ? '' : `, applied on ${dayOf(run.appliedAt)}`}.`} />
  </ProgramPage>
)
