import type { TeamLine, TeamReply } from '@weft/contracts/commitments/review-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { ButtonLink, Notice, Tag } from '@weft/service-kit/page/controls'
import { Opening } from '../../frame/frame.page.tsx'
import { counted, inWords } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { monthsOf } from './words.ts'

type View = { roles: readonly RoleName[], team: TeamReply }
const isMine = ({ withName }: TeamLine) => withName === null
const waitsForMe = (line: TeamLine) => isMine(line) && (line.state === 'boss' || line.state === 'disputed')

/** /commitments/team: whom the reader reviews this quarter, what waits for them first. Days and states, no values. */
export const TeamPage = ({ roles, team }: View) => {
  const { known, quarter, reviews, next } = team
  const waiting = reviews.filter(waitsForMe)
  return (
    <CommitmentsPage roles={roles} here='/commitments/team'>
      <Opening kicker={quarter === null ? 'Commitments' : `${quarter.label}, ${monthsOf(quarter)}`} title='My team this quarter'>
        {reviews.length > 0 && <p>{headline(team, waiting.length)}</p>}
      </Opening>
      {reviews.length === 0
        ? (
          <Notice title={known ? 'You review nobody this quarter' : 'You are not in the directory yet'}>
            <p>{known ? 'In the people file nobody has you as their boss, and no review was handed to you. Is that wrong? Tell whoever keeps the people file.' : 'Only people whom the directory knows review somebody.'}</p>
          </Notice>
          )
        : (
          <>
            {waiting[0] !== undefined && <p><ButtonLink href={`/commitments/team/${waiting[0].reviewId}`}>Review {waiting[0].personName}</ButtonLink></p>}
            <ul class='people-list'>{reviews.map(line => <li key={line.reviewId}><Line line={line} label={line.quarter.label === quarter?.label ? null : line.quarter.label} /></li>)}</ul>
            {next !== null && <p><a href={`/commitments/team?after=${next}`}>Further people</a></p>}
          </>
          )}
      {reviews.length > 0 && <p class='small soft'>What stands in a review, the two of you read. Your own boss sees counts of groups only.</p>}
    </CommitmentsPage>
  )
}

function headline ({ reviews, quarter }: TeamReply, waiting: number): string {
  if (waiting > 0) return `${counted(waiting, 'review')} of ${reviews.filter(isMine).length} ${waiting === 1 ? 'waits' : 'wait'} for you.`
  const begun = reviews.some(({ state }) => state !== 'waiting')
  return begun || quarter === null ? 'Nothing waits for you now.' : `Reviews begin on ${inWords(quarter.reviewFrom)}.`
}

/** `label`: of another quarter than the page is about. */
const Line = ({ line, label }: { line: TeamLine, label: string | null }) => (
  <article class='row people-line'>
    <div class='stack stack-tight'>
      <h2 class='name'>{isMine(line) ? <a href={`/commitments/team/${line.reviewId}`}>{line.personName}</a> : line.personName}</h2>
      <p class='small soft'>{label === null ? '' : `${label}. `}{sentence(line)}</p>
    </div>
    {waitsForMe(line) && <Tag tone='accent'>Your turn</Tag>}
  </article>
)

function sentence ({ state, selfIn, dueOn, stateSince, withName, away }: TeamLine): string {
  const by = dueOn === null ? '' : ` until ${inWords(dueOn)}`
  if (withName !== null) return withName === 'nobody' ? 'Nobody reviews; the program office names somebody.' : `Reviewed by ${withName}.`
  switch (state) {
    case 'waiting': return `Begins on ${dueOn === null ? 'its day' : inWords(dueOn)}.`
    case 'self': return `Has not sent their own review yet; asked${by}.`
    case 'boss': return `${selfIn ? `Sent their review on ${inWords(stateSince)}.` : 'Their own time is over.'} You are asked${by}.`
    case 'answer': return `Answers your values${by}.`
    case 'disputed': return `Sees it differently. Settle it${by}.`
    case 'agreed': return `Agreed on ${inWords(stateSince)}.`
    case 'closed': return 'Closed.'
    case 'missed': return 'Not reviewed.'
    case 'excused': return away ? 'Away this quarter.' : 'Nothing counted.'
  }
}
