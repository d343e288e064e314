import type { OrganisationReply } from '@weft/contracts/directory/api'
import type { VerificationReply } from '@weft/contracts/scoring/api'
import type { WaveReply } from '@weft/contracts/survey/api'
import { Button, ButtonLink, ErrorSummary, Notice } from '@weft/service-kit/page/controls'
import { Crumbs, Opening, Page } from '../frame/frame.page.tsx'
import { counted, inWords, listed } from '../frame/words.ts'

const crumbs = (wave: WaveReply, here: string) => [{ href: '/waves', name: 'Waves' }, { href: `/waves/${wave.waveId}`, name: wave.title }, { name: here }]
const Back = ({ wave }: { wave: WaveReply }) => <ButtonLink look='quiet' href={`/waves/${wave.waveId}`}>Back to the wave</ButtonLink>

export type StepView = { wave: WaveReply, problem: string | null }

export const LaunchPage = ({ wave, problem, organisation }: StepView & { organisation: OrganisationReply }) => (
  <Page>
    <Crumbs crumbs={crumbs(wave, 'Launch')} />
    <ErrorSummary title='The wave was not launched' findings={problem === null ? [] : [{ sentence: problem }]} />
    <Opening kicker='Step 2 of 2' title={`Launch ${wave.title}`}>
      <p>Everybody in the organisation is invited by e-mail. This cannot be taken back.</p>
    </Opening>
    <dl class='facts'>
      <div><dt>Invited</dt><dd>{organisation.version === null ? 'nobody: import your people first' : `${counted(organisation.people, 'person', 'people')} in ${counted(organisation.units, 'unit')}`}</dd></div>
      <div><dt>Questions</dt><dd>{wave.instrumentTitle}</dd></div>
      <div><dt>Closes on</dt><dd>{inWords(wave.closesOn)}</dd></div>
      <div><dt>Smallest group shown</dt><dd>{wave.thresholds.score} people</dd></div>
      <div><dt>Bands</dt><dd>{wave.bands.length === 0 ? 'none' : listed(wave.bands)}</dd></div>
    </dl>
    {!wave.validated && <Notice tone='warn' title='These questions are not yet validated'><p>No pilot has shown yet how well they measure. Scores will say so.</p></Notice>}
    <p>From launch on, the organisation, the bands and the smallest group are frozen.</p>
    <form method='post' action={`/waves/${wave.waveId}/launch`}>
      <div class='row'>{organisation.version !== null && <Button>Launch the wave</Button>}<Back wave={wave} /></div>
    </form>
  </Page>
)

export const ClosePage = ({ wave, problem }: StepView) => (
  <Page>
    <Crumbs crumbs={crumbs(wave, 'Close')} />
    <ErrorSummary title='The wave was not closed' findings={problem === null ? [] : [{ sentence: problem }]} />
    <Opening title={`Close ${wave.title}`}>
      <p>It would close by itself after {inWords(wave.closesOn)}. Closing cannot be taken back.</p>
    </Opening>
    <ul>
      <li>Nobody can answer any more; drafts are deleted.</li>
      <li>Who has answered is deleted, before the first answer sheet leaves.</li>
      <li>Scores are worked out once, for groups of {wave.thresholds.score} people or more.</li>
    </ul>
    <form method='post' action={`/waves/${wave.waveId}/close`}>
      <div class='row'><Button>Close the wave</Button><Back wave={wave} /></div>
    </form>
  </Page>
)

export const VerificationPage = ({ wave, verification: { same, released, recomputed } }: { wave: WaveReply, verification: VerificationReply }) => (
  <Page>
    <Crumbs crumbs={crumbs(wave, 'Check')} />
    <Opening kicker={wave.title} title={same ? 'The release is exactly what the answers give' : 'The release differs from what the answers give now'}>
      <p>The newest release was worked out again from the tallies just now. Nothing was written.</p>
    </Opening>
    <dl class='facts'>
      <div><dt>Released</dt><dd><code>{released}</code></dd></div>
      <div><dt>Worked out again</dt><dd><code>{recomputed}</code></dd></div>
    </dl>
    <p class='row'><Back wave={wave} /></p>
  </Page>
)
