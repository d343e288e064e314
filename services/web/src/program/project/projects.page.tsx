import type { InitiativesReply, PortfolioReply } from '@weft/contracts/program/initiative-api'
import { disciplines } from '@weft/contracts/program/discipline-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, Field, SelectField, Tag } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { may } from '../../access/may.ts'
import { Opening } from '../../frame/frame.page.tsx'
import { address, count, counted, inWords, listed } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { missingWords, ownerOf, stateTones, stateWords, unitOf } from './words.ts'

export type Filter = { state?: string | undefined, discipline?: string | undefined, unit?: string | undefined, owner?: string | undefined, missing?: string | undefined, like?: string | undefined }
type ProjectsProps = { roles: readonly RoleName[], list: InitiativesReply, portfolio: PortfolioReply, filter: Filter, later: boolean }

/** All projects: how many are in the program, and each with what is decided and what is missing. */
export const ProjectsPage = ({ roles, list, portfolio, filter, later }: ProjectsProps) => {
  const runs = may(roles, 'run-program')
  if (portfolio.all === 0 && !later) return <NoProjects roles={roles} runs={runs} />
  return (
    <ProgramPage roles={roles} here='/program/projects' wide>
      <Opening kicker='Projects' title={`${count(portfolio.inProgram.all)} of ${counted(portfolio.all, 'project')} in the program`}>
        <p>As of {inWords(portfolio.asOf)}. A project is in the program when it is kept or adopted, or merged into one that is.</p>
      </Opening>
      <Headline portfolio={portfolio} />
      <p class='row'>
        {runs && portfolio.undecided.own > 0 && <ButtonLink href='/program/projects/decide'>Decide on {counted(portfolio.undecided.own, 'project')}</ButtonLink>}
        {runs && <ButtonLink look={portfolio.undecided.own > 0 ? 'quiet' : 'main'} href='/program/projects/imports/new'>Import projects</ButtonLink>}
        {runs && <ButtonLink look='quiet' href='/program/projects/new'>Add a project</ButtonLink>}
      </p>
      <p class='row ways'>
        <a href='/program/projects/overlaps'>Overlaps and orphans</a> <a href='/program/projects/load'>Load of units</a> <a href='/program/projects/imports'>All imports</a> <a href='/program/projects/projects.csv' download>Download all as CSV</a>
      </p>
      <Narrow filter={filter} portfolio={portfolio} />
      <List list={list} filter={filter} later={later} />
    </ProgramPage>
  )
}

const NoProjects = ({ roles, runs }: { roles: readonly RoleName[], runs: boolean }) => (
  <ProgramPage roles={roles} here='/program/projects'>
    <Opening kicker='Projects' title='Lay every project on one table'>
      <p>Bring the lists you have: from Jira, MS Project, OpenProject or a spreadsheet. You decide next what is kept, merged, adopted or ended.</p>
    </Opening>
    {runs
      ? <p class='row'><ButtonLink href='/program/projects/imports/new'>Import projects</ButtonLink><ButtonLink look='quiet' href='/program/projects/new'>Add a project</ButtonLink></p>
      : <p class='soft'>The program office has brought in no projects yet.</p>}
  </ProgramPage>
)

/** The four places that add up to all, each a way to its list. */
const Headline = ({ portfolio: { all, inProgram, undecided, retired, rejected, goesOn } }: { portfolio: PortfolioReply }) => (
  <div class='stack stack-tight'>
    <dl class='figures'>
      {([['In the program', inProgram.all], ['To decide', undecided.all], ['Retired', retired.all], ['Rejected', rejected.all]] as const).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{count(value)}</dd></div>)}
    </dl>
    <p class='soft'>
      {count(inProgram.all)} + {count(undecided.all)} + {count(retired.all)} + {count(rejected.all)} = {count(all)}. In the program: {count(inProgram.kept)} kept, {count(inProgram.adopted)} adopted, {count(inProgram.merged)} merged into these; {count(inProgram.linked)} of {count(inProgram.own)} became a priority, a milestone or a commitment.
      {' '}{counted(goesOn, 'project goes', 'projects go')} on when merged ones count once.
    </p>
  </div>
)

const Narrow = ({ filter, portfolio: { missing } }: { filter: Filter, portfolio: PortfolioReply }) => (
  <details class='narrow' open={Object.values(filter).some(value => value !== undefined)}>
    <summary>Narrow the list{missing.any > 0 && <span class='soft'>: {counted(missing.any, 'project has', 'projects have')} no owner, sponsor, customers or goal</span>}</summary>
    <form method='get' action='/program/projects' class='narrow-fields'>
      <Field name='like' label='Words in name or goal' value={filter.like ?? ''} maxlength={100} />
      <SelectField name='state' label='State' value={filter.state ?? ''} choices={[{ value: '', label: 'Any' }, ...Object.entries(stateWords).map(([value, label]) => ({ value, label }))]} />
      <SelectField name='discipline' label='Discipline' value={filter.discipline ?? ''} choices={[{ value: '', label: 'Any' }, ...disciplines.map(({ id, name }) => ({ value: id, label: name }))]} />
      <Field name='unit' label='Unit' value={filter.unit ?? ''} maxlength={100} />
      <Field name='owner' label='Owner' value={filter.owner ?? ''} maxlength={100} />
      <SelectField name='missing' label='Missing' value={filter.missing ?? ''} choices={[{ value: '', label: 'Does not matter' }, { value: 'any', label: `Anything (${count(missing.any)})` }, ...(['owner', 'sponsor', 'customers', 'goal'] as const).map(value => ({ value, label: `${missingWords[value]} (${count(missing[value])})` }))]} />
      <div class='row'><Button look='quiet'>Show these</Button><a href='/program/projects'>Show all</a></div>
    </form>
  </details>
)

const List = ({ list: { initiatives, total, next }, filter, later }: Pick<ProjectsProps, 'list' | 'filter' | 'later'>) => initiatives.length === 0
  ? <p class='soft'>{later ? 'There are no more.' : 'No project fits. Show all, or narrow less.'}</p>
  : (
    <>
      <Table id='projects' caption={`${counted(total, 'project')}, in the order in which they came`} tableClass='projects' columns={[{ key: 't', head: 'Project' }, { key: 's', head: 'State' }, { key: 'u', head: 'Unit' }, { key: 'o', head: 'Owner' }, { key: 'm', head: 'Missing' }]}
        rows={initiatives.map(one => ({
          key: one.initiativeId,
          cells: [
            <><a class='cell-link' href={`/program/projects/${one.initiativeId}`}>{one.title}</a> <span class='soft small'>project {one.number}</span></>,
            <><Tag {...stateTones[one.state] !== undefined && { tone: stateTones[one.state] as 'good' }}>{stateWords[one.state]}</Tag>{one.mergedInto !== null && <span class='small soft'> into {one.mergedInto.title}</span>}</>,
            unitOf(one) ?? <span class='soft'>not said</span>, ownerOf(one) ?? <span class='soft'>nobody</span>,
            one.missing.length === 0 ? '' : listed(one.missing.map(name => missingWords[name]))
          ]
        }))} />
      {next !== null && <p><ButtonLink look='quiet' href={address('/program/projects', { ...filter, after: String(next) })}>Show more</ButtonLink></p>}
    </>
    )
