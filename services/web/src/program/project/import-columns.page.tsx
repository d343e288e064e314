import { portfolioField, type PortfolioField, type PortfolioFile, type PortfolioImportReply } from '@weft/contracts/program/portfolio-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, Field, FileField, Notice, SelectField, type Finding } from '@weft/service-kit/page/controls'
import { listed } from '../../frame/words.ts'
import { Findings } from '../../frame/problem.page.tsx'
import type { Refused } from '../../frame/refused.ts'
import { ImportFrame } from './import-frame.page.tsx'
import { formatWords } from './words.ts'

export const UploadPage = ({ roles, outcome }: { roles: readonly RoleName[], outcome: Refused | null }) => (
  <ImportFrame roles={roles} step={1} title='Import projects' run={null}>
    {outcome !== null && (
      <>
        <Notice tone='bad' role='alert' title='The files could not be read'><p data-focus tabIndex={-1}>{outcome.sentence} <code>{outcome.code}</code></p></Notice>
        <Findings problems={outcome.problems} />
      </>
    )}
    <form method='post' action='/program/projects/imports' encType='multipart/form-data'>
      <FileField name='files' label='First file' accept='.csv,.txt,text/csv' hint='One list of projects, as its tool writes it.' />
      <FilesMore />
      <Button>Upload and match columns</Button>
    </form>
    <section class='stack stack-tight' aria-labelledby='takes'>
      <h2 id='takes'>What a file can be</h2>
      <ul>
        <li>A list of your own, from Excel or another spreadsheet, saved as CSV.</li>
        <li>Jira: in the list of issues, Export, CSV (all fields).</li>
        <li>MS Project: Save as CSV, with the columns Name, Start, Finish, Resource Names, Notes, Cost and Outline Level.</li>
        <li>OpenProject: in the table of work packages, Export, CSV.</li>
      </ul>
      <p>Commas, semicolons or tabs; UTF-8, UTF-16 or Windows-1252; at most 10 MB each and 5,000 rows together.</p>
    </section>
  </ImportFrame>
)

// The same name for each: a form sends them one after the other, and empty ones count for nothing.
const FilesMore = () => <>{[2, 3, 4].map(place => (
  <div key={place} class='field'><label class='label' for={`files-${place}`}>File {place}, if there is one</label><input class='input' id={`files-${place}`} name='files' type='file' accept='.csv,.txt,text/csv' /></div>
))}</>

const fieldWords: Record<PortfolioField, { label: string, hint?: string }> = {
  title: { label: 'Name of the project' }, goal: { label: 'Goal', hint: 'A sponsor or customers said inside the text ("Sponsor: …", "For: …") are read out.' }, owner: { label: 'Owner' }, sponsor: { label: 'Sponsor' }, unit: { label: 'Unit' }, customers: { label: 'Customers' }, segments: { label: 'Segments' },
  disciplines: { label: 'Disciplines' }, budget: { label: 'Budget' }, start: { label: 'Start' }, end: { label: 'End' }, status: { label: 'Status' }, key: { label: 'Key', hint: 'By it a row is known the next time.' },
  type: { label: 'Type', hint: 'Tasks and sub-tasks are no projects.' }, level: { label: 'Outline level', hint: 'What is below 1 is a part of a project.' }, parent: { label: 'Part of', hint: 'What is part of another row is no project of its own.' }
}
const sources = { guess: 'These are guesses, made from the names of the columns.', earlier: 'As in your latest import of such a file.', chosen: 'As you chose.' }
type ColumnsProps = { roles: readonly RoleName[], run: PortfolioImportReply, findings: readonly Finding[] }

export const ColumnsPage = ({ roles, run, findings }: ColumnsProps) => (
  <ImportFrame roles={roles} step={2} title='Which column is which?' run={run}>
    <ErrorSummary title='Some columns are still open' findings={findings} />
    <form method='post' action={`/program/projects/imports/${run.runId}/columns`}>
      {run.files.map((file, place) => <FileFields key={place} file={file} place={place} findings={findings} />)}
      <Button>Use these columns</Button>
    </form>
  </ImportFrame>
)

/** What the pages that follow ask for; the rest of what no column was found for stands folded. */
const always: readonly PortfolioField[] = ['title', 'goal', 'owner', 'sponsor', 'unit', 'customers']

const FileFields = ({ file, place, findings }: { file: PortfolioFile, place: number, findings: readonly Finding[] }) => {
  const { reading, readingFrom, columns } = file
  const choices = [{ value: '', label: 'Not in this file' }, ...columns.map(({ column }) => ({ value: column, label: column }))]
  const problemOf = (name: string) => findings.find(({ at }) => at === `${place}.${name}`)?.sentence
  const folded = portfolioField.options.filter(field => !always.includes(field) && reading.fields[field] === undefined)
  const choose = (field: PortfolioField) => {
    const column = reading.fields[field]
    return <SelectField key={field} name={`${place}.${field}`} label={fieldWords[field].label} choices={choices} value={column ?? ''} problem={problemOf(field)} hint={<><Samples file={file} column={column} /> {fieldWords[field].hint}</>} />
  }
  return (
    <fieldset class='columns-of columns-pairs'>
      <legend>{file.name}</legend>
      <p class='hint'>{formatWords[reading.format]}. {sources[readingFrom]}{file.encoding === 'windows-1252' && ' Read as Windows-1252: look whether é and ü are right in the samples.'}</p>
      {portfolioField.options.filter(field => !folded.includes(field)).map(choose)}
      <Field name={`${place}.currency`} label='Currency of budgets that name none' hint={<>{readingFrom === 'guess' && <b class='guess'>Guess. </b>}Three letters, such as EUR, or empty.</>} value={reading.currency ?? ''} maxlength={3} short problem={problemOf('currency')} />
      <SelectField name={`${place}.times`} label='Budgets are in' short choices={[{ value: '1', label: 'Ones' }, { value: '1000', label: 'Thousands' }, { value: '1000000', label: 'Millions' }]} value={String(reading.times)} />
      <SelectField name={`${place}.dates`} label='3/4/27 is' short choices={[{ value: 'day-first', label: '3 April' }, { value: 'month-first', label: '4 March' }]} value={reading.dates} />
      {folded.length > 0 && (
        <details class='more' open={folded.some(field => problemOf(field) !== undefined)}>
          <summary>No column was found for {listed(folded.map(field => fieldWords[field].label.toLowerCase()))}</summary>
          <div class='columns-pairs'>{folded.map(choose)}</div>
        </details>
      )}
      <input type='hidden' name={`${place}.format`} value={reading.format} />
    </fieldset>
  )
}

const Samples = ({ file: { columns, readingFrom }, column }: { file: PortfolioFile, column: string | undefined }) => {
  const samples = columns.find(one => one.column === column)?.samples
  if (samples === undefined) return null
  return <>{readingFrom === 'guess' && <b class='guess'>Guess. </b>}{samples.length === 0 ? 'This column is empty.' : `In the file: ${samples.join(' · ')}.`}</>
}
