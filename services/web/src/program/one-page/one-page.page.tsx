import type { CharterReply } from '@weft/contracts/program/charter-api'
import type { PortfolioReply } from '@weft/contracts/program/initiative-api'
import type { Milestone, PlanReply } from '@weft/contracts/program/plan-api'
import type { PrioritiesReply } from '@weft/contracts/program/priority-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { count, counted, inWords, listed } from '../../frame/words.ts'
import { ownerName, stateNames } from '../plan/words.ts'
import { ProgramPage } from '../program-page.page.tsx'

export type OnePageView = { roles: readonly RoleName[], charter: CharterReply['charter'], priorities: PrioritiesReply, portfolio: PortfolioReply, plan: PlanReply | null, today: string }
/** How closely a sheet is written: milestones that it has room for, and letters of what each is measured by; the roadmap has all of it. */
const spaces = { wide: { milestones: 8, measure: 300, owners: 12 }, close: { milestones: 8, measure: 200, owners: 12 }, tight: { milestones: 4, measure: 90, owners: 6 } } as const
type SpaceName = keyof typeof spaces
type Space = typeof spaces[SpaceName]
/** A goal, a priority or a milestone takes a line of its own, however little it says: as much room as so many letters. */
const LINE = 60
const [WIDE, CLOSE] = [1_100, 2_600]

/** How closely what is written has to be set to stay on one sheet, by the letters and lines of everything that is shown. */
export function spaceOf ({ charter, priorities, plan }: Pick<OnePageView, 'charter' | 'priorities' | 'plan'>): SpaceName {
  const items = [
    ...charter?.goals.map(({ goal, measure }) => goal + measure) ?? [], ...priorities.priorities.map(({ title, measure }) => title + measure),
    ...plan?.milestones.slice(0, spaces.wide.milestones).map(({ title, measure, target }) => title + measure + target) ?? []
  ]
  const letters = (charter?.vision.length ?? 0) + items.reduce((sum, text) => sum + text.length + LINE, 0)
  return letters <= WIDE ? 'wide' : letters <= CLOSE ? 'close' : 'tight'
}
const shortened = (text: string, most: number): string => text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`

/** /program/on-one-page: what the program is, for a wall or a board; printed, it is one sheet of A4. */
export const OnePage = (view: OnePageView) => (
  <ProgramPage roles={view.roles} here='/program/on-one-page' wide>
    <div class={`one-page one-page-${spaceOf(view)} stack stack-loose`}>
      <div class='stack stack-tight'>
        <p class='kicker'>One program, as of {inWords(view.today)}</p>
        <h1>{view.charter?.vision ?? 'The program has no charter yet'}</h1>
      </div>
      <Projects portfolio={view.portfolio} />
      <div class='one-page-halves'>
        <Priorities priorities={view.priorities} />
        {view.charter !== null && <Goals goals={view.charter.goals} />}
      </div>
      <Milestones plan={view.plan} today={view.today} of={spaces[spaceOf(view)]} />
      <Who view={view} most={spaces[spaceOf(view)].owners} />
      <p class='small soft no-print'>Printed, this is one sheet of A4: use the print command of your browser.</p>
    </div>
  </ProgramPage>
)

const Projects = ({ portfolio: { all, inProgram, undecided, retired, rejected } }: { portfolio: PortfolioReply }) => all === 0
  ? <p class='soft'>No project has been laid on the table yet.</p>
  : (
    <section class='stack stack-tight' aria-label='Projects'>
      <p class='headline-figure'><strong>{count(inProgram.all)} of {count(all)}</strong> projects are in the program</p>
      <p class='small soft'>{count(inProgram.own)} go on, {count(inProgram.merged)} merged into these, {count(undecided.all)} to decide, {count(retired.all)} retired, {count(rejected.all)} rejected: {count(inProgram.own)} + {count(inProgram.merged)} + {count(undecided.all)} + {count(retired.all)} + {count(rejected.all)} = {count(all)}.</p>
    </section>
    )

const Priorities = ({ priorities: { priorities } }: Pick<OnePageView, 'priorities'>) => (
  <section class='stack stack-tight' aria-labelledby='priorities'>
    <h2 id='priorities'>What we all pull at</h2>
    {priorities.length === 0
      ? <p class='soft'>No priorities are published yet.</p>
      : <ol class='one-page-list'>{priorities.map(({ priorityId, title, measure }) => <li key={priorityId}><strong>{title}</strong><br /><span class='small'><span class='soft'>How we will know:</span> {measure}</span></li>)}</ol>}
  </section>
)

const Goals = ({ goals }: { goals: NonNullable<CharterReply['charter']>['goals'] }) => (
  <section class='stack stack-tight' aria-labelledby='goals'>
    <h2 id='goals'>What we want to reach</h2>
    <ul class='one-page-list'>{goals.map(({ goal, measure }) => <li key={goal}><strong>{goal}</strong>{measure !== '' && <><br /><span class='small'><span class='soft'>We see it by:</span> {measure}</span></>}</li>)}</ul>
  </section>
)

/** The next ones that are open first; of the rest only how many. */
const Milestones = ({ plan, today, of: { milestones: most, measure } }: Pick<OnePageView, 'plan' | 'today'> & { of: Space }) => {
  if (plan === null || plan.milestones.length === 0) return <section class='stack stack-tight' aria-labelledby='milestones'><h2 id='milestones'>Milestones</h2><p class='soft'>No plan is approved yet.</p></section>
  const open = plan.milestones.filter(({ state }) => state === 'open')
  const shown = [...open, ...plan.milestones.filter(({ state }) => state !== 'open').toReversed()].slice(0, most)
  const reached = plan.milestones.filter(({ state }) => state === 'reached').length
  return (
    <section class='stack stack-tight' aria-labelledby='milestones'>
      <h2 id='milestones'>Milestones</h2>
      <ol class='one-page-milestones'>{shown.toSorted((a, b) => a.due.localeCompare(b.due)).map(one => <Line key={one.milestoneId} one={one} today={today} most={measure} />)}</ol>
      <p class='small soft'>{count(reached)} of {counted(plan.milestones.length, 'milestone')} reached.{plan.milestones.length > most && ` ${counted(plan.milestones.length - most, 'further one is', 'further ones are')} on the roadmap.`} <a class='no-print' href='/program/roadmap'>See the roadmap</a></p>
    </section>
  )
}

const Line = ({ one, today, most }: { one: Milestone, today: string, most: number }) => (
  <li>
    <span class='one-page-day'>{inWords(one.due)}</span>
    <span><strong>{one.title}</strong> <span class='small'>{shortened(`${one.measure}: ${one.target}`, most)}. <span class='soft'>{ownerName(one)}, {one.state === 'open' && one.due < today ? 'past its day' : stateNames[one.state].toLowerCase()}</span></span></span>
  </li>
)

const Who = ({ view: { charter, plan, priorities }, most }: { view: OnePageView, most: number }) => {
  const owners = [...new Set(plan?.milestones.map(ownerName) ?? [])]
  return (
    <section class='stack stack-tight' aria-labelledby='who'>
      <h2 id='who'>Who</h2>
      <p>{charter?.sponsor == null ? 'Nobody stands behind it yet: the mandate is vacant.' : <><strong>{charter.sponsor.name}</strong> stands behind it.</>}{owners.length > 0 && <> Milestones are led by {listed(owners.slice(0, most))}{owners.length > most && ` and ${count(owners.length - most)} more`}.</>}</p>
      <p class='small soft'>{[
        charter === null ? null : `Charter: version ${charter.version}, ${inWords(charter.publishedOn)}`,
        priorities.publishedOn === null ? null : `priorities: version ${priorities.version}, ${inWords(priorities.publishedOn)}`,
        plan === null ? null : `plan: version ${plan.version}${plan.approved === null ? '' : `, ${inWords(plan.approved.at.slice(0, 10))}`}`
      ].filter(part => part !== null).join('; ')}</p>
    </section>
  )
}
