import { Button, Field, Tag, Unseen } from '@weft/service-kit/page/controls'
import { inWords } from '../../frame/words.ts'
import type { CommitmentView } from './view.ts'

/** What "beyond" goes by, in the order in which it is due. */
export const Milestones = ({ view }: { view: CommitmentView }) => {
  const { one: { commitment, as, today } } = view
  const writes = as === 'owner' && (commitment.state === 'open' || commitment.state === 'draft')
  return (
    <section class='stack' aria-labelledby='milestones'>
      <h2 id='milestones'>Milestones</h2>
      {commitment.milestones.length === 0 && <p class='soft'>None yet. The first one says when it is due.</p>}
      <ol class='feed'>
        {commitment.milestones.map(milestone => (
          <li key={milestone.milestoneId}>
            <p><strong>{milestone.wording}</strong> <span class='soft'>by {inWords(milestone.dueOn)}</span> {milestone.reachedOn !== null ? <Tag tone='good'>Reached {inWords(milestone.reachedOn)}</Tag> : milestone.dueOn < today && <Tag tone='warn'>Past its date</Tag>}</p>
            {writes && milestone.reachedOn === null && <><Acts view={view} milestoneId={milestone.milestoneId} wording={milestone.wording} /><Change view={view} {...milestone} /></>}
          </li>
        ))}
      </ol>
      {writes && <Add view={view} />}
    </section>
  )
}

const Acts = ({ view: { one: { commitment } }, milestoneId, wording }: { view: CommitmentView, milestoneId: string, wording: string }) => {
  const form = (act: string) => ({ method: 'post' as const, class: 'inline', action: `/commitments/${commitment.commitmentId}/milestones/${milestoneId}/${act}` })
  const version = <input type='hidden' name='version' value={String(commitment.version)} />
  return (
    <div class='row'>
      {commitment.state === 'open' && <form {...form('reached')}>{version}<button class='link' type='submit'>It is reached<Unseen>: {wording}</Unseen></button></form>}
      <form {...form('removal')}>{version}<button class='link' type='submit'>Take it out<Unseen>: {wording}</Unseen></button></form>
    </div>
  )
}

const Change = ({ view: { one: { commitment }, problems, typed }, milestoneId, wording, dueOn }: { view: CommitmentView, milestoneId: string, wording: string, dueOn: string }) => {
  const sent = typed['changed'] === milestoneId ? typed : {}
  const [word, day] = [`milestone-${milestoneId}`, `milestoneOn-${milestoneId}`]
  const at = (name: string) => ({ problem: problems.find(one => one.at === name)?.sentence })
  return (
    <details class='change' open={typed['changed'] === milestoneId}>
      <summary>Change it<Unseen>: {wording}</Unseen></summary>
      <form method='post' action={`/commitments/${commitment.commitmentId}/milestones/${milestoneId}/change`}>
        <input type='hidden' name='version' value={String(commitment.version)} />
        <Field name={word} label='What will be there' required maxlength={200} value={sent[word] ?? wording} {...at(word)} />
        <Field name={day} type='date' label='By which day' hint='At most twelve months from now.' required short value={sent[day] ?? dueOn} {...at(day)} />
        <Button look='quiet'>Save the milestone</Button>
      </form>
    </details>
  )
}

const Add = ({ view: { one: { commitment }, newId, problems, typed } }: { view: CommitmentView }) => {
  const at = (name: string) => ({ problem: problems.find(one => one.at === name)?.sentence, value: typed[name] ?? '' })
  return (
    <details class='more' open={problems.some(one => one.at === 'milestone' || one.at === 'milestoneOn')}>
      <summary>Add a milestone</summary>
      <form method='post' action={`/commitments/${commitment.commitmentId}/milestones`}>
        <input type='hidden' name='version' value={String(commitment.version)} /><input type='hidden' name='milestoneId' value={newId} />
        <Field name='milestone' label='What will be there' required maxlength={200} {...at('milestone')} />
        <Field name='milestoneOn' type='date' label='By which day' hint='At most twelve months from now.' required short {...at('milestoneOn')} />
        <Button look='quiet'>Add the milestone</Button>
      </form>
    </details>
  )
}
