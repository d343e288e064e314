import type { HeatMapReply, UnitReply } from '@weft/contracts/reporting/api'
import type { ParticipationReply } from '@weft/contracts/participation/api'
import type { WaveReply } from '@weft/contracts/survey/api'
import { ButtonLink, Notice, Tag } from '@weft/service-kit/page/controls'
import { Opening, Page } from '../frame/frame.page.tsx'
import { address, against, count, counted, inWords, score } from '../frame/words.ts'
import { Bars } from '../score/bars.page.tsx'
import { stateInWord } from '../wave/steps.ts'
import { setUpTasks, waveInHand, type ProgramState, type Task } from './next-step.ts'

export type HomeView = ProgramState & { map: HeatMapReply | null, /** What the whole organisation reached, for who does not see all units. */ whole: UnitReply | null, participation: ParticipationReply | null, /** Parts of the platform that did not answer. */ away: readonly string[], runs: boolean, /** May open the pages of waves. */ seesWaves: boolean }

export const HomePage = (view: HomeView) => (
  <Page wide={view.map !== null}>
    {view.away.length > 0 && <Notice tone='warn' title='Part of the platform does not answer right now'><p>What is missing here: {view.away.join(', ')}. Everything else on this page is right.</p></Notice>}
    {view.map !== null ? <Standing view={view} map={view.map} /> : view.whole !== null ? <Whole view={view} whole={view.whole} /> : <Beginning {...view} />}
  </Page>
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

const Checklist = ({ tasks }: { tasks: readonly Task[] }) => {
  const next = tasks.findIndex(({ done }) => !done)
  return (
    <ol class='steps steps-numbered'>
      {tasks.map(({ name, why, href, done }, place) => (
        <li key={name} class={`step step-${done ? 'done' : place === next ? 'now' : 'later'}`}>
          <div><h2>{name}</h2> {done ? <Tag tone='good'>Done</Tag> : place === next ? <Tag tone='accent'>Next</Tag> : null}</div>
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

/** For everybody who works here: what came of it all, and what is under way. */
const Whole = ({ view, whole: { release, unit, factors } }: { view: HomeView, whole: UnitReply }) => (
  <>
    <Opening kicker={`${release.title} · closed on ${inWords(release.closedOn)}`} title={`${unit.name} at a glance`}>
      <p>This is what everybody’s answers together say. It is the same for all who work here.</p>
    </Opening>
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
        ? <><p>No wave is running.</p>{runs && <p><a href='/waves/new'>Plan the next wave</a></p>}</>
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
