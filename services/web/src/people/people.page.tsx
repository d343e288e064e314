import type { OrganisationReply } from '@weft/contracts/directory/api'
import { ButtonLink, Notice } from '@weft/service-kit/page/controls'
import { Opening, Page } from '../frame/frame.page.tsx'
import { counted, listed } from '../frame/words.ts'

export const PeoplePage = ({ organisation, demonstration }: { organisation: OrganisationReply, demonstration: boolean }) => (
  <Page>
    {demonstration && <OwnPeopleElsewhere />}
    <Opening kicker='Organisation' title='People and units'>
      {organisation.version === null
        ? <p>Nobody is here yet. A file from your HR system starts the program.</p>
        : <p>{counted(organisation.people, 'person', 'people')} in {counted(organisation.units, 'unit')}. Version {organisation.version} of the organisation.</p>}
    </Opening>
    <p class='row'>
      <ButtonLink href='/people/imports/new'>Import people</ButtonLink>
      {organisation.version !== null && <><ButtonLink look='quiet' href='/people/health'>Data health</ButtonLink><ButtonLink look='quiet' href='/people/imports'>Imports</ButtonLink></>}
    </p>
    {organisation.version !== null && <Facts organisation={organisation} />}
    <section class='stack' aria-labelledby='import'>
      <h2 id='import'>How an import goes</h2>
      <ol>
        <li>Upload a file as your HR system writes it.</li>
        <li>Say which column is which. Weft guesses, and remembers it.</li>
        <li>Decide what to do with rows that do not fit.</li>
        <li>Look at the effect: who is new, who leaves, who loses sign-in.</li>
        <li>Apply it whole. For 30 days you can undo it.</li>
      </ol>
      <p class='soft'>Start from a sample: <a href='/people/samples/units.csv' download>units.csv</a> and <a href='/people/samples/people.csv' download>people.csv</a>.</p>
    </section>
    <section class='stack stack-tight' aria-labelledby='roles'>
      <h2 id='roles'>Who may come in</h2>
      <p>A row with a sign-in name lets that person sign in here. A role (<code>program-office</code>, <code>analyst</code>, <code>it</code> or <code>auditor</code>) opens more. A survey needs no account: it opens by its link.</p>
    </section>
  </Page>
)

const OwnPeopleElsewhere = () => (
  <Notice tone='warn' title='Real people do not belong in here'>
    <p>This is the demonstration: waves and scores of an invented company stay in it for good. Try an import with a changed copy of the sample. For your own people, stop Weft and start it with <code>DEMO=none</code> and a folder of its own in <code>WEFT_HOME</code>.</p>
  </Notice>
)

const Facts = ({ organisation: { bands, officeSignIns } }: { organisation: OrganisationReply }) => (
  <dl class='facts'>
    <div><dt>Bands a wave can use</dt><dd>{bands.length === 0 ? 'none' : listed(bands)}</dd></div>
    <div><dt>Program office</dt><dd>{officeSignIns === 0 ? 'the first sign-in only' : counted(officeSignIns, 'sign-in')}</dd></div>
  </dl>
)
