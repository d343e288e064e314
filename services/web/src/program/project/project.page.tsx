import type { InitiativeReply } from '@weft/contracts/program/initiative-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { ButtonLink, ErrorSummary, Notice, Tag, type Finding } from '@weft/service-kit/page/controls'
import { may } from '../../access/may.ts'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { counted, inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { BecomesForm, DecideForm, type DecideView, type Targets } from './decide.page.tsx'
import { becomesWords, budgetText, dayOf, deedWords, disciplineNames, fieldName, formatWords, goesOn, missingWords, money, ownerOf, stateTones, stateWords, timeText, unitOf } from './words.ts'

export type ProjectView = { roles: readonly RoleName[], project: InitiativeReply, decide: DecideView, targets: Targets, typed: { becomes: string, words: string } | null, done: 'added' | 'changed' | 'decided' | 'linked' | null, problems: readonly Finding[], /** What is left to decide, told after a decision. */ left: Left | null }
export type Left = { total: number, next: { initiativeId: string, title: string } | null }
const doneTitles = { added: 'The project is in the portfolio.', changed: 'Your changes are saved.', decided: 'The decision is recorded.', linked: 'The link is saved.' }

/** One project: what is written, where it went or what it took in, what is decided, and its whole history. */
export const ProjectPage = ({ roles, project, decide, targets, typed, done, problems, left }: ProjectView) => {
  const runs = may(roles, 'run-program')
  const { state, mergedInto, combined, becomes, title, number, initiativeId } = project
  return (
    <ProgramPage roles={roles} here='/program/projects'>
      <Crumbs crumbs={[{ href: '/program/projects', name: 'Projects' }, { name: `Project ${number}` }]} />
      <ErrorSummary title='Nothing was saved' findings={problems} />
      {done !== null && <Notice tone='good' role='status' title={doneTitles[done]}>{left !== null && <GoOn left={left} />}</Notice>}
      <Opening kicker={<><Tag {...stateTones[state] !== undefined && { tone: stateTones[state] }}>{stateWords[state]}</Tag>{becomes !== null && <> {becomesWords[becomes.kind]}: <Target becomes={becomes} /></>}</>} title={title}>
        {project.goal === null ? <p class='soft'>Nobody has said what it is for.</p> : <p class='as-typed'>{project.goal}</p>}
      </Opening>
      {mergedInto !== null && <Notice title={<>It goes on as part of <a href={`/program/projects/${mergedInto.initiativeId}`}>{mergedInto.title}</a>.</>}><p>Its own history stays here.</p></Notice>}
      {project.missing.length > 0 && goesOn(state) && <Notice tone='warn' title={`Still missing: ${project.missing.map(name => missingWords[name]).join(', ')}`}>{runs && <p><a href={`/program/projects/${initiativeId}/edit`}>Say it</a></p>}</Notice>}
      <Facts project={project} />
      {combined !== null && <Combined project={project} combined={combined} />}
      {runs && goesOn(state) && <p class='row'><ButtonLink look='quiet' href={`/program/projects/${initiativeId}/edit`}>Change what is written</ButtonLink></p>}
      {runs && <DecideForm project={project} view={decide} problems={problems} />}
      {runs && (state === 'kept' || state === 'adopted') && <BecomesForm project={project} targets={targets} typed={typed} problems={problems} />}
      <History project={project} />
    </ProgramPage>
  )
}

const Target = ({ becomes: { kind, id, text } }: { becomes: NonNullable<InitiativeReply['becomes']> }) => id === null || kind === 'commitment'
  ? <>{text}</>
  : <a href={kind === 'priority' ? `/program/priorities#${id}` : `/program/roadmap/milestones/${id}`}>{text ?? 'linked'}</a>

/** From one decision to the next, without the way over the list. */
const GoOn = ({ left: { total, next } }: { left: Left }) => next === null
  ? <p>Every project is decided. <a href='/program/priorities'>Go on with the priorities</a></p>
  : <p>{counted(total, 'project is', 'projects are')} left to decide. Next: <a href={`/program/projects/${next.initiativeId}`}>{next.title}</a>{total > 1 && <>, or <a href='/program/projects/decide'>several together</a></>}</p>

const Facts = ({ project }: { project: InitiativeReply }) => {
  const { source } = project
  const rows: [string, string | null][] = [
    ['Owner', ownerOf(project)], ['Sponsor', project.sponsorName ?? project.sponsor], ['Unit', unitOf(project)], ['Customers', project.customers], ['Segments', project.segments.join(', ') || null],
    ['Disciplines', disciplineNames(project.disciplines) || null], ['Budget', budgetText(project)], ['Time', timeText(project)], ['Status', project.status],
    ['From', source.file === null ? formatWords[source.format] : `${source.file}, row ${source.row ?? '?'} (${formatWords[source.format]})`]
  ]
  return <dl class='facts'>{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value ?? <span class='soft'>not said</span>}</dd></div>)}</dl>
}

const Combined = ({ project: { takenIn, number }, combined }: { project: InitiativeReply, combined: NonNullable<InitiativeReply['combined']> }) => (
  <section class='stack' aria-labelledby='taken-in'>
    <h2 id='taken-in'>It took in {counted(takenIn.length, 'project')}</h2>
    <ul>{takenIn.map(one => <li key={one.initiativeId}><a href={`/program/projects/${one.initiativeId}`}>{one.title}</a> <span class='soft small'>project {one.number}</span></li>)}</ul>
    <p>Together with project {number}:</p>
    <dl class='facts'>
      {([
        ['Units', combined.units.join(', ')], ['Owners', combined.owners.join(', ')], ['Customers', combined.customers.join('; ')], ['Disciplines', disciplineNames(combined.disciplines)],
        ['Budgets', combined.budgets.map(({ amount, currency }) => money(amount, currency)).join(' + ')],
        ['Time', combined.startsOn === null && combined.endsOn === null ? '' : `${combined.startsOn === null ? 'open' : inWords(combined.startsOn)} to ${combined.endsOn === null ? 'open' : inWords(combined.endsOn)}`]
      ] as const).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value === '' ? <span class='soft'>not said</span> : value}</dd></div>)}
    </dl>
  </section>
)

const History = ({ project: { history } }: { project: InitiativeReply }) => (
  <section class='stack stack-tight' aria-labelledby='history'>
    <h2 id='history'>History</h2>
    <ol class='history'>
      {history.map(({ version, what, mergedInto, reason, by, at, changes }) => (
        <li key={version}>
          <p><b>{deedWords[what]}{mergedInto !== null && what === 'merged' && <> into <a href={`/program/projects/${mergedInto.initiativeId}`}>{mergedInto.title}</a></>}</b> on {dayOf(at)} by {by ?? 'somebody who is not in the directory'}{reason !== null && <>. Why: {reason}</>}</p>
          {changes.length > 0 && <ul>{changes.map(change => <li key={change.field}>{fieldName(change.field)}: {change.before ?? 'nothing'} → {change.after ?? 'nothing'}</li>)}</ul>}
        </li>
      ))}
    </ol>
  </section>
)
