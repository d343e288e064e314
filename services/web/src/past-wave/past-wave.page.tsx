import type { PastWaveReply } from '@weft/contracts/survey/api'
import type { Problem } from '@weft/service-kit/refusal'
import { Button, ButtonLink, FileField, Notice } from '@weft/service-kit/page/controls'
import { Crumbs, Opening, Page } from '../frame/frame.page.tsx'
import { Findings } from '../frame/problem.page.tsx'
import { count, counted } from '../frame/words.ts'

export type PastWaveOutcome = { kind: 'read', reply: PastWaveReply } | { kind: 'refused', code: string, sentence: string, problems: readonly Problem[] }

const exampleMapping = `{
  "title": "Staff survey 2024",
  "closedOn": "2024-11-30",
  "organisation": "Harbour Insurance",
  "instrument": { "instrumentId": "staff-2024", "version": 1, "title": "Staff survey" },
  "scales": { "agree": { "min": 1, "max": 5 } },
  "factors": [
    { "factorId": "trust", "name": "Trust", "scale": "agree", "favourableFrom": 4 }
  ],
  "items": [
    { "column": "Q1", "factorId": "trust" },
    { "column": "Q2", "factorId": "trust", "reverse": true }
  ],
  "unitPath": ["Division", "Team"],
  "missing": ["99"]
}`

export const PastWavePage = ({ outcome }: { outcome: PastWaveOutcome | null }) => (
  <Page>
    <Crumbs crumbs={[{ href: '/waves', name: 'Waves' }, { name: 'Bring in a past wave' }]} />
    <Opening kicker='Past wave' title='Bring in answers you have'>
      <p>A survey of last year can stand beside the next one, under the same rules of confidentiality.</p>
    </Opening>
    <div id='result' class='stack stack-loose'>{outcome !== null && <Result outcome={outcome} />}</div>
    <p id='says' class='soft says' role='status' />
    <form method='post' action='/past-waves' encType='multipart/form-data' data-keep='result'>
      <FileField name='mapping' label='Mapping' accept='.json,application/json' hint='JSON that says what each column is. An example is below.' />
      <FileField name='answers' label='Answers' accept='.csv,text/csv' hint='CSV with one row for each person who answered. Columns the mapping does not name are never stored.' />
      <div class='row'>
        <Button formaction='/past-waves?check=true'>Check the files</Button>
        <Button look='quiet'>Import the past wave</Button>
      </div>
      <p class='hint'>Checking writes nothing. Importing cannot be taken back.</p>
    </form>
    <details class='more'>
      <summary>What a mapping looks like</summary>
      <div class='stack'>
        <p><code>unitPath</code> names the columns from the top of the tree down; an empty cell ends the path there. <code>unitIds</code>, which may be left out, says which of your units today each of them is, so that managers find their own: <code>{'{"path": ["Claims"], "unitId": "U-10"}'}</code>. <code>reverse</code> marks questions asked the other way round. <code>favourableFrom</code> is the lowest answer that counts as favourable.</p>
        <pre tabIndex={0} role='region' aria-label='Example of a mapping'><code>{exampleMapping}</code></pre>
      </div>
    </details>
  </Page>
)

const Result = ({ outcome }: { outcome: PastWaveOutcome }) => outcome.kind === 'refused'
  ? (
    <>
      <Notice tone='bad' role='alert' title='Not imported'><p data-focus tabIndex={-1}>{outcome.sentence} <code>{outcome.code}</code></p></Notice>
      <Findings problems={outcome.problems} />
    </>
    )
  : <Understood reply={outcome.reply} />

const Understood = ({ reply }: { reply: PastWaveReply }) => (
  <section class='stack card' aria-labelledby='understood'>
    <h2 id='understood' tabIndex={-1}>{reply.applied ? `${reply.title} is imported` : `${reply.title}: this is what would be imported`}</h2>
    <dl class='facts'>
      <div><dt>Answer sheets</dt><dd>{count(reply.sheets)}</dd></div>
      <div><dt>Units</dt><dd>{count(reply.units)}</dd></div>
      <div><dt>Questions</dt><dd>{counted(reply.items, 'question')} on {counted(reply.factors, 'factor')}</dd></div>
      <div><dt>Left empty</dt><dd>{counted(reply.missingAnswers, 'answer')}</dd></div>
      <div><dt>Never stored</dt><dd>{reply.droppedColumns.length === 0 ? 'no column: all are mapped' : reply.droppedColumns.map((name, place) => <>{place > 0 && ', '}<code>{name}</code></>)}</dd></div>
    </dl>
    {reply.applied
      ? <p class='row'><ButtonLink href={`/waves/${reply.waveId}`}>Follow it to its scores</ButtonLink></p>
      : <p>Nothing was written. If this is right, choose <b>Import the past wave</b>. Without scripts, choose both files once more.</p>}
  </section>
)
