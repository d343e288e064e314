import { disciplineName } from '@weft/contracts/program/discipline-api'
import { prompts, type Win } from '@weft/contracts/program/win-api'
import { Button, Tag, Unseen } from '@weft/service-kit/page/controls'
import { counted, inWords } from '../../frame/words.ts'

const promptName = (id: string) => prompts.find(prompt => prompt.id === id)?.name ?? id

/** One quick win in the feed or on a page of its own. */
export const WinCard = ({ win, whole = false }: { win: Win, whole?: boolean }) => {
  const { winId, headline, story, sharedOn, prompt, discipline, kind, from, featured } = win
  const Heading = whole ? 'h1' : 'h3'
  return (
    <article class={featured ? 'win win-featured' : 'win'}>
      <p class='kicker'>{promptName(prompt)} · {disciplineName(discipline)}</p>
      <Heading>{whole ? headline : <a href={`/program/quick-wins/${winId}`}>{headline}</a>}</Heading>
      <p class={whole ? 'as-written' : 'as-written win-story'}>{story}</p>
      <Evidence win={win} />
      <p class='tile-marks'>
        {kind === 'win' ? <Tag tone='good'>Win, with evidence</Tag> : <Tag>Story</Tag>}
        {featured && <Tag tone='accent'>Best practice</Tag>}
        <span class='soft small'>From {from}, <time dateTime={sharedOn}>{inWords(sharedOn)}</time></span>
      </p>
      <Answers win={win} />
    </article>
  )
}

const Evidence = ({ win: { metric, evidence, link, practice, priority } }: { win: Win }) => (
  <>
    {metric !== null && (
      <p class='win-metric'>
        <span class='soft'>{metric.name}:</span> {metric.before === null ? <b>{metric.after}</b> : <><span>{metric.before}</span> <span aria-hidden='true'>→</span><Unseen> became </Unseen> <b>{metric.after}</b></>}
        {metric.before === null && <span class='soft small'> (no value before to compare with)</span>}
      </p>
    )}
    {evidence !== null && <p class='as-written small'>{evidence}</p>}
    {link !== null && <p class='small'><a href={link} rel='noopener noreferrer nofollow'>{link}</a></p>}
    {priority !== null && <p class='small'>Serves the priority: <a href={`/program/priorities#${priority.priorityId}`}>{priority.title}</a></p>}
    {practice !== null && <p class='small'>Practice: <a href={`/program/practices/${practice.practiceId}`}>{practice.title}</a></p>}
  </>
)

const Answers = ({ win: { winId, headline, thanks, adoptedBy, own } }: { win: Win }) => (
  <div class='row win-answers'>
    {own.author
      ? <a class='cell-link' href={`/program/quick-wins/${winId}/change`}>Change or take back<Unseen>: {headline}</Unseen></a>
      : own.thanked
        ? <span class='soft small'>You said thanks</span>
        : <form class='inline' method='post' action={`/program/quick-wins/${winId}/thanks`}><Button look='quiet'>Say thanks<Unseen> for {headline}</Unseen></Button></form>}
    <span class='soft small'>{thanks === 0 ? 'No thanks yet' : `${counted(thanks, 'thanks', 'thanks')}`} · {adoptedBy === 0 ? 'no other unit yet' : `${counted(adoptedBy, 'unit')} ${adoptedBy === 1 ? 'does' : 'do'} this too`}</span>
  </div>
)
