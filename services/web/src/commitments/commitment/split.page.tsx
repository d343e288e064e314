import type { CommitmentItem } from '@weft/contracts/commitments/commitment-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, Field, TextArea, type Finding } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { CommitmentsPage } from '../commitments-page.page.tsx'

export type SplitForm = { ids: readonly string[], wordings: readonly string[], measures: readonly string[] }
type View = { roles: readonly RoleName[], one: CommitmentItem, form: SplitForm, problems: readonly Finding[] }

/** Fewer would be no split. */
const NEEDED = 2

/** /commitments/:commitmentId/split: two to five parts; what stays empty is no part. */
export const SplitPage = ({ roles, one, form, problems }: View) => (
  <CommitmentsPage roles={roles} here='/commitments'>
    <ErrorSummary title='It was not split' findings={problems} />
    <Crumbs crumbs={[{ href: '/commitments', name: 'My commitments' }, { href: `/commitments/${one.commitmentId}`, name: 'One of them' }, { name: 'Split' }]} />
    <Opening title='Split it into parts'><p>{one.wording}</p></Opening>
    <p>Each part begins, falls due and stands where this one does. Together they weigh what it weighs. Leave empty what you do not need.</p>
    <form method='post' action={`/commitments/${one.commitmentId}/split`}>
      <input type='hidden' name='version' value={String(one.version)} />
      {form.ids.slice(0, NEEDED).map((id, place) => <Part key={id} {...{ id, place, form }} />)}
      <details class='more' open={form.wordings.slice(NEEDED).some(wording => wording !== '')}>
        <summary>Three parts or more</summary>
        <div class='stack'>{form.ids.slice(NEEDED).map((id, place) => <Part key={id} {...{ id, form }} place={place + NEEDED} />)}</div>
      </details>
      <Button>Split this commitment</Button>
    </form>
  </CommitmentsPage>
)

const Part = ({ id, place, form }: { id: string, place: number, form: SplitForm }) => (
  <fieldset class='stack stack-tight'>
    <legend>Part {place + 1}{place >= NEEDED && ', if you need it'}</legend>
    <input type='hidden' name={`id${place}`} value={id} />
    <TextArea name={`wording${place}`} label='What will you do?' value={form.wordings[place] ?? ''} maxlength={400} rows={2} />
    <Field name={`measure${place}`} label='How will you see it?' value={form.measures[place] ?? ''} maxlength={200} />
  </fieldset>
)
