import type { ImportFile, ImportRunReply } from '@weft/contracts/directory/api'
import { Button, CheckboxGroup, ErrorSummary, Notice, SelectField } from '@weft/service-kit/page/controls'
import { listed } from '../frame/words.ts'
import { ImportFrame } from './import-frame.page.tsx'
import { personFields, unitFields } from './words.ts'

type Finding = { at?: string, sentence: string }
type ColumnsProps = { run: ImportRunReply, findings: readonly Finding[] }

const sources = {
  guess: 'These are guesses, made from the names of the columns. Look at the samples before you go on.',
  earlier: 'As in your latest import. All its columns are here.',
  chosen: 'As you chose.'
}

export const ColumnsPage = ({ run, findings }: ColumnsProps) => (
  <ImportFrame step={2} title='Which column is which?' run={run}>
    <ErrorSummary title='Some columns are still open' findings={findings} />
    <Notice tone={run.mappingFrom === 'guess' ? 'warn' : 'plain'} title={sources[run.mappingFrom]}>
      {run.missing.length > 0 && <p>Not found yet: {listed(run.missing.map(labelOf))}.</p>}
    </Notice>
    {run.files.filter(({ encoding }) => encoding === 'windows-1252').map(({ name, file }) => (
      <Notice key={file} title={`${name} was read as Windows-1252`}><p>It is not UTF-8. Look whether letters like é and ü are right in the samples.</p></Notice>
    ))}
    <form method='post' action={`/people/imports/${run.runId}/columns`}>
      {run.files.map(file => <FileFields key={file.file} file={file} run={run} findings={findings} />)}
      <Button>Use these columns</Button>
    </form>
  </ImportFrame>
)

const labelOf = ({ file, field }: ImportRunReply['missing'][number]): string => (file === 'people' ? personFields as Record<string, { label: string }> : unitFields as Record<string, { label: string }>)[field]?.label ?? field

const FileFields = ({ file, run: { mapping, mappingFrom }, findings }: { file: ImportFile, run: ImportRunReply, findings: readonly Finding[] }) => {
  const fields = file.file === 'people' ? personFields : unitFields
  const chosen: Readonly<Record<string, string | undefined>> = mapping[file.file]?.fields ?? {}
  const bands = file.file === 'people' ? mapping.people?.bands.map(({ column }) => column) ?? [] : null
  const choices = [{ value: '', label: 'Not in this file' }, ...file.columns.map(({ column }) => ({ value: column, label: column }))]
  return (
    <fieldset class='columns-of'>
      <legend>{file.file === 'people' ? 'People' : 'Units'} in {file.name}</legend>
      {Object.entries(fields).map(([field, { label, hint }]) => {
        const column = chosen[field]
        const name = `${file.file}.${field}`
        const problem = findings.find(({ at }) => at === name)?.sentence
        return <SelectField key={field} {...{ name, label, choices, problem }} value={column ?? ''} hint={<><Samples file={file} column={column} guessed={mappingFrom === 'guess'} />{hint !== undefined && <> {hint}</>}</>} />
      })}
      {bands !== null && <Bands file={file} used={Object.values(chosen).filter(column => column !== undefined)} bands={bands} />}
    </fieldset>
  )
}

const Samples = ({ file, column, guessed }: { file: ImportFile, column: string | undefined, guessed: boolean }) => {
  const samples = file.columns.find(one => one.column === column)?.samples
  if (samples === undefined) return null
  return <>{guessed && <b class='guess'>Guess. </b>}{samples.length === 0 ? 'This column is empty.' : `In the file: ${samples.join(' · ')}.`}</>
}

const Bands = ({ file, used, bands }: { file: ImportFile, used: readonly string[], bands: readonly string[] }) => {
  const open = file.columns.filter(({ column }) => !used.includes(column)).slice(0, 60)
  if (open.length === 0) return null
  return <CheckboxGroup name='bands' label='Bands' hint='Coarse properties, such as region, that a wave may show groups by. What is not chosen here is not kept.' value={bands} choices={open.map(({ column, samples }) => ({ value: column, label: <>{column} <span class='soft small'>{samples.join(' · ')}</span></> }))} />
}
