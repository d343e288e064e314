import type { InstrumentsReply } from '@weft/contracts/survey/api'
import { Button, CheckboxGroup, ErrorSummary, Field, RadioGroup, Tag, type Finding } from '@weft/service-kit/page/controls'
import { Crumbs, Opening, Page } from '../frame/frame.page.tsx'
import { counted } from '../frame/words.ts'
import type { PlanForm } from './plan.ts'

export type PlanWaveView = { form: PlanForm, instruments: InstrumentsReply['instruments'], bands: readonly string[], earliest: string, findings: readonly Finding[] }

export const PlanWavePage = ({ form, instruments, bands, earliest, findings }: PlanWaveView) => {
  const problem = (at: string) => {
    const found = findings.find(finding => finding.at === at)
    return found === undefined ? {} : { problem: found.sentence }
  }
  return (
    <Page>
      <Crumbs crumbs={[{ href: '/waves', name: 'Waves' }, { name: 'Plan a wave' }]} />
      <ErrorSummary title='The wave was not planned' findings={findings} />
      <Opening kicker='Step 1 of 2' title='Plan a wave'><p>Nobody is invited yet. You launch it on the next page.</p></Opening>
      <form method='post' action='/waves'>
        <Field name='title' label='Title' hint='People read it in their invitation.' value={form.title} required maxlength={200} {...problem('title')} />
        <RadioGroup name='instrument' label='Questions' value={form.instrument} required {...problem('instrument')}
          choices={instruments.map(instrument => ({ value: `${instrument.instrumentId} v${instrument.version}`, label: <Instrument {...instrument} /> }))} />
        <Field name='closesOn' type='date' label='Closes on' hint='It closes by itself at the end of this day.' value={form.closesOn} min={earliest} required short {...problem('closesOn')} />
        {bands.length > 0 && <CheckboxGroup name='bands' label='Bands to look at' hint='A band stays with an answer only where enough people share the whole combination.' choices={bands.map(band => ({ value: band, label: band }))} value={form.bands} {...problem('bands')} />}
        <details class='more' open={findings.some(({ at }) => at === 'score' || at === 'spread')}>
          <summary>Smallest group that is shown</summary>
          <div class='stack'>
            <p>At least 5 people for a score and 10 for spread and shares. It can be raised for a careful start, never lowered after launch.</p>
            <Field name='score' type='number' label='People for a score' value={form.score} min='5' max='1000' short {...problem('score')} />
            <Field name='spread' type='number' label='People for spread and shares' value={form.spread} min='10' max='1000' short {...problem('spread')} />
          </div>
        </details>
        <Button>Plan the wave</Button>
      </form>
    </Page>
  )
}

const Instrument = ({ title, items, factors, validated }: InstrumentsReply['instruments'][number]) => (
  <span><b>{title}</b><br /><span class='small'>{counted(items, 'question')} on {counted(factors, 'discipline')}</span>{!validated && <> <Tag tone='warn'>not yet validated</Tag></>}</span>
)
