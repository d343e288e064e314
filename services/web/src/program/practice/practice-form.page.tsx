import { disciplines } from '@weft/contracts/program/discipline-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, Field, SelectField, TextArea } from '@weft/service-kit/page/controls'
import { may } from '../../access/may.ts'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { ProgramPage } from '../program-page.page.tsx'
import type { FormProblem, PracticeForm } from './form.ts'

export type PracticeFormView = {
  roles: readonly RoleName[], form: PracticeForm, problem: FormProblem | null
  /** What is changed, and the version that was open; null for a new one. */
  change: { practiceId: string, title: string, basedOn: string } | null
}

export const PracticeFormPage = ({ roles, form, problem, change }: PracticeFormView) => {
  const at = (name: string) => problem?.at === name ? { problem: problem.sentence } : {}
  return (
    <ProgramPage roles={roles} here='/program/practices'>
      <Crumbs crumbs={[{ href: '/program/practices', name: 'Practices' }, ...change === null ? [] : [{ href: `/program/practices/${change.practiceId}`, name: change.title }], { name: change === null ? 'Propose' : 'Change the words' }]} />
      <ErrorSummary title='This was not saved' findings={problem === null ? [] : [problem]} />
      <Opening title={change === null ? 'Propose a practice' : 'Change the words'}>
        <p>{change === null ? 'Say what somebody could see us do. One practice is one thing.' : 'The words before stay readable, and units keep their own wording.'}</p>
      </Opening>
      <form method='post' action={change === null ? '/program/practices' : `/program/practices/${change.practiceId}/words`}>
        <Field name='title' label='Title' hint='Two to five words, such as “Open with a customer”.' value={form.title} required maxlength={120} {...at('title')} />
        <TextArea name='what' label='What we do' hint='So that somebody new could do it tomorrow. At most 600 characters.' value={form.what} required maxlength={600} {...at('what')} />
        <Field name='when' label='When' hint='A day, an occasion or a trigger.' value={form.when} required maxlength={200} {...at('when')} />
        {change === null && <SelectField name='discipline' label='Discipline' value={form.discipline} required choices={[{ value: '', label: 'Choose one' }, ...disciplines.map(({ id, name }) => ({ value: id, label: name }))]} {...at('discipline')} />}
        <TextArea name='example' label='An example (if there is one)' hint='What happened once. Leave out what would tell which customer it was.' value={form.example} maxlength={600} rows={3} {...at('example')} />
        {change !== null && <input type='hidden' name='basedOn' value={change.basedOn} />}
        <div class='row'>
          {change !== null
            ? <Button>Save the words</Button>
            : <><Button name='way' value='propose'>Propose it</Button>{may(roles, 'lead-part') && <Button look='quiet' name='way' value='accept'>Add it to the library</Button>}</>}
        </div>
      </form>
    </ProgramPage>
  )
}
