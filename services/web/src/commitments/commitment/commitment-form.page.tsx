import { horizon, type Horizon } from '@weft/contracts/commitments/commitment-api'
import type { Suggestions } from '@weft/contracts/commitments/suggestion-api'
import { disciplines } from '@weft/contracts/program/discipline-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ErrorSummary, Field, RadioGroup, SelectField, TextArea, type Finding } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { inWords } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { examples } from './examples.ts'
import type { CommitmentForm } from './form.ts'
import { benefitNames, horizonNames, seenBy, weightNames } from './words.ts'

export type FormView = {
  roles: readonly RoleName[], form: CommitmentForm, problems: readonly Finding[], suggestions: Suggestions, ends: Record<Exclude<Horizon, 'beyond'>, string>, boss: string | null,
  /** What is there already: null for a new one. */ state: 'draft' | 'open' | null, /** It has a milestone already. */ hasMilestone: boolean
}

/** Write one, or change one: the words first, what is rarely needed behind "More". */
export const CommitmentFormPage = (view: FormView) => {
  const { roles, form, problems, state } = view
  const action = state === null ? '/commitments/new' : `/commitments/${form.commitmentId}/change`
  return (
    <CommitmentsPage roles={roles} here='/commitments'>
      <ErrorSummary title='Nothing was saved yet. What you wrote is still here' findings={problems} />
      <Crumbs crumbs={[{ href: '/commitments', name: 'My commitments' }, { name: state === null ? 'New' : 'Change' }]} />
      <Opening title={state === null ? 'Write one commitment' : 'Change it'}>
        <p>{state === 'open' ? 'New words hold from now on. A new date, horizon or weight counts from the next quarter.' : 'One thing you will do, that a customer or a colleague will notice.'}</p>
      </Opening>
      {state === null && <Examples view={view} />}
      <form method='post' action={action} class='commitment-form'>
        <input type='hidden' name='commitmentId' value={form.commitmentId} /><input type='hidden' name='milestoneId' value={form.milestoneId} /><input type='hidden' name='version' value={form.version} />
        <Words view={view} />
        <More view={view} />
        <p class='soft'>Who can see this: {seenBy(view.boss)}. A draft is yours alone. Everybody else sees only figures of groups of five people or more.</p>
        <p class='row'>{state === 'open' ? <Button name='make' value='no'>Save the change</Button> : <><Button name='make' value='yes'>Make this commitment</Button><Button look='quiet' name='make' value='no'>Save as a draft</Button></>}</p>
      </form>
    </CommitmentsPage>
  )
}

const at = ({ problems }: FormView) => (name: string) => ({ problem: problems.find(one => one.at === name)?.sentence })

const Words = ({ view }: { view: FormView }) => {
  const [{ form, ends, hasMilestone }, problem] = [view, at(view)]
  const label = (one: Horizon) => one === 'beyond' ? 'Beyond, with a first milestone' : view.state === 'open' ? horizonNames[one] : `${horizonNames[one]}, by ${inWords(ends[one])}`
  return (
    <>
      <TextArea name='wording' label='What will you do?' hint='When …, I will …' value={form.wording} required maxlength={400} rows={3} {...problem('wording')} />
      <Field name='measure' label='How will you see that it worked?' hint='For example: calls made before the customer asks.' value={form.measure} required maxlength={200} {...problem('measure')} />
      <RadioGroup name='benefits' label='Who benefits?' required value={form.benefits} choices={Object.entries(benefitNames).map(([value, name]) => ({ value, label: name }))} {...problem('benefits')} />
      <RadioGroup name='horizon' label='By when?' required value={form.horizon} choices={horizon.options.map(value => ({ value, label: label(value) }))} {...problem('horizon')} />
      <div class='if-beyond stack'>
        <Field name='milestone' label={hasMilestone ? 'One more milestone, if you like' : 'First milestone'} hint='For “beyond” only: what will be there within twelve months.' value={form.milestone} maxlength={200} {...problem('milestone')} />
        <Field name='milestoneOn' type='date' label='By which day' value={form.milestoneOn} short {...problem('milestoneOn')} />
      </div>
      <SelectField name='discipline' label='Which discipline does it help?' value={form.discipline} choices={[{ value: '', label: 'None in particular' }, ...disciplines.map(({ id, name }) => ({ value: id, label: name }))]} {...problem('discipline')} />
    </>
  )
}

const More = ({ view }: { view: FormView }) => {
  const [{ form, suggestions: { priorities, practices }, problems }, problem] = [view, at(view)]
  const inside = ['dueOn', 'priorityId', 'practiceId', 'weight']
  const open = problems.some(one => one.at !== undefined && inside.includes(one.at)) || form.practiceId !== '' || form.priorityId !== ''
  return (
    <details class='more' open={open}>
      <summary>More: weight, another date{priorities.length > 0 && ', priority'}{practices.length > 0 && ', practice'}</summary>
      <div class='stack'>
        <RadioGroup name='weight' label='How much is it?' hint='You propose it, your boss agrees to it.' value={form.weight} choices={Object.entries(weightNames).map(([value, name]) => ({ value, label: name }))} {...problem('weight')} />
        <div class='unless-beyond'><Field name='dueOn' type='date' label='Another date' hint='Leave it empty for the date of the horizon. At most a month later.' value={form.dueOn} short {...problem('dueOn')} /></div>
        {priorities.length > 0 ? <SelectField name='priorityId' label='Which priority does it serve?' value={form.priorityId} choices={[{ value: '', label: 'None' }, ...kept(form.priorityId, priorities.map(one => ({ value: one.priorityId, label: one.title })))]} {...problem('priorityId')} /> : <input type='hidden' name='priorityId' value={form.priorityId} />}
        {practices.length > 0 ? <SelectField name='practiceId' label='Which practice of your unit is it?' value={form.practiceId} choices={[{ value: '', label: 'None' }, ...kept(form.practiceId, practices.map(one => ({ value: one.practiceId, label: one.title })))]} {...problem('practiceId')} /> : <input type='hidden' name='practiceId' value={form.practiceId} />}
      </div>
    </details>
  )
}

/** What was chosen before and is not offered any more stays chosen. */
const kept = (value: string, choices: { value: string, label: string }[]) => value === '' || choices.some(one => one.value === value) ? choices : [...choices, { value, label: 'As before' }]

/** Three for each discipline; those with most room to grow in the unit come first. They can be copied, and nothing is chosen by them. */
const Examples = ({ view: { form, suggestions: { lowest, practices } } }: { view: FormView }) => {
  const first = form.discipline === '' ? lowest?.disciplines.map(({ discipline }) => discipline) ?? [] : [form.discipline]
  const ordered = disciplines.toSorted((a, b) => place(first, a.id) - place(first, b.id))
  const practice = practices.find(({ practiceId }) => practiceId === form.practiceId)
  return (
    <>
      {practice !== undefined && <section class='stack stack-tight card' aria-labelledby='practice'><h2 id='practice' class='small-head'>{practice.title}</h2><p class='as-written'>{practice.what}</p><p class='small soft'>{practice.when}. {practice.unitName} works by it.</p></section>}
      <details class='more'>
        <summary>Need an idea? Three for each discipline</summary>
        <div class='stack'>{ordered.map(({ id, name }) => <section key={id} class='stack stack-tight' aria-label={name}><h3>{name}</h3><ul>{examples[id].map(example => <li key={example}>{example}</li>)}</ul></section>)}</div>
      </details>
    </>
  )
}
const place = (first: readonly string[], id: string) => first.includes(id) ? first.indexOf(id) : first.length
