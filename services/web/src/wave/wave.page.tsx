import type { ParticipationReply } from '@weft/contracts/participation/api'
import type { WaveReply } from '@weft/contracts/survey/api'
import { Button, ButtonLink, Notice, Tag } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Crumbs, Opening, Page } from '../frame/frame.page.tsx'
import { address, count, counted, inWords, listed } from '../frame/words.ts'
import { isMoving, stateInWord, stepsOf, type Step, type WaveView } from './steps.ts'

export type WavePageView = WaveView & { /** May this reader launch, remind and close? */ runs: boolean, done: string | null }

/** How many participation gives, the largest units first. */
const MOST_RATES = 200

const doneSentences: Record<string, string> = {
  planned: 'The wave is planned.',
  launched: 'The wave is on its way. This page follows it.',
  closed: 'The wave is closed. Scores follow when everything has arrived.',
  reminded: 'Reminders go to everybody who has not sent yet. Nobody sees who that is.',
  'asked-again': 'The answer sheets are on their way again, under the same ids.'
}

export const WavePage = ({ done, ...view }: WavePageView) => {
  const { wave } = view
  return (
    <Page>
      <Crumbs crumbs={[{ href: '/waves', name: 'Waves' }, { name: wave.title }]} />
      <Opening kicker={wave.kind === 'past' ? 'Past wave' : 'Wave'} title={wave.title} />
      {done !== null && doneSentences[done] !== undefined && <Notice tone='good' role='status' title={doneSentences[done]} />}
      <p id='says' class='hidden-visually' role='status' />
      <Live {...view} />
      <Settings wave={wave} />
    </Page>
  )
}

/** The part that a script looks at again while the wave moves by itself; without a script, load the page again. */
const Live = (view: Omit<WavePageView, 'done'>) => {
  const { wave, participation, scoring, runs } = view
  return (
    <div id='live' class='stack stack-loose' data-refresh={String(isMoving(view))} data-state={`${wave.state} ${wave.handOver} ${participation?.state ?? ''} ${scoring?.state ?? ''}`} data-says={`${wave.title}: ${stateInWord(wave)}.`}>
      {participation?.catching === true && wave.state !== 'closed' && (
        <Notice tone='warn' title='Invitations are caught on this machine'>
          <p>There is no mail server, so whoever runs this machine sees every survey link. Use this to try things out, not for real answers.</p>
        </Notice>
      )}
      <Steps steps={stepsOf(view)} />
      {runs && <Actions {...view} />}
      {scoring?.releases.length !== undefined && scoring.releases.length > 0 && <Released view={view} />}
      {participation !== null && wave.state !== 'planned' && <Rates participation={participation} closed={wave.state === 'closed'} />}
    </div>
  )
}

const stateWords: Record<Step['state'], string> = { done: 'Done', now: 'Now', later: 'Later', stopped: 'Stopped' }
const tones = { done: 'good', now: 'accent', stopped: 'bad' } as const

const Steps = ({ steps }: { steps: readonly Step[] }) => (
  <section aria-labelledby='way' class='stack'>
    <h2 id='way'>The way to the scores</h2>
    <ol class='steps'>
      {steps.map(({ name, state, sentence }) => (
        <li key={name} class={`step step-${state}`}>
          <div><h3>{name}</h3> {state === 'later' ? <Tag>{stateWords.later}</Tag> : <Tag tone={tones[state]}>{stateWords[state]}</Tag>}</div>
          <p>{sentence}</p>
        </li>
      ))}
    </ol>
  </section>
)

const Actions = ({ wave, participation, scoring }: Omit<WavePageView, 'done'>) => {
  const at = (step: string) => `/waves/${wave.waveId}/${step}`
  if (wave.state === 'planned') return <p class='row'><ButtonLink href={at('launch')}>Check and launch the wave</ButtonLink></p>
  if (wave.state === 'opened') {
    return (
      <section class='stack' aria-labelledby='open-steps'>
        <h2 id='open-steps'>While it is open</h2>
        <p>A reminder goes only to people who have not sent, once a day at most. You cannot see who they are, and nor can anybody else.</p>
        <div class='row'>
          {participation?.state === 'invited' && <form class='inline' method='post' action={at('reminders')}><Button look='quiet'>Send a reminder</Button></form>}
          <ButtonLink look='quiet' href={at('close')}>Close the wave</ButtonLink>
        </div>
      </section>
    )
  }
  if (scoring?.state !== 'incomplete') return null
  return (
    <section class='stack' aria-labelledby='stuck'>
      <h2 id='stuck'>If it stays so</h2>
      <p>Scoring asks for what is missing by itself ({counted(scoring.reEmissions, 'time')} so far). You can ask, too: sheets that arrived already are not counted twice.</p>
      <form class='inline' method='post' action={at('re-emission')}><Button look='quiet'>Send the answer sheets again</Button></form>
    </section>
  )
}

const Released = ({ view: { wave, scoring } }: { view: WaveView }) => (
  <section class='stack' aria-labelledby='released'>
    <h2 id='released'>Released</h2>
    <p class='row'>
      <ButtonLink href={address('/heat-map', { release: scoring?.releases.at(-1)?.releaseId })}>Open the heat map</ButtonLink>
      <ButtonLink look='quiet' href={`/waves/${wave.waveId}/verification`}>Check the release</ButtonLink>
    </p>
    <Table id='releases' caption='Releases of this wave' columns={[{ key: 'n', head: 'Release' }, { key: 's', head: 'Scores', number: true }, { key: 'h', head: 'SHA-256' }]}
      rows={(scoring?.releases ?? []).map(({ releaseId, number, scores, sha256 }) => ({ key: releaseId, cells: [`Release ${number}`, count(scores), <code>{sha256}</code>] }))} />
  </section>
)

const Rates = ({ participation: { rates, invited }, closed }: { participation: ParticipationReply, closed: boolean }) => rates.length === 0
  ? <p class='soft'>How many have answered is shown for larger units, in bands, once a day.</p>
  : (
    <section class='stack' aria-labelledby='rates'>
      <h2 id='rates'>Taking part</h2>
      <p>{counted(invited, 'person', 'people')} invited. Counted once a day and given in bands, so that nobody can be picked out.{rates.length >= MOST_RATES && ` The ${MOST_RATES} largest units.`}</p>
      <Table id='rates-table' caption={closed ? 'How many sent their answers' : 'How many have sent their answers so far'} columns={[{ key: 'u', head: 'Unit' }, { key: 'i', head: 'Invited', number: true }, { key: 'b', head: 'Sent, between', number: true }]}
        rows={rates.map(rate => ({ key: rate.unitId, cells: [rate.name, count(rate.invited), `${count(rate.atLeast)} and ${count(rate.atMost)}`] }))} />
    </section>
    )

const Settings = ({ wave }: { wave: WaveReply }) => (
  <section class='stack' aria-labelledby='settings'>
    <h2 id='settings'>Settings</h2>
    <dl class='facts'>
      <div><dt>Questions</dt><dd>{wave.instrumentTitle}, version {wave.instrumentVersion}{!wave.validated && <> <Tag tone='warn'>not yet validated</Tag></>}</dd></div>
      <div><dt>{wave.state === 'closed' ? 'Last day' : 'Last day planned'}</dt><dd>{inWords(wave.closesOn)}</dd></div>
      <div><dt>Smallest group shown</dt><dd>{wave.thresholds.score} people; {wave.thresholds.spread} for spread and shares</dd></div>
      <div><dt>Bands</dt><dd>{wave.bands.length === 0 ? 'none' : listed(wave.bands)}</dd></div>
      <div><dt>Languages</dt><dd>{listed(wave.languages)}</dd></div>
    </dl>
    {wave.state !== 'planned' && <p class='soft'>Fixed at launch. The smallest group can only be raised, never lowered.</p>}
  </section>
)
