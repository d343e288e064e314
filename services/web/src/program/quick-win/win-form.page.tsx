import { disciplines } from '@weft/contracts/program/discipline-api'
import { prompts } from '@weft/contracts/program/win-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, CheckboxGroup, ErrorSummary, Field, RadioGroup, SelectField, TextArea } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { ProgramPage } from '../program-page.page.tsx'
import type { WinForm, WinProblem } from './win-form.ts'

export type WinFormView = {
  roles: readonly RoleName[], form: WinForm, problem: WinProblem | null, practices: readonly { practiceId: string, title: string }[]
  /** In force, and what this one served before. */
  priorities: readonly { priorityId: string, title: string }[]
  /** What is changed, and the version that was open; null for a new one. */
  change: { winId: string, basedOn: string } | null
}

export const WinFormPage = ({ roles, form, problem, practices, priorities, change }: WinFormView) => {
  const at = (name: string) => problem?.at === name ? { problem: problem.sentence } : {}
  return (
    <ProgramPage roles={roles} here='/program/quick-wins'>
      <Crumbs crumbs={[{ href: '/program/quick-wins', name: 'Quick wins' }, { name: change === null ? 'Share' : 'Change' }]} />
      <ErrorSummary title='This was not shared yet' findings={problem === null ? [] : [{ ...(problem.at !== undefined && { at: problem.at }), sentence: problem.sentence }]} />
      <Opening title={change === null ? 'Share a quick win' : 'Change a quick win'}>
        <p>Two minutes. Leave out what would tell which customer it was.</p>
      </Opening>
      <form method='post' action={change === null ? '/program/quick-wins' : `/program/quick-wins/${change.winId}/change`}>
        <RadioGroup name='prompt' label='Which question does it answer?' required value={form.prompt} choices={prompts.map(({ id, name, question }) => ({ value: id, label: <><b>{name}.</b> {question}</> }))} {...at('prompt')} />
        <Field name='headline' label='In one line' value={form.headline} required maxlength={120} {...at('headline')} />
        <TextArea name='story' label='What happened' hint='What was it like before, what did you do, what is it like now? No names of customers, no addresses, no numbers of theirs.' value={form.story} required maxlength={1_000} rows={5} {...at('story')} />
        <SelectField name='discipline' label='Discipline' value={form.discipline} required choices={[{ value: '', label: 'Choose one' }, ...disciplines.map(({ id, name }) => ({ value: id, label: name }))]} {...at('discipline')} />
        <fieldset>
          <legend>What shows it (if something does)</legend>
          <span class='hint'>With a value before and after, or something to look at, it is a win. Without, it is a story.</span>
          <Field name='metricName' label='What was measured' hint='Such as “days until the first answer”.' value={form.metricName} maxlength={80} {...at('metricName')} />
          <Field name='metricBefore' label='Before' value={form.metricBefore} maxlength={40} short {...at('metricBefore')} />
          <Field name='metricAfter' label='After' value={form.metricAfter} maxlength={40} short {...at('metricAfter')} />
          <TextArea name='evidence' label='Something to look at' value={form.evidence} maxlength={300} rows={2} {...at('evidence')} />
          <Field name='link' label='Link' value={form.link} maxlength={500} {...at('link')} />
        </fieldset>
        {practices.length > 0 && <SelectField name='practiceId' label='Practice it belongs to' value={form.practiceId} choices={[{ value: '', label: 'None' }, ...practices.map(({ practiceId, title }) => ({ value: practiceId, label: title }))]} {...at('practiceId')} />}
        {priorities.length > 0 && <SelectField name='priorityId' label='Priority it serves' value={form.priorityId} choices={[{ value: '', label: 'None in particular' }, ...priorities.map(({ priorityId, title }) => ({ value: priorityId, label: title }))]} {...at('priorityId')} />}
        <CheckboxGroup name='named' label='Your name' hint='Without it, readers see “somebody in” your unit where five people or more work in it, else “somebody”. The database keeps who wrote it apart, for you alone.' value={form.named} choices={[{ value: 'yes', label: 'Show my name' }]} />
        <CheckboxGroup name='mayFeature' label='Best practice' value={form.mayFeature} choices={[{ value: 'yes', label: 'The program office may show this as a best practice' }]} />
        {(problem?.code === 'looks-personal' || form.nobodyTold === 'yes') && <CheckboxGroup name='nobodyTold' label='Customers' value={form.nobodyTold} choices={[{ value: 'yes', label: 'I have looked again: no customer can be recognised' }]} />}
        {change !== null && <input type='hidden' name='basedOn' value={change.basedOn} />}
        <Button>{change === null ? 'Share it' : 'Save the change'}</Button>
      </form>
      {change !== null && (
        <section class='stack' aria-labelledby='back'>
          <h2 id='back'>Take it back</h2>
          <p>Its text, its thanks and who does it too are deleted.</p>
          <form class='inline' method='post' action={`/program/quick-wins/${change.winId}/withdrawal`}><Button look='grave'>Take it back</Button></form>
        </section>
      )}
    </ProgramPage>
  )
}
