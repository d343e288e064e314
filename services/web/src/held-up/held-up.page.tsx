import { Notice } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Opening, Page } from '../frame/frame.page.tsx'
import { count, counted, listed } from '../frame/words.ts'

/** One key that waits. `consumer`: what refused its event, null for one that could not be sent. */
export type HeldUp = { service: string, consumer: string | null, topic: string, key: string, events: number, reason: string }
export type HeldUpView = { found: readonly HeldUp[], /** Services that did not answer. */ away: readonly string[], /** There are more than are shown. */ more: boolean }

export const HeldUpPage = ({ found, away, more }: HeldUpView) => (
  <Page wide={found.length > 0}>
    <Opening kicker='Data health' title={found.length > 0 ? `${counted(found.length, 'key')} held up` : away.length > 0 ? 'Nothing is held up where we could look' : 'Nothing is held up'}>
      <p>An event that can never be applied waits here with those that follow it; all others flow on. What stands in an event is not shown.</p>
    </Opening>
    {away.length > 0 && <Notice tone='warn' title='Part of the platform does not answer right now'><p>Not looked at: {listed(away)}.</p></Notice>}
    {found.length > 0 && <Table id='held-up' caption={more ? 'The first of each service' : 'By service'} columns={[{ key: 's', head: 'Service' }, { key: 'k', head: 'Key' }, { key: 'n', head: 'Events', number: true }, { key: 'w', head: 'What' }, { key: 'y', head: 'Why' }]}
      rows={found.map(({ service, consumer, topic, key, events, reason }) => ({ key: JSON.stringify([service, consumer, topic, key]), cells: [service, <code>{key}</code>, count(events), consumer === null ? <>could not be sent on <code>{topic}</code></> : <>refused by {consumer}</>, reason] }))} />}
    <p>Whoever runs the machine lets a key go again, once its cause is mended, with <code>npm run parked</code>.</p>
  </Page>
)
