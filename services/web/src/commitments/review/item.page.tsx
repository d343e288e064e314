import type { ReviewItem, ReviewReply } from '@weft/contracts/commitments/review-api'
import { RadioGroup, Tag, TextArea, type Finding } from '@weft/service-kit/page/controls'
import { inWords } from '../../frame/words.ts'
import { horizonNames, progressNames } from '../commitment/words.ts'
import { nextNames, nextSteps, values } from './words.ts'
import type { ReviewForm } from './form.ts'

type Side = ReviewReply['side']
const sayer = (side: Side, of: Side, name: string | null) => side === of ? 'You' : name ?? 'The boss'

/** What a commitment is: its words, until when, how one would see it. */
const Facts = ({ item, place, of }: { item: ReviewItem, place: number, of: number }) => (
  <>
    <p class='kicker'>Commitment {place} of {of}</p>
    <h2 class='promise-name' id={`item-${item.commitmentId}`} tabIndex={-1}>{item.wording}</h2>
    <p class='small soft'>{(horizonNames as Record<string, string>)[item.horizon] ?? item.horizon}, by {inWords(item.dueOn)}. Weight {item.weight}{item.parts > 1 ? `, shared by ${item.parts} parts` : ''}. Seen by: {item.measure}</p>
  </>
)

/** What both said, word for word the same for both. */
const Words = ({ item, review }: { item: ReviewItem, review: ReviewReply }) => (
  <dl class='two-sides'>
    {([['person', item.self, review.personName], ['boss', item.boss, review.bossName]] as const).map(([of, said, name]) => said === null ? null : (
      <div key={of}>
        <dt>{sayer(review.side, of, name)} {review.side === of ? 'say' : 'says'}</dt>
        <dd>
          <p><strong>{progressNames[said.value]}</strong>. Next: {nextNames[said.next].toLowerCase()}.</p>
          {said.note !== '' && <p class='as-written'>{said.note}</p>}
          {said.links.length > 0 && <ul class='small'>{said.links.map(link => <li key={link}><a href={link} rel='noreferrer nofollow'>{link}</a></li>)}</ul>}
        </dd>
      </div>
    ))}
  </dl>
)

/** Both have spoken, and not alike. */
const differs = ({ self, boss }: ReviewItem) => self !== null && boss !== null && (self.value !== boss.value || self.next !== boss.next)

type ItemProps = { item: ReviewItem, review: ReviewReply, place: number, of: number }

/** A commitment of a review that is read. */
export const ItemRead = ({ item, review, place, of }: ItemProps) => (
  <article class='card stack stack-tight' aria-labelledby={`item-${item.commitmentId}`}>
    <Facts {...{ item, place, of }} />
    {item.agreed !== null && <p><Tag tone='good'>Counts as: {progressNames[item.agreed]}</Tag></p>}
    {item.agreed === null && differs(item) && <p><Tag tone='warn'>You see it differently</Tag></p>}
    <Words {...{ item, review }} />
    {review.side === 'person' && item.agreed !== null && item.boss?.next === 'change' && <p><a href={`/commitments/${item.commitmentId}/change`}>Change this commitment as you agreed</a></p>}
  </article>
)

/** The same, to be written. What was typed stands before the draft, the draft before what was sent earlier. */
export const ItemForm = ({ item, review, place, of, form, problems }: ItemProps & { form: ReviewForm | null, problems: readonly Finding[] }) => {
  const id = item.commitmentId
  const own = review.side === 'person' ? item.self : item.boss
  const kept = item.draft ?? own
  const typed = (name: string, otherwise: string | undefined) => form === null ? otherwise : form[`${name}-${id}`]
  const problem = (name: string) => { const found = problems.find(({ at }) => at === `${name}-${id}`); return found === undefined ? {} : { problem: found.sentence } }
  const person = review.side === 'person'
  return (
    <article class='card stack' aria-labelledby={`item-${id}`}>
      <div class='stack stack-tight'>
        <Facts {...{ item, place, of }} />
        {(person ? item.boss : item.self) !== null && <Words item={person ? { ...item, self: null } : { ...item, boss: null }} review={review} />}
        {person && item.self === null && item.draft === null && item.progress > 0 && <p class='small soft'>Last noted: {progressNames[item.progress]}.</p>}
      </div>
      <div class='scale'><RadioGroup name={`value-${id}`} label={person ? 'How far did it come?' : 'How far did it come, as you see it?'} choices={values.map(value => ({ value: String(value), label: progressNames[value] }))} value={typed('value', kept?.value === null || kept?.value === undefined ? undefined : String(kept.value)) ?? ''} {...problem('value')} /></div>
      <div class='scale scale-four'><RadioGroup name={`next-${id}`} label='What comes next?' hint='To drop it, say why in the note. To change it, agree on that here and rewrite it afterwards.' choices={nextSteps.map(value => ({ value, label: nextNames[value] }))} value={typed('next', kept?.next ?? 'keep') ?? ''} {...problem('next')} /></div>
      <TextArea name={`note-${id}`} label={person ? 'What happened' : `What helps, or why you see it so. ${review.personName} reads it`} rows={3} maxlength={1000} value={typed('note', kept?.note) ?? ''} {...problem('note')} />
      {person && (
        <details open={(kept?.links.length ?? 0) > 0}>
          <summary class='small'>Show where it can be seen (optional)</summary>
          <TextArea name={`links-${id}`} label='Up to three web addresses, one on each line' rows={2} maxlength={1600} value={typed('links', kept?.links.join('\n')) ?? ''} {...problem('links')} />
        </details>
      )}
    </article>
  )
}
