import type { HeatMapReply, UnitReply } from '@weft/contracts/reporting/api'
import type { ParticipationReply } from '@weft/contracts/participation/api'
import type { WaveReply } from '@weft/contracts/survey/api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { ButtonLink, Notice, Tag } from '@weft/service-kit/page/controls'
import { Opening, Page } from '../frame/frame.page.tsx'
import { address, against, count, counted, inWords, listed, score } from '../frame/words.ts'
import { Parts } from '../program/program-page.page.tsx'
import { Bars } from '../score/bars.page.tsx'
import { stateInWord } from '../wave/steps.ts'
import type { Asked } from './asked.ts'
import type { Door } from './doors.ts'
import { setUpTasks, waveInHand, type ProgramState as SetUp, type Task } from './next-step.ts'
import { isUnderWay, type ProgramView } from './program-next.ts'
import { ProgramState, Vision } from './program.page.tsx'

export type HomeView = SetUp & { roles: readonly RoleName[], program: ProgramView, /** What the reader is asked for and has not done. */ asked: readonly Asked[],  map: HeatMapReply | null, /** What the whole organisation reached, for who does not see all units. */ whole: UnitReply | null, /** A manager's own unit. */ unit: UnitReply | null, /** It is not in this release. */ unitMissing: boolean, /** Further ones given for a time. */ otherUnits: readonly string[], doors: readonly Door[], participation: ParticipationReply | null, /** Parts of the platform that did not answer. */ away: readonly string[], runs: boolean, /** May open the pages of waves. */ seesWaves: boolean }

export const HomePage = (view: HomeView) => (
  <>
    <Parts roles={view.roles} here='/' />
    <HomePanels {...view} />
  </>
)

const HomePanels = (view: HomeView) => (
  <Page wide={view.map !== null || view.whole !== null}>
    {view.away.length > 0 && <Notice tone='warn' title='Part of the platform does not answer right now'><p>What is missing here: {view.away.join(', ')}. Everything else on this page is right.</p></Notice>}
    <Vision view={view.program} />
    <YouAreAsked asked={view.asked} />
    {view.unit !== null && <OwnUnit unit={view.unit} others={view.otherUnits} />}
    {view.map !== null ? <Standing view={view} map={view.map} /> : view.whole !== null ? <Whole view={view} whole={view.whole} /> : showsProgramFirst(view) ? <UnderWay {...view} /> : <Beginning {...view} />}
    {!showsProgramFirst(view) && <ProgramState view={view.program} runs={view.runs} />}
    <Doors doors={view.doors} />
  </Page>
)

const YouAreAsked = ({ asked }: { asked: readonly Asked[] }) => asked.length === 0
  ? null
  : (
    <Notice title='You are asked'>
      <ul>{asked.map(({ href, name, why }) => <li key={href}><a href={href}>{name}</a> <span class='small soft'>{why}</span></li>)}</ul>
    </Notice>
    )

const Beginning = (view: HomeView) => (
  <>
    <Opening kicker='Program' title={view.runs ? 'Five steps to the first heat map' : 'The first scores are on their way'}>
      <p>{view.runs ? 'Weft asks people how customer-centred daily work really is, and shows where there is most room to grow.' : 'The program office has not released scores yet. This page shows them as soon as it has.'}</p>
    </Opening>
    {view.runs && <Checklist tasks={setUpTasks(view)} />}
    <InHand view={view} />
  </>
)

/** Nothing is released yet, but there is a program to run: it stands first, and the steps to scores below it. */
const showsProgramFirst = ({ runs, map, whole, program }: HomeView): boolean => runs && map === null && whole === null && isUnderWay(program)

const UnderWay = (view: HomeView) => {
  const tasks = setUpTasks(view)
  return (
    <>
      <Opening kicker='Program' title='The program is under way'><p>Scores are still to come: {count(tasks.filter(({ done }) => done).length)} of {count(tasks.length)} steps to them are done.</p></Opening>
      <ProgramState view={view.program} runs={view.runs} />
      <section class='stack' aria-labelledby='steps'><h2 id='steps'>Steps to the first heat map</h2><Checklist tasks={tasks} level='h3' /></section>
      <InHand view={view} />
    </>
  )
}

const Checklist = ({ tasks, level: Name = 'h2' }: { tasks: readonly Task[], level?: 'h2' | 'h3' }) => {
  const next = tasks.findIndex(({ done }) => !done)
  return (
    <ol class='steps steps-numbered'>
      {tasks.map(({ name, why, href, done }, place) => (
        <li key={name} class={`step step-${done ? 'done' : place === next ? 'now' : 'later'}`}>
          <div><Name>{name}</Name> {done ? <Tag tone='good'>Done</Tag> : place === next ? <Tag tone='accent'>Next</Tag> : null}</div>
          <p>{why}</p>
          {place === next && <p><ButtonLink href={href}>{name}</ButtonLink></p>}
        </li>
      ))}
    </ol>
  )
}

const Standing = ({ view, map }: { view: HomeView, map: HeatMapReply }) => {
  const { release, finding, factors, top, path } = map
  const whole = path[0]?.name ?? top.name
  return (
    <>
      <Opening kicker={`${release.title} · closed on ${inWords(release.closedOn)}`} title={finding === null ? `${whole} at a glance` : `${finding.unitName} has most room to grow`}>
        <p>{top.cells.every(cell => cell.kind === 'hidden')
          ? 'Nothing of this release is shown, to keep answers confidential.'
          : finding === null
            ? 'No unit at the top differs clearly from the whole. Look at the disciplines first.'
            : `${finding.factorName}: ${score(finding.score)} of 100, ${against(finding.difference)} ${whole}.`}</p>
      </Opening>
      <p class='row'><ButtonLink href={address('/heat-map', { release: release.releaseId })}>Open the heat map</ButtonLink><ButtonLink look='quiet' href={address(`/units/${encodeURIComponent(top.unitId)}`, { release: release.releaseId })}>See {whole}</ButtonLink></p>
      {!release.validated && <p class='soft'><Tag tone='warn'>not yet validated</Tag> {release.instrumentTitle} has no pilot record yet.</p>}
      <div class='columns'>
        <section class='stack' aria-labelledby='disciplines'>
          <h2 id='disciplines'>Disciplines</h2>
          <Bars wholeName={whole} bars={factors.flatMap(({ factorId, name }, place) => {
            const cell = top.cells[place]
            return cell === undefined ? [] : [{ key: factorId, name, cell, whole: null }]
          })} />
          <p class='small soft'>Score of 100 for {whole}. The thin line is the range the score may well lie in.</p>
        </section>
        <div class='stack stack-loose'><InHand view={view} /></div>
      </div>
    </>
  )
}

const WholeLead = () => <p>This is what everybody’s answers together say. It is the same for all who work here.</p>

/** What a manager opens first: the two disciplines of the own unit with most room to grow, and the way to all of them. */
const OwnUnit = ({ unit: { unit, release, factors, shownAs, path }, others }: { unit: UnitReply, others: readonly string[] }) => {
  const lowest = factors.flatMap(factor => factor.cell.kind === 'shown' ? [{ ...factor, cell: factor.cell }] : []).toSorted((a, b) => a.cell.score - b.cell.score).slice(0, 2)
  const whole = path[0]?.name ?? 'the organisation'
  const isOther = shownAs !== null && shownAs.unitId !== unit.unitId
  return (
    <>
      <Opening kicker={`My unit · ${release.title} · closed on ${inWords(release.closedOn)}`} title={unit.name}>
        <p>{shownAs === null || lowest.length === 0
          ? 'Not shown, to keep answers confidential.'
          : isOther
            ? `${unit.name} alone is not shown, to keep answers confidential. What you see is ${shownAs.name}, where its answers count.`
            : `Most room to grow: ${listed(lowest.map(({ name }) => name))}. Two are enough to work on.`}</p>
      </Opening>
      <Bars wholeName={whole} bars={lowest.map(({ factorId, name, cell, organisation }) => ({ key: factorId, name, cell, whole: shownAs?.unitId === path[0]?.unitId ? null : organisation }))} />
      <p class='row'>
        <ButtonLink href={address(`/units/${encodeURIComponent(unit.unitId)}`, { release: release.releaseId })}>See all disciplines of {unit.name}</ButtonLink>
        {unit.below > 0 && <ButtonLink look='quiet' href={address('/heat-map', { release: release.releaseId, under: unit.unitId })}>Compare the units below</ButtonLink>}
        {others.map(id => <a key={id} href={address(`/units/${encodeURIComponent(id)}`, { release: release.releaseId })}>Unit {id}</a>)}
      </p>
    </>
  )
}

const Doors = ({ doors }: { doors: readonly Door[] }) => doors.length === 0
  ? null
  : (
    <section class='stack' aria-labelledby='doors'>
      <h2 id='doors'>Your work here</h2>
      <ul class='links'>{doors.map(({ href, name, why }) => <li key={href}><a href={href}>{name}</a><br /><span class='small soft'>{why}</span></li>)}</ul>
    </section>
    )

/** For everybody who works here: what came of it all, and what is under way. */
const Whole = ({ view, whole: { release, unit, factors } }: { view: HomeView, whole: UnitReply }) => (
  <>
    {view.unit === null
      ? <Opening kicker={`${release.title} · closed on ${inWords(release.closedOn)}`} title={`${unit.name} at a glance`}><WholeLead />{view.unitMissing && <p>Your own unit was not part of this wave, so there is no result of its own.</p>}</Opening>
      : <div class='stack stack-tight'><h2>{unit.name} at a glance</h2><WholeLead /></div>}
    {!release.validated && <p class='soft'><Tag tone='warn'>not yet validated</Tag> {release.instrumentTitle} has no pilot record yet.</p>}
    <div class='columns'>
      <section class='stack' aria-labelledby='disciplines'>
        <h2 id='disciplines'>Disciplines</h2>
        <Bars wholeName={unit.name} bars={factors.map(({ factorId, name, cell }) => ({ key: factorId, name, cell, whole: null }))} />
        <p class='small soft'>Score of 100 for {unit.name}. The thin line is the range the score may well lie in.</p>
      </section>
      <div class='stack stack-loose'><InHand view={view} /></div>
    </div>
  </>
)

const InHand = ({ view: { waves, participation, runs, seesWaves } }: { view: HomeView }) => {
  const wave = waveInHand(waves)
  return (
    <section class='stack card' aria-labelledby='next'>
      <h2 id='next'>{wave === null ? 'What next' : wave.title}</h2>
      {wave === null
        ? <><p>No survey is open right now.</p>{runs && <p><a href='/waves/new'>Plan the next wave</a></p>}</>
        : <WaveInHand {...{ wave, participation, seesWaves }} />}
    </section>
  )
}

const WaveInHand = ({ wave, participation, seesWaves }: { wave: WaveReply, participation: ParticipationReply | null, seesWaves: boolean }) => {
  const whole = participation?.rates[0]
  return (
    <>
      <p><Tag tone={wave.state === 'opened' ? 'good' : 'accent'}>{stateInWord(wave)}</Tag> until {inWords(wave.closesOn)}</p>
      {participation !== null && <p>{counted(participation.invited, 'person', 'people')} invited{whole === undefined ? '.' : `. Between ${count(whole.atLeast)} and ${count(whole.atMost)} of ${count(whole.invited)} in ${whole.name} have sent their answers.`}</p>}
      {!seesWaves && wave.state === 'opened' && <p>Your own link to it came by e-mail.</p>}
      {seesWaves && <p><a href={`/waves/${wave.waveId}`}>See the wave<span class='hidden-visually'> {wave.title}</span></a></p>}
    </>
  )
}
