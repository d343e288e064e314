import type { Counter, MomentumReply } from '@weft/contracts/program/momentum-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { ButtonLink, Tag } from '@weft/service-kit/page/controls'
import type { ComponentChildren } from 'preact'
import { Opening } from '../../frame/frame.page.tsx'
import { address, count, inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { Vision } from './vision.page.tsx'

type View = { roles: readonly RoleName[], momentum: MomentumReply, later: boolean }

/** /program/momentum: is it moving? What was done and what it led to stand apart. */
export const MomentumPage = ({ roles, momentum, later }: View) => (
  <ProgramPage roles={roles} here='/program/momentum'>
    {!later && <Vision vision={momentum.vision} />}
    <Opening kicker='Momentum' title={later ? 'What changed before' : 'Is it moving?'}>
      {!later && <p>Progress, not perfection: what we do counts as progress, and so does what it leads to. The two are counted apart and never added up.</p>}
    </Opening>
    {!later && (
      <div class='columns columns-even'>
        <Side id='activity' title='What we did' counters={momentum.activity} none='Nothing was noted yet. A first experiment or a shared quick win would stand here.'>
          {momentum.heardThisWeek !== null && <li><b>{count(momentum.heardThisWeek)}</b> <span>times somebody heard customers in person, in the week before Monday</span></li>}
        </Side>
        <Side id='outcome' title='What it led to' counters={momentum.outcome} none='Nothing was reached yet. That is usual in the first months.' />
      </div>
    )}
    <section class='stack' aria-labelledby='changes'>
      <h2 id='changes'>{later ? 'Older' : 'What changed'}</h2>
      {momentum.changes.length === 0 ? <p class='soft'>Nothing has changed yet.</p> : <Changes {...momentum} later={later} />}
      {momentum.next !== null && <p><ButtonLink look='quiet' href={address('/program/momentum', { after: momentum.next })}>Show older changes</ButtonLink></p>}
    </section>
  </ProgramPage>
)

const Side = ({ id, title, counters, none, children }: { id: string, title: string, counters: readonly Counter[], none: string, children?: ComponentChildren }) => {
  const seen = counters.filter(({ all }) => all > 0)
  return (
    <section class='card stack' aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {seen.length === 0 ? <p class='soft'>{none}</p> : null}
      <ul class='counters'>
        {seen.map(({ kind, many, week, quarter, all }) => (
          <li key={kind}>
            <b>{count(week)}</b> <span>{many} this week</span>
            <small class='soft'>{count(quarter)} in 90 days, {count(all)} since the start</small>
          </li>
        ))}
        {children}
      </ul>
    </section>
  )
}

const sides = { activity: 'Done', outcome: 'Reached', news: 'News' } as const
const Changes = ({ changes, week, later }: MomentumReply & { later: boolean }) => {
  const recent = changes.filter(({ day }) => day >= week.from)
  const older = changes.filter(({ day }) => day < week.from)
  return (
    <>
      {!later && (recent.length === 0 ? <p class='soft'>Nothing in the last seven days.</p> : <Feed changes={recent} label={`Since ${inWords(week.from)}`} />)}
      {older.length > 0 && <Feed changes={older} label={later ? 'Older changes' : 'Before'} />}
    </>
  )
}

const Feed = ({ changes, label }: Pick<MomentumReply, 'changes'> & { label: string }) => (
  <>
    <h3>{label}</h3>
    <ol class='feed'>
      {changes.map(({ day, side, what, href, unit }, place) => (
        <li key={place}>
          <p class='row small soft'><time dateTime={day}>{inWords(day)}</time> <Tag {...side === 'outcome' && { tone: 'good' as const }}>{sides[side]}</Tag>{unit !== null && <span>{unit.name}</span>}</p>
          <p><a href={href}>{what}</a></p>
        </li>
      ))}
    </ol>
  </>
)
