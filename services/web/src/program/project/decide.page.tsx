import type { InitiativeReply } from '@weft/contracts/program/initiative-api'
import { Button, Field, RadioGroup, SelectField, TextArea, type Finding } from '@weft/service-kit/page/controls'
import { becomesWords, goesOn, ownerOf } from './words.ts'

/** `others`: projects that this one may be merged into; null: too many for a list, so it is told by its number. */
export type DecideView = { others: readonly { initiativeId: string, number: number, title: string }[] | null, form: { kind: string, into: string, owner: string, reason: string } }
type FormProps = { project: InitiativeReply, problems: readonly Finding[] }

/** What becomes of a project. The reason is always asked for; everything can be decided otherwise later. */
export const DecideForm = ({ project, view: { others, form }, problems }: FormProps & { view: DecideView }) => {
  const at = (name: string) => problems.find(problem => problem.at === name)?.sentence
  const isOpen = project.state === 'undecided'
  const kinds = [
    { value: 'keep', state: 'kept', label: 'Keep: it goes on in the program as it is' },
    { value: 'merge', state: '', label: 'Merge: it goes on as part of another project' },
    { value: 'adopt', state: 'adopted', label: 'Adopt: the program takes it on, with somebody who leads it' },
    { value: 'retire', state: 'retired', label: 'Retire: it ends' },
    { value: 'reject', state: 'rejected', label: 'Reject: it does not belong in a program for customers' },
    ...isOpen ? [] : [{ value: 'reopen', state: '', label: 'Reopen: undo the decision and decide later' }]
  ].filter(({ state }) => state !== project.state)
  return (
    <section class='stack' aria-labelledby='decide'>
      <h2 id='decide'>{isOpen ? 'Decide' : goesOn(project.state) ? 'Decide otherwise' : 'Undo or decide otherwise'}</h2>
      <form method='post' action={`/program/projects/${project.initiativeId}/decide`}>
        <input type='hidden' name='version' value={project.version} />
        <RadioGroup name='kind' label='What becomes of it?' choices={kinds.map(({ value, label }) => ({ value, label }))} value={form.kind} required problem={at('kind')} />
        {others === null
          ? <Field name='into' label='Merge into project number' hint='Only for a merge: its number stands beside its name in the list.' value={form.into} maxlength={9} short problem={at('into')} />
          : <SelectField name='into' label='Merge into' hint='Only for a merge.' value={form.into} choices={[{ value: '', label: 'Choose a project' }, ...others.map(({ initiativeId, number, title }) => ({ value: initiativeId, label: `${title} (project ${number})` }))]} problem={at('into')} />}
        {ownerOf(project) === null && <Field name='owner' label='Who leads it from now on' hint='Only when it is adopted: nobody leads it yet.' value={form.owner} maxlength={200} problem={at('owner')} />}
        <TextArea name='reason' label='Why' hint='It stays in the history. Whoever worked on it will read it.' value={form.reason} required maxlength={1_000} rows={3} problem={at('reason')} />
        <Button>Record this decision</Button>
      </form>
    </section>
  )
}

export const BecomesForm = ({ project: { initiativeId, version, becomes }, problems }: FormProps) => (
  <section class='stack' aria-labelledby='becomes'>
    <h2 id='becomes'>What it becomes</h2>
    <p>A project of the program serves a priority, is a milestone of the plan, or is somebody’s commitment.</p>
    <form method='post' action={`/program/projects/${initiativeId}/becomes`}>
      <input type='hidden' name='version' value={version} />
      <SelectField name='becomesKind' label='It becomes a' value={becomes?.kind ?? ''} choices={[{ value: '', label: 'Nothing yet' }, ...Object.entries(becomesWords).map(([value, label]) => ({ value, label }))]} />
      <Field name='becomesText' label='Which one' hint='Its name, as on the page of priorities or of the plan.' value={becomes?.text ?? ''} maxlength={200} problem={problems.find(({ at }) => at === 'becomesText')?.sentence} />
      <Button look='quiet'>Save the link</Button>
    </form>
  </section>
)
