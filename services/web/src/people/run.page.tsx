import type { EffectsReply, ImportRunReply, ImportRunsReply } from '@weft/contracts/directory/api'
import { Button, ButtonLink, ErrorSummary, Notice, Tag } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Crumbs, Opening, Page } from '../frame/frame.page.tsx'
import { address, count, counted, inWords } from '../frame/words.ts'
import { EffectTable, FileNames, Figures, LeftOutLink } from './import-frame.page.tsx'
import { kindWords, momentInWords, shareOf, stateWords } from './words.ts'

const crumbs = { people: { href: '/people', name: 'People' }, imports: { href: '/people/imports', name: 'Imports' } }
const tones = { applied: 'good', undone: 'warn', ready: 'accent', fixing: 'accent', matching: 'accent' } as const
export const State = ({ state }: { state: ImportRunReply['state'] }) => state === 'dropped' ? <Tag>{stateWords.dropped}</Tag> : <Tag tone={tones[state]}>{stateWords[state]}</Tag>

/** An import that is over: what it did, and how long it can be undone. */
export const RunPage = ({ run, done }: { run: ImportRunReply, done: 'applied' | 'undone' | null }) => (
  <Page>
    <Crumbs crumbs={[crumbs.people, crumbs.imports, { name: `Import ${run.number}` }]} />
    <Opening kicker={<State state={run.state} />} title={`Import ${run.number}`}><p>{run.files.length > 0 && <FileNames run={run} />}</p></Opening>
    {done === 'applied' && run.state === 'applied' && <Notice tone='good' role='status' title={`Applied. The organisation is now at version ${run.version ?? 0}.`} />}
    {done === 'undone' && run.state === 'undone' && <Notice tone='good' role='status' title='Undone. Everything is as it was before this import.' />}
    <dl class='facts'>
      <div><dt>Begun</dt><dd>{momentInWords(run.startedAt)} by {run.startedBy ?? 'somebody who is not in the directory'}</dd></div>
      {run.appliedAt !== null && <div><dt>Applied</dt><dd>{momentInWords(run.appliedAt)}, version {run.version} of the organisation</dd></div>}
      {run.undoneAt !== null && <div><dt>Undone</dt><dd>{momentInWords(run.undoneAt)}</dd></div>}
      {run.undo !== null && <div><dt>Undo</dt><dd>{run.undo.refusal ?? `Until ${inWords(run.undo.until)}`}</dd></div>}
    </dl>
    {run.state === 'dropped' && <p>It was never applied. Its files are deleted.</p>}
    {run.preview !== null && run.state !== 'dropped' && (
      <section class='stack' aria-labelledby='did'>
        <h2 id='did'>What it did</h2>
        <Figures preview={run.preview} />
        <EffectTable run={run} preview={run.preview} />
        {run.files.some(({ columns }) => columns.length > 0) && <LeftOutLink run={run} preview={run.preview} />}
      </section>
    )}
    <p class='row'>
      {run.undo?.refusal === null && <ButtonLink look='quiet' href={`/people/imports/${run.runId}/undo`}>Undo this import</ButtonLink>}
      <ButtonLink look='quiet' href='/people/health'>See the health of the data</ButtonLink>
      <ButtonLink look='quiet' href='/people/imports'>All imports</ButtonLink>
    </p>
  </Page>
)

export const UndoPage = ({ run, problem }: { run: ImportRunReply, problem: string | null }) => (
  <Page>
    <Crumbs crumbs={[crumbs.people, crumbs.imports, { href: `/people/imports/${run.runId}`, name: `Import ${run.number}` }, { name: 'Undo' }]} />
    <ErrorSummary title='The import was not undone' findings={problem === null ? [] : [{ sentence: problem }]} />
    <Opening title={`Undo import ${run.number}`}><p>People and units become what they were before it, as a new version.</p></Opening>
    {run.preview !== null && (
      <ul>
        <li>{counted(run.preview.people.added, 'person', 'people')} who came with it {run.preview.people.added === 1 ? 'leaves' : 'leave'}.</li>
        <li>{counted(run.preview.people.ended, 'person', 'people')} who left {run.preview.people.ended === 1 ? 'is' : 'are'} back, with the first day and the sign-in they had.</li>
        <li>{counted(run.preview.people.changed, 'person', 'people')} and {counted(run.preview.units.changed + run.preview.units.added + run.preview.units.ended, 'unit')} get back what they were.</li>
        <li>People: {count(run.preview.peopleAfter)} now, {count(run.preview.peopleBefore)} then.</li>
      </ul>
    )}
    <p>A wave that is open keeps the people it was launched with.</p>
    <form method='post' action={`/people/imports/${run.runId}/undo`}>
      <div class='row'><Button>Undo this import</Button><ButtonLink look='quiet' href={`/people/imports/${run.runId}`}>Keep it</ButtonLink></div>
    </form>
  </Page>
)

export const RunsPage = ({ runs, next, later }: ImportRunsReply & { later: boolean }) => (
  <Page wide={runs.length > 0}>
    <Crumbs crumbs={[crumbs.people, { name: 'Imports' }]} />
    <Opening title='Imports'><p>What came in, who brought it, and what it changed.</p></Opening>
    <p class='row'><ButtonLink href='/people/imports/new'>Import people</ButtonLink></p>
    {runs.length === 0
      ? <p class='soft'>{later ? 'There are no more.' : 'Nothing has been imported yet.'}</p>
      : (
        <Table id='runs' caption='Newest first, times in UTC' columns={[{ key: 'n', head: 'Import' }, { key: 's', head: 'State' }, { key: 'w', head: 'When' }, { key: 'b', head: 'By' }, ...['New', 'Changed', 'Left', 'Rows left out'].map(head => ({ key: head, head, number: true }))]}
          rows={runs.map(run => ({
            key: run.runId,
            cells: [
              <a class='cell-link' href={`/people/imports/${run.runId}`}>Import {run.number}</a>, <State state={run.state} />, momentInWords(run.appliedAt ?? run.startedAt), run.startedBy ?? 'Not in the directory',
              ...run.preview === null ? ['', '', '', ''] : [run.preview.people.added, run.preview.people.changed, run.preview.people.ended, run.preview.leftOut].map(count)
            ]
          }))} />
      )}
    {next !== null && <p><ButtonLink look='quiet' href={address('/people/imports', { after: String(next) })}>Show earlier imports</ButtonLink></p>}
  </Page>
)

export const EffectsPage = ({ run, list: { kind, total, effects, next } }: { run: ImportRunReply, list: EffectsReply }) => {
  const { title, columns: [who, before, after] } = kindWords[kind]
  const heads = [{ key: 'n', head: who }, { key: 'i', head: 'Id' }, ...before === null ? [] : [{ key: 'b', head: before }], ...after === null ? [] : [{ key: 'a', head: after }]]
  return (
    <Page wide>
      <Crumbs crumbs={[crumbs.people, crumbs.imports, { href: `/people/imports/${run.runId}`, name: `Import ${run.number}` }, { name: title }]} />
      <Opening title={title}><p>{count(total)}{run.preview !== null && kind === 'leaves' && ` of ${count(run.preview.peopleBefore)} people (${shareOf(total, run.preview.peopleBefore)})`} in import {run.number}{run.state === 'applied' || run.state === 'undone' ? '' : '. Nothing has been written yet'}.</p></Opening>
      {effects.length === 0
        ? <p class='soft'>{total === 0 ? 'There are none.' : 'There are no more, or their names are not kept any longer.'}</p>
        : <Table id='effects' caption='In the order of their names' columns={heads}
            rows={effects.map(effect => ({ key: effect.id, cells: [effect.name, <code>{effect.id}</code>, ...before === null ? [] : [effect.before ?? 'none'], ...after === null ? [] : [effect.after ?? 'none']] }))} />}
      {next !== null && <p><ButtonLink look='quiet' href={address(`/people/imports/${run.runId}/effects/${kind}`, { after: String(next) })}>Show more</ButtonLink></p>}
      <p class='row'><ButtonLink look='quiet' href={`/people/imports/${run.runId}`}>Back to import {run.number}</ButtonLink></p>
    </Page>
  )
}
