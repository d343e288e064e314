import { horizon, type CommitmentItem, type CommitmentState, type Horizon, type MineReply, type Progress, type ReportsReply } from '@weft/contracts/commitments/commitment-api'
import type { Suggestions } from '@weft/contracts/commitments/suggestion-api'
import { disciplineName } from '@weft/contracts/program/discipline-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { ButtonLink, Notice, Tag, Unseen } from '@weft/service-kit/page/controls'
import type { ComponentChildren } from 'preact'
import { Opening } from '../../frame/frame.page.tsx'
import { address, count, counted, inWords, listed, score } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { doneTitles, horizonNames, progressNames, seenBy, stateNames, type Done } from './words.ts'

export type Shown = 'current' | 'shared' | 'done' | 'dropped' | 'split'
type View = { roles: readonly RoleName[], mine: MineReply, suggestions: Suggestions | null, /** Of who is a boss. */ reports: ReportsReply['reports'], shown: Shown, done: Done | null }

/** A good first set: as many as a person keeps in mind. */
const FIRST_SET = 3

/** /commitments: what one has promised, in three columns by horizon. */
export const MyCommitmentsPage = (view: View) => {
  const { roles, mine, suggestions, reports, shown, done } = view
  return (
    <CommitmentsPage roles={roles} here='/commitments' wide>
      <Opening kicker='Commitments' title='My commitments'><p>What you will do for customers and colleagues, in three months, in six months and beyond.</p></Opening>
      {done !== null && <Notice tone='good' role='status' title={doneTitles[done]}><Further mine={mine} done={done} /></Notice>}
      {mine.place === null
        ? <Notice title='You are not in the directory yet'><p>Only people whom the directory knows can make commitments. A newcomer is known within a minute of the import.</p></Notice>
        : (
          <>
            <p class='row'><ButtonLink href='/commitments/new'>Write a commitment</ButtonLink>{mine.counts.open + mine.counts.draft === 0 && <a href='/commitments/import'>Bring goals from elsewhere</a>}</p>
            {shown === 'current' ? <Current mine={mine} /> : <Listed mine={mine} shown={shown} />}
            {mine.next !== null && <p><ButtonLink look='quiet' href={address('/commitments', { show: shown === 'current' ? undefined : shown, after: mine.next })}>Show more</ButtonLink></p>}
            <Others mine={mine} shown={shown} />
            <ToAgree reports={reports} />
            {suggestions !== null && shown === 'current' && <Beginnings suggestions={suggestions} />}
            <p class='small soft'>Seen by: {seenBy(mine.place.bossName)}. Drafts are yours alone. The program office sees figures of groups only. <a href='/commitments/who-sees-what'>Who sees what, and your own data</a></p>
          </>
          )}
    </CommitmentsPage>
  )
}

const Further = ({ mine: { counts }, done }: { mine: MineReply, done: Done }) => done !== 'made' && done !== 'draft'
  ? null
  : counts.open >= FIRST_SET
    ? <p>You keep {count(counts.open)} now. Few that are kept help more than many.</p>
    : <p>{counts.open === 1 ? 'One' : count(counts.open)} of three. Three are a good number to begin with. <a href='/commitments/new'>Write another</a></p>

const Current = ({ mine }: { mine: MineReply }) => <div class='horizons'>{horizon.options.map(one => <Column key={one} one={one} mine={mine} />)}</div>

const Column = ({ one, mine }: { one: Horizon, mine: MineReply }) => {
  const here = mine.commitments.filter(commitment => commitment.horizon === one)
  const by = one === 'beyond' ? 'Write what needs a year, with a first milestone.' : `Write one thing you will do by ${inWords(mine.ends[one])}.`
  return (
    <section class='horizon' aria-labelledby={`h-${one}`}>
      <h2 id={`h-${one}`}>{horizonNames[one]}</h2>
      {here.length > 0 && <ul>{here.map(item => <li key={item.commitmentId}><Card item={item} today={mine.today} /></li>)}</ul>}
      {here.length === 0 && <p class='soft'>{by}</p>}
      <p><a class='go' href={address('/commitments/new', { horizon: one })}>Add one<Unseen> for {horizonNames[one].toLowerCase()}</Unseen></a></p>
    </section>
  )
}

export const Card = ({ item, today, withOwner = false, level: Name = 'h3', children }: { item: CommitmentItem, today: string, withOwner?: boolean, level?: 'h2' | 'h3', children?: ComponentChildren }) => (
  <article class='card promise'>
    <Name class='promise-name'><a href={`/commitments/${item.commitmentId}`}>{item.wording}</a></Name>
    {withOwner && <p class='small'>{item.ownerName}</p>}
    {item.state === 'draft' ? <p><Tag>Draft</Tag> <span class='small soft'>Nobody sees it yet.</span></p> : <Standing item={item} today={today} />}
    {item.discipline !== null && <p class='small soft'>{disciplineName(item.discipline)}</p>}
    {children}
  </article>
)

const Standing = ({ item: { state, progress, dueOn, endedOn }, today }: { item: CommitmentItem, today: string }) => state !== 'open'
  ? <p class='small'>{state === 'done' ? <Tag tone='good'>Done</Tag> : <Tag>{stateNames[state]}</Tag>} {endedOn !== null && <span class='soft'>on {inWords(endedOn)}</span>}</p>
  : (
    <>
      <p class='promise-progress'><Steps progress={progress} /> <span>{progressNames[progress]}</span></p>
      {dueOn !== null && <p class='small'>{dueOn < today ? <><Tag tone='warn'>Past its date</Tag> <span class='soft'>since {inWords(dueOn)}</span></> : <span class='soft'>by {inWords(dueOn)}</span>}</p>}
    </>
    )

/** Four steps, so many of them filled. The word beside it says the same. */
export const Steps = ({ progress }: { progress: Progress }) => <span class='promise-steps' aria-hidden='true'>{[25, 50, 75, 100].map(step => <i key={step} class={progress >= step ? 'on' : ''} />)}</span>

const Listed = ({ mine, shown }: { mine: MineReply, shown: Shown }) => (
  <section class='stack' aria-labelledby='listed'>
    <h2 id='listed'>{listNames[shown]}</h2>
    {mine.commitments.length === 0 ? <p class='soft'>{shown === 'shared' ? 'Nobody shares one with you.' : 'There is none.'}</p> : <ul class='tiles'>{mine.commitments.map(item => <li key={item.commitmentId}><Card item={item} today={mine.today} withOwner={shown === 'shared'} /></li>)}</ul>}
  </section>
)

const listNames: Record<Shown, string> = { current: 'Open now', shared: 'Shared with me', done: 'Done', dropped: 'Dropped', split: 'Split into parts' }
const Others = ({ mine: { counts }, shown }: { mine: MineReply, shown: Shown }) => {
  const ended: readonly CommitmentState[] = ['done', 'dropped', 'split']
  const offered = (Object.keys(listNames) as Shown[]).filter(one => one === 'current' || one === 'shared' || one === shown || (ended.includes(one) && counts[one] > 0))
  return (
    <nav class='switch' aria-label='Other lists'>
      {offered.map(one => <a key={one} href={address('/commitments', { show: one === 'current' ? undefined : one })} aria-current={one === shown ? 'page' : undefined}>{listNames[one]}{one !== 'current' && one !== 'shared' && ` ${count(counts[one])}`}</a>)}
    </nav>
  )
}

/** The people themselves stand under My team; here only what waits for a word of the reader. */
const ToAgree = ({ reports }: { reports: ReportsReply['reports'] }) => {
  const waiting = reports.filter(({ toAgree }) => toAgree > 0)
  return waiting.length === 0
    ? null
    : <Notice title={`${counted(waiting.reduce((sum, { toAgree }) => sum + toAgree, 0), 'commitment')} of your team to agree on`}><p>{listed(waiting.slice(0, 3).map(({ name }) => name))}{waiting.length > 3 && ` and ${count(waiting.length - 3)} more`}. <a href='/commitments/team'>See them under My team</a></p></Notice>
}

/** Where one could begin. Only what was released and shown, and what units work by; nothing has to be taken. */
const Beginnings = ({ suggestions: { lowest, practices } }: { suggestions: Suggestions }) => lowest === null && practices.length === 0
  ? null
  : (
    <section class='stack' aria-labelledby='begin'>
      <h2 id='begin'>Where you could begin</h2>
      {lowest !== null && (
        <>
          <p>Most room to grow in {lowest.unitName}, {lowest.title}, closed on {inWords(lowest.closedOn)}:</p>
          <ul>{lowest.disciplines.map(({ discipline, score: value }) => <li key={discipline}>{disciplineName(discipline)}, {score(value)} of 100. <a href={address('/commitments/new', { discipline })}>Write one for it</a></li>)}</ul>
        </>
      )}
      {practices.length > 0 && (
        <>
          <h3>Practices around you</h3>
          <ul class='tiles'>{practices.slice(0, 4).map(one => <li key={one.practiceId} class='tile'><h4>{one.title}</h4><p class='as-written'>{one.what}</p><p class='small soft'>{one.unitName}. {disciplineName(one.discipline)}.</p><p><a class='go' href={address('/commitments/new', { practice: one.practiceId })}>Make it a commitment<Unseen>: {one.title}</Unseen></a></p></li>)}</ul>
        </>
      )}
    </section>
    )
