import type { ImportReply, OrganisationReply } from '@weft/contracts/directory/api'
import type { Problem } from '@weft/service-kit/refusal'
import { Button, FileField, Notice } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Opening, Page } from '../frame/frame.page.tsx'
import { Findings } from '../frame/problem.page.tsx'
import { count, counted, listed } from '../frame/words.ts'

export type Outcome = { kind: 'applied', reply: ImportReply } | { kind: 'refused', code: string, sentence: string, problems: readonly Problem[] }

export const PeoplePage = ({ organisation, outcome, demonstration }: { organisation: OrganisationReply, outcome: Outcome | null, demonstration: boolean }) => (
  <Page>
    {demonstration && <OwnPeopleElsewhere />}
    <Opening kicker='Organisation' title='People and units'>
      {organisation.version === null
        ? <p>Nobody is here yet. Two files from your HR system start the program.</p>
        : <p>{counted(organisation.people, 'person', 'people')} in {counted(organisation.units, 'unit')}. Version {organisation.version} of the organisation.</p>}
    </Opening>
    {organisation.version !== null && <Facts organisation={organisation} />}
    <div id='result' class='stack stack-loose'>{outcome !== null && <Result outcome={outcome} />}</div>
    <p id='says' class='soft says' role='status' />
    <section class='stack' aria-labelledby='import'>
      <h2 id='import'>{organisation.version === null ? 'Import your people' : 'Import again'}</h2>
      <p>All of it is taken, or nothing. The same files again change nothing. Who is no longer in the file is ended from today.</p>
      <form method='post' action='/people/imports' encType='multipart/form-data' data-keep='result'>
        <FileField name='units' label='Units' accept='.csv,text/csv' hint='CSV with the columns unit, parent, name. One unit has no parent.' />
        <FileField name='people' label='People' accept='.csv,text/csv' hint='CSV with the columns person, name, email, unit, boss, rank, role, sign_in, and band_… for each declared band.' />
        <Button>Import people and units</Button>
      </form>
      <p class='soft'>Start from a sample: <a href='/people/samples/units.csv' download>units.csv</a> and <a href='/people/samples/people.csv' download>people.csv</a>. UTF-8 or UTF-16, comma or semicolon.</p>
    </section>
    <section class='stack stack-tight' aria-labelledby='roles'>
      <h2 id='roles'>Who may come in</h2>
      <p>A row with a <code>sign_in</code> lets that person sign in here, as an employee, and as a manager when others name them as <code>boss</code>. The column <code>role</code> gives more: <code>program-office</code>, <code>analyst</code>, <code>it</code> or <code>auditor</code>. A survey needs no sign-in: it opens by its link.</p>
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

const Result = ({ outcome }: { outcome: Outcome }) => outcome.kind === 'applied'
  ? <Applied reply={outcome.reply} />
  : (
    <>
      <Notice tone='bad' role='alert' title='Not imported'><p data-focus tabIndex={-1}>{outcome.sentence} <code>{outcome.code}</code></p></Notice>
      <Findings problems={outcome.problems} />
    </>
    )

const Applied = ({ reply: { version, changedAnything, units, people } }: { reply: ImportReply }) => (
  <>
    <Notice tone='good' role='status' title={changedAnything ? `Imported. The organisation is now at version ${version}.` : 'These files say what is known already. Nothing was changed.'} />
    <Table id='effect' caption='What the files changed' columns={[{ key: 'what', head: 'What' }, ...['New', 'Changed', 'Ended', 'No change'].map(head => ({ key: head, head, number: true }))]}
      rows={[['Units', units] as const, ['People', people] as const].map(([name, change]) => ({
        key: name, cells: [name, count(change.added), count(change.changed), count(change.ended), count(change.same)]
      }))} />
  </>
)
