import { Button, FileField, Notice } from '@weft/service-kit/page/controls'
import { Findings } from '../frame/problem.page.tsx'
import type { Refused } from '../frame/refused.ts'
import { ImportFrame } from './import-frame.page.tsx'

export const UploadPage = ({ outcome }: { outcome: Refused | null }) => (
  <ImportFrame step={1} title='Import people' run={null}>
    {outcome !== null && (
      <>
        <Notice tone='bad' role='alert' title='The files could not be read'><p data-focus tabIndex={-1}>{outcome.sentence} <code>{outcome.code}</code></p></Notice>
        <Findings problems={outcome.problems} />
      </>
    )}
    <form method='post' action='/people/imports' encType='multipart/form-data'>
      <FileField name='people' label='People' accept='.csv,.txt,text/csv' required={false} hint='Everybody who belongs to the organisation now, one row each. Who is missing in it leaves.' />
      <FileField name='units' label='Units' accept='.csv,.txt,text/csv' required={false} hint='Leave it empty and units stay as they are.' />
      <Button>Upload and match columns</Button>
    </form>
    <section class='stack stack-tight' aria-labelledby='takes'>
      <h2 id='takes'>What a file can be</h2>
      <p>An export as your HR system writes it: you say next which column is which. CSV with commas, semicolons or tabs; UTF-8, UTF-16 or Windows-1252; at most 64 MB and 200,000 rows.</p>
      <p>To see one, take a sample: <a href='/people/samples/people.csv' download>people.csv</a> and <a href='/people/samples/units.csv' download>units.csv</a>.</p>
    </section>
  </ImportFrame>
)
