import type { Progress } from '@weft/contracts/program/progress-api'
import { ButtonLink } from '@weft/service-kit/page/controls'
import { count, inWords } from '../frame/words.ts'
import { countsOf, movedBy, nextOfOffice, type ProgramView } from './program-next.ts'

/** What it is all for, out front on every home page. */
export const Vision = ({ view: { charter } }: { view: ProgramView }) => charter?.charter == null
  ? null
  : <p class='vision'><span class='kicker'>What we are here for</span> {charter.charter.vision}</p>

/** Is it moving, what changed, what next. */
export const ProgramState = ({ view, runs }: { view: ProgramView, runs: boolean }) => {
  const [today] = view.days
  const next = runs ? nextOfOffice(view) : null
  const priorities = view.priorities?.priorities ?? []
  if (next === null && priorities.length === 0 && (today === undefined || today.projects.all === 0)) return null
  return (
    <section class='stack' aria-labelledby='one-program'>
      <h2 id='one-program'>One program</h2>
      {today !== undefined && today.projects.all > 0 && <Headline today={today} days={view.days} />}
      {today !== undefined && <Week days={view.days} />}
      {priorities.length > 0 && (
        <div class='stack stack-tight'>
          <h3>What we all pull at</h3>
          <ol>{priorities.map(({ priorityId, title }) => <li key={priorityId}>{title}</li>)}</ol>
          <p><a href='/program/priorities'>Say whether it is clear, right and worth your effort</a></p>
        </div>
      )}
      <p class='small'><a href='/program/on-one-page'>The program on one page, to print</a></p>
      {next !== null && <p class='row'><ButtonLink look='quiet' href={next.href}>{next.name}</ButtonLink> <span class='small soft'>{next.why}</span></p>}
    </section>
  )
}

const Headline = ({ today: { day, projects }, days }: { today: Progress, days: readonly Progress[] }) => {
  const moved = movedBy(days)
  const change = moved === null || moved.by === 0 ? '' : ` That is ${count(Math.abs(moved.by))} ${moved.by > 0 ? 'more' : 'fewer'} than on ${inWords(moved.since)}.`
  return (
    <div class='stack stack-tight'>
      <p class='headline-figure'><strong>{count(projects.inProgram)} of {count(projects.all)}</strong> projects are in the program</p>
      <p class='small soft'>As of {inWords(day)}. {count(projects.undecided)} not decided yet, {count(projects.retired)} ended, {count(projects.rejected)} not taken in.{change}</p>
    </div>
  )
}

const Week = ({ days }: { days: readonly Progress[] }) => {
  const sides = [{ name: 'What was done this week', all: countsOf(days, 'activity') }, { name: 'What came of it', all: countsOf(days, 'outcome') }].filter(({ all }) => all.length > 0)
  return sides.length === 0
    ? null
    : (
      <div class='columns columns-even'>
        {sides.map(({ name, all }) => (
          <div key={name} class='stack stack-tight'>
            <h3>{name}</h3>
            <dl class='tally'>{all.map(({ kind, words, week }) => <div key={kind}><dt>{words.charAt(0).toUpperCase()}{words.slice(1)}</dt><dd>{count(week)}</dd></div>)}</dl>
          </div>
        ))}
      </div>
      )
}
