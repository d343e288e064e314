import type { WavesReply } from '@weft/contracts/survey/api'
import { ButtonLink, Tag } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Opening, Page } from '../frame/frame.page.tsx'
import { address, inWords } from '../frame/words.ts'
import { stateInWord } from './steps.ts'

const tones: Record<string, 'good' | 'accent' | 'warn'> = { Open: 'good', Launching: 'accent', Closing: 'warn' }

export const WavesPage = ({ waves, next, runs, later }: WavesReply & { runs: boolean, later: boolean }) => (
  <Page>
    <Opening kicker='Waves' title='Ask, close, learn'>
      <p>A wave asks everybody the same questions once. Past surveys can stand beside it.</p>
    </Opening>
    {runs && <p class='row'><ButtonLink href='/waves/new'>Plan a wave</ButtonLink><ButtonLink look='quiet' href='/past-waves/new'>Bring in a past wave</ButtonLink></p>}
    {waves.length === 0
      ? <p class='soft'>{later ? 'There are no more waves.' : runs ? 'There is no wave yet. Plan the first, or bring in answers you have.' : 'There is no wave yet. The program office plans the first.'}</p>
      : <Table id='waves' caption='Newest first' columns={[{ key: 't', head: 'Wave' }, { key: 's', head: 'State' }, { key: 'q', head: 'Questions' }, { key: 'c', head: 'Last day' }]}
          rows={waves.map(wave => ({
            key: wave.waveId,
            cells: [<a href={`/waves/${wave.waveId}`}>{wave.title}</a>, <StateTag word={stateInWord(wave)} />, wave.instrumentTitle, inWords(wave.closesOn)]
          }))} />}
    {next !== null && <p><a href={address('/waves', { after: next })}>Show older waves</a></p>}
  </Page>
)

const StateTag = ({ word }: { word: string }) => {
  const tone = tones[word]
  return tone === undefined ? <Tag>{word}</Tag> : <Tag tone={tone}>{word}</Tag>
}
