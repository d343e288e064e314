import type { ImportPreview, ImportRunReply } from '@weft/contracts/directory/api'
import type { ComponentChildren } from 'preact'
import { Button } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Crumbs, Opening, Page } from '../frame/frame.page.tsx'
import { count, counted } from '../frame/words.ts'
import { kindsOfPeople, kindsOfUnits, kindWords } from './words.ts'

export const stepNames = ['Upload', 'Match columns', 'Fix', 'Check the effect', 'Apply'] as const
type FrameProps = { step: 1 | 2 | 3 | 4, title: string, run: ImportRunReply | null, wide?: boolean, lead?: ComponentChildren, children: ComponentChildren }

/** Around every step of an import: where one is on the way, and that nothing has been written. */
export const ImportFrame = ({ step, title, run, wide = false, lead, children }: FrameProps) => (
  <Page wide={wide}>
    <Crumbs crumbs={[{ href: '/people', name: 'People' }, { href: '/people/imports', name: 'Imports' }, { name: run === null ? 'New import' : `Import ${run.number}` }]} />
    <Way step={step} />
    <Opening title={title}>
      <p>{run !== null && <><FileNames run={run} />. </>}Nothing has been written yet.</p>
      {lead}
    </Opening>
    {children}
    {run !== null && (
      <form class='inline' method='post' action={`/people/imports/${run.runId}/drop`}>
        <button class='link' type='submit'>Drop this import and its files</button>
      </form>
    )}
  </Page>
)

const Way = ({ step }: { step: number }) => (
  <nav class='way' aria-label='Steps of an import'>
    <ol>
      {stepNames.map((name, place) => (
        <li key={name} class={place + 1 < step ? 'way-done' : place + 1 === step ? 'way-now' : 'way-later'} aria-current={place + 1 === step ? 'step' : undefined}>
          <span class='way-number' aria-hidden='true'>{place + 1 < step ? '✓' : place + 1}</span><span>{name}</span>
        </li>
      ))}
    </ol>
  </nav>
)

/** "people.csv, 1,000 rows, and units.csv, 60 rows" */
export const FileNames = ({ run: { files } }: { run: ImportRunReply }) => <>{files.map(({ file, name, rows }, place) => <>{place > 0 && ' and '}<b>{name}</b>, {counted(rows, 'row')}{file === 'units' ? ' of units' : ''}</>)}</>

/** The figures of an import, large enough to be seen from where one stands. */
export const Figures = ({ preview: { people, leftOut } }: { preview: ImportPreview }) => (
  <dl class='figures'>
    {([['New', people.added, 'plain'], ['Changed', people.changed, 'plain'], ['Leave', people.ended, people.ended > 0 ? 'warn' : 'plain'], ['No change', people.same, 'plain'], ['Rows left out', leftOut, leftOut > 0 ? 'warn' : 'plain']] as const).map(([name, value, tone]) => (
      <div key={name} class={`figure-${tone}`}><dt>{name}</dt><dd>{count(value)}</dd></div>
    ))}
  </dl>
)

/** Everything an import changes, a line for each kind, with a way to each person or unit. */
export const EffectTable = ({ run, preview }: { run: ImportRunReply, preview: ImportPreview }) => {
  const lines = [['person', 'people', kindsOfPeople] as const, ['unit', 'units', kindsOfUnits] as const]
    .flatMap(([one, many, kinds]) => kinds.flatMap(kind => preview.effects[kind] === undefined ? [] : [{ kind, text: counted(preview.effects[kind], one, many) }]))
  if (lines.length === 0) return <p>Nothing would change: people and units are known as the files say.</p>
  return (
    <Table id='effect' caption='What changes, and for whom' columns={[{ key: 'w', head: 'What' }, { key: 's', head: 'Who' }]}
      rows={lines.map(({ kind, text }) => ({ key: kind, cells: [`${text} ${singular(text, kindWords[kind].sentence)}`, <a class='cell-link' href={`/people/imports/${run.runId}/effects/${kind}`}>See {kindWords[kind].title.toLowerCase()}</a>] }))} />
  )
}

/** "1 person leaves", "2 people leave" */
function singular (text: string, sentence: string): string {
  if (!/^1 (person|unit)$/.test(text)) return sentence
  return sentence.replace(/^(leave|move|end|become)\b/, '$1s').replace(/^are\b/, 'is').replace(/^have\b/, 'has').replace(/^need\b/, 'needs').replace(/^get or lose\b/, 'gets or loses').replace(/^get\b/, 'gets').replace(/their own$/, 'its own')
}

export const LeftOutLink = ({ run, preview }: { run: ImportRunReply, preview: ImportPreview }) => preview.leftOut === 0
  ? null
  : (
    <p>{counted(preview.leftOut, 'row')} of the files {preview.leftOut === 1 ? 'is' : 'are'} left out. Download {run.files.map(({ file }, place) => <>{place > 0 && ' or '}<a href={`/people/imports/${run.runId}/left-out.csv?file=${file}`} download>the rows of the {file} file with the reason</a></>)}, mend them, and send them with the next import.</p>
    )

export const CheckAgain = ({ run }: { run: ImportRunReply }) => (
  <form class='inline' method='post' action={`/people/imports/${run.runId}/check`}><Button look='quiet'>Check again</Button></form>
)
