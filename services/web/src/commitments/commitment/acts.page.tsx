import type { Progress } from '@weft/contracts/commitments/commitment-api'
import { Button, ButtonLink, CheckboxGroup, Field, RadioGroup } from '@weft/service-kit/page/controls'
import type { CommitmentView } from './view.ts'
import { progressNames, weightNames } from './words.ts'

const problemIn = ({ problems }: CommitmentView) => (name: string) => ({ problem: problems.find(one => one.at === name)?.sentence })
/** A form of one act, with the version that stands on the page. */
const to = ({ one: { commitment } }: CommitmentView, act: string) => ({ method: 'post' as const, action: `/commitments/${commitment.commitmentId}/${act}` })
const Version = ({ view: { one: { commitment } } }: { view: CommitmentView }) => <input type='hidden' name='version' value={String(commitment.version)} />

const steps: readonly Progress[] = [0, 25, 50, 75, 100]

/** What its owner does: says how far it is, with one tap; and what is needed less often. */
export const OwnerActs = ({ view }: { view: CommitmentView }) => {
  const { state, commitmentId } = view.one.commitment
  if (state === 'draft') {
    return (
      <div class='row'>
        <form class='inline' {...to(view, 'opening')}><Version view={view} /><Button>Make this commitment</Button></form>
        <ButtonLink look='quiet' href={`/commitments/${commitmentId}/change`}>Change it</ButtonLink>
        <form class='inline' {...to(view, 'discard')}><Version view={view} /><Button look='quiet'>Delete the draft</Button></form>
      </div>
    )
  }
  return state !== 'open'
    ? null
    : (
      <>
        <HowFar view={view} />
        <div class='row'>
          <form class='inline' {...to(view, 'completion')}><Version view={view} /><Button>It is done: close it</Button></form>
          <ButtonLink look='quiet' href={`/commitments/${commitmentId}/change`}>Change it</ButtonLink> <ButtonLink look='quiet' href={`/commitments/${commitmentId}/split`}>Split it into parts</ButtonLink>
        </div>
        <Drop view={view} />
        <Share view={view} />
      </>
      )
}

const HowFar = ({ view }: { view: CommitmentView }) => {
  const now = view.one.commitment.progress
  return (
    <section class='stack' aria-labelledby='how-far'>
      <h2 id='how-far'>How far is it?</h2>
      <form {...to(view, 'progress')} class='how-far'>
        <Version view={view} />
        {steps.map(value => <button key={value} type='submit' name='progress' value={String(value)} class='how-far-step' aria-pressed={value === now ? 'true' : 'false'}>{progressNames[value]}</button>)}
      </form>
    </section>
  )
}

const Drop = ({ view }: { view: CommitmentView }) => {
  const { problem } = problemIn(view)('reason')
  return (
    <details class='more' open={problem !== undefined}>
      <summary>Drop it</summary>
      <form {...to(view, 'drop')}>
        <Version view={view} />
        <p>Your boss sees the reason and may agree. Without that it counts as not done in this quarter.</p>
        <Field name='reason' label='Why?' required maxlength={300} value={view.typed['reason'] ?? ''} problem={problem} />
        <Button look='grave'>Drop this commitment</Button>
      </form>
    </details>
  )
}

const Share = ({ view }: { view: CommitmentView }) => {
  const { colleagues, one: { partners } } = view
  const all = [...partners, ...colleagues.filter(({ personId }) => !partners.some(one => one.personId === personId))]
  return all.length === 0
    ? null
    : (
      <details class='more'>
        <summary>{partners.length === 0 ? 'Share it with others' : `Shared with ${partners.length}`}</summary>
        <form {...to(view, 'partners')}>
          <Version view={view} />
          <CheckboxGroup name='partners' label='Who does it with you?' hint='They see it and its history. It stays yours, and counts for you alone.' value={partners.map(({ personId }) => personId)} choices={all.map(({ personId, name }) => ({ value: personId, label: name }))} {...problemIn(view)('partners')} />
          <Button look='quiet'>Save who shares it</Button>
        </form>
      </details>
      )
}

/** The boss's word: on the weight while it is open, on a drop after it. */
export const BossActs = ({ view }: { view: CommitmentView }) => {
  const { state, weight, weightAgreed, dropAgreed, ownerName } = view.one.commitment
  if (state === 'open') {
    return (
      <section class='stack' aria-labelledby='weigh'>
        <h2 id='weigh'>{weightAgreed ? 'The weight is agreed' : 'Agree how much it weighs'}</h2>
        <form {...to(view, 'weight')}>
          <Version view={view} />
          <RadioGroup name='weight' label='Weight' hint={`${ownerName} proposed it. A new weight counts from the next quarter.`} value={String(weight)} required choices={Object.entries(weightNames).map(([value, name]) => ({ value, label: name }))} {...problemIn(view)('weight')} />
          <Button look={weightAgreed ? 'quiet' : 'main'}>{weightAgreed ? 'Change the weight' : 'Agree to this weight'}</Button>
        </form>
      </section>
    )
  }
  return state === 'dropped' && !dropAgreed
    ? (
      <section class='stack' aria-labelledby='agree'>
        <h2 id='agree'>Do you agree that it was dropped?</h2>
        <p>If you do, what was reached stays. If not, it counts as not done in this quarter. The reason is in the history below.</p>
        <form {...to(view, 'drop-agreement')}><Version view={view} /><Button>Agree to dropping it</Button></form>
      </section>
      )
    : null
}
