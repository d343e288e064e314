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
  const title = isOpen ? 'Decide' : goesOn(project.state) ? 'Decide otherwise' : 'Undo or decide otherwise'
  const fields = (
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
  )
  // What is decided is there to be read; who wants to decide otherwise opens the form.
  return isOpen
    ? <section class='stack' aria-labelledby='decide'><h2 id='decide'>{title}</h2>{fields}</section>
    : <details class='more' open={problems.length > 0}><summary>{title}</summary>{fields}</details>
}

/** What a project can become, with its id: priorities in force, milestones of the approved plan. */
export type Targets = { priorities: readonly { priorityId: string, title: string }[], milestones: readonly { milestoneId: string, title: string }[] }

export const BecomesForm = ({ project: { initiativeId, version, becomes }, targets: { priorities, milestones }, typed, problems }: FormProps & { targets: Targets, typed: { becomes: string, words: string } | null }) => (
  <section class='stack' aria-labelledby='becomes'>
    <h2 id='becomes'>What it becomes</h2>
    <p>A project of the program serves a priority, is a milestone of the plan, or is somebody’s commitment.</p>
    <form method='post' action={`/program/projects/${initiativeId}/becomes`}>
      <input type='hidden' name='version' value={version} />
      <SelectField name='becomes' label='It becomes' value={typed?.becomes ?? chosenOf(becomes)} problem={problems.find(({ at }) => at === 'becomes')?.sentence} choices={[
        { value: '', label: 'Nothing yet' },
        ...priorities.map(({ priorityId, title }) => ({ value: `priority ${priorityId}`, label: `Priority: ${title}` })),
        ...milestones.map(({ milestoneId, title }) => ({ value: `milestone ${milestoneId}`, label: `Milestone: ${title}` })),
        ...(['commitment', 'milestone', 'priority'] as const).map(kind => ({ value: kind, label: `A ${kind}, in words` })),
        ...becomes?.id == null || [...priorities.map(one => one.priorityId), ...milestones.map(one => one.milestoneId)].includes(becomes.id) ? [] : [{ value: chosenOf(becomes), label: `${becomesWords[becomes.kind]}: ${becomes.text ?? 'linked'} (not there any more)` }]
      ]} />
      <Field name='words' label='In words' hint='Only where you chose “in words”: whose commitment it is, or what has no page yet.' value={typed?.words ?? (becomes?.id === null ? becomes.text ?? '' : '')} maxlength={200} problem={problems.find(({ at }) => at === 'words')?.sentence} />
      <Button look='quiet'>Save the link</Button>
    </form>
  </section>
)

/** How a link stands in the list: its kind, and its id where it has one. */
export const chosenOf = (becomes: InitiativeReply['becomes']): string => becomes === null ? '' : becomes.id === null ? becomes.kind : `${becomes.kind} ${becomes.id}`
