import { disciplines } from '@weft/contracts/program/discipline-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, CheckboxGroup, ErrorSummary, Field, TextArea, type Finding } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { ProgramPage } from '../program-page.page.tsx'
import { UnitField, type UnitChoices } from '../unit-field.page.tsx'
import type { ProjectForm } from './form.ts'

type FormProps = { roles: readonly RoleName[], units: UnitChoices, form: ProjectForm, problems: readonly Finding[], /** Null: a new one. */ initiativeId: string | null }

/** Adds a project by hand, or changes what is written of one. Only its name has to be there: what is missing is shown until it is said. */
export const ProjectFormPage = ({ roles, units, form, problems, initiativeId }: FormProps) => {
  const at = (name: string) => problems.find(problem => problem.at === name)?.sentence
  const home = initiativeId === null ? '/program/projects' : `/program/projects/${initiativeId}`
  return (
    <ProgramPage roles={roles} here='/program/projects'>
      <Crumbs crumbs={[{ href: '/program/projects', name: 'Projects' }, ...initiativeId === null ? [] : [{ href: home, name: form.title }], { name: initiativeId === null ? 'New' : 'Change' }]} />
      <ErrorSummary title='The project was not saved' findings={problems} />
      <Opening title={initiativeId === null ? 'Add a project' : 'Change a project'}><p>Only the name has to be there. What is missing is shown until somebody says it.</p></Opening>
      <form method='post' action={initiativeId === null ? '/program/projects' : `${home}/edit`}>
        {initiativeId !== null && <input type='hidden' name='version' value={form.version} />}
        <Field name='title' label='Name' value={form.title} required maxlength={200} problem={at('title')} />
        <TextArea name='goal' label='Goal' hint='What will be better, and for whom?' value={form.goal} maxlength={4_000} rows={5} problem={at('goal')} />
        <Field name='owner' label='Owner' hint='Who leads it.' value={form.owner} maxlength={200} problem={at('owner')} />
        <Field name='sponsor' label='Sponsor' hint='Who stands behind it.' value={form.sponsor} maxlength={200} problem={at('sponsor')} />
        <UnitField units={units} value={form.unitId} none='Not in the directory' problem={at('unitId')} />
        <Field name='unit' label='Unit, if it is not in the list' value={form.unit} maxlength={200} problem={at('unit')} />
        <Field name='customers' label='Customers' hint='For whom it is, in your words.' value={form.customers} maxlength={500} problem={at('customers')} />
        <Field name='segments' label='Segments' hint='Groups of customers, separated by semicolons.' value={form.segments} maxlength={1_000} problem={at('segments')} />
        <CheckboxGroup name='disciplines' label='Disciplines' value={form.disciplines} choices={disciplines.map(({ id, name }) => ({ value: id, label: name }))} problem={at('disciplines')} />
        <Field name='budget' label='Budget' hint='In whole units: 120000, not 120k.' value={form.budget} maxlength={20} short problem={at('budget')} />
        <Field name='budgetCurrency' label='Currency' hint='Three letters, such as EUR.' value={form.budgetCurrency} maxlength={3} short problem={at('budgetCurrency')} />
        <Field name='startsOn' type='date' label='Start' value={form.startsOn} short problem={at('startsOn')} />
        <Field name='endsOn' type='date' label='End' value={form.endsOn} short problem={at('endsOn')} />
        <Field name='status' label='Status' hint='Of the project itself: idea, running, on hold.' value={form.status} maxlength={100} short problem={at('status')} />
        <div class='row'><Button>{initiativeId === null ? 'Add the project' : 'Save the changes'}</Button><ButtonLink look='quiet' href={home}>Back without saving</ButtonLink></div>
      </form>
    </ProgramPage>
  )
}
