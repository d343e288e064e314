import type { ReportsReply } from '@weft/contracts/commitments/commitment-api'
import type { TeamLine, TeamReply } from '@weft/contracts/commitments/review-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { ButtonLink, Notice, Tag, Unseen } from '@weft/service-kit/page/controls'
import { Opening } from '../../frame/frame.page.tsx'
import { count, counted, inWords } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { monthsOf } from './words.ts'

type Report = ReportsReply['reports'][number]
type View = { roles: readonly RoleName[], team: TeamReply, /** Whom the reader leads by the directory. */ reports: readonly Report[], /** All reviews stand on this page. */ whole: boolean }
const isMine = ({ withName }: TeamLine) => withName === null
const waitsForMe = (line: TeamLine) => isMine(line) && (line.state === 'boss' || line.state === 'disputed')

/** /commitments/team: whom the reader reviews this quarter, what waits for them first. Days and states, no values. */
export const TeamPage = ({ roles, team, reports, whole }: View) => {
  const { known, quarter, reviews, next } = team
  const waiting = reviews.filter(waitsForMe)
  const others = reports.filter(({ personId }) => !reviews.some(line => line.personId === personId))
  return (
    <CommitmentsPage roles={roles} here='/commitments/team'>
      <Opening kicker={quarter === null ? 'Commitments' : `${quarter.label}, ${monthsOf(quarter)}`} title='My team this quarter'>
        {reviews.length > 0 && <p>{headline(team, waiting.length)}</p>}
      </Opening>
      {reviews.length === 0
        ? (
          <Notice title={known ? 'You review nobody this quarter' : 'You are not in the directory yet'}>
            <p>{known ? 'Nobody whose boss you are has anything to review, and no review was handed to you. Is somebody missing? Tell whoever keeps the people file.' : 'Only people whom the directory knows review somebody.'}</p>
          </Notice>
          )
        : (
          <>
            {waiting[0] !== undefined && <p><ButtonLink href={`/commitments/team/${waiting[0].reviewId}`}>Review {waiting[0].personName}</ButtonLink></p>}
            <ul class='people-list'>{reviews.map(line => <li key={line.reviewId}><Line line={line} report={reports.find(({ personId }) => personId === line.personId) ?? null} label={line.quarter.label === quarter?.label ? null : line.quarter.label} /></li>)}</ul>
            {next !== null && <p><a href={`/commitments/team?after=${next}`}>Further people</a></p>}
          </>
          )}
      {others.length > 0 && whole && (
        <section class='stack stack-tight' aria-labelledby='others'>
          <h2 id='others'>Without a review this quarter</h2>
          <ul class='people-list'>{others.map(one => <li key={one.personId} class='row people-line'><span>{one.name}</span> <Promises of={one} /></li>)}</ul>
        </section>
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
const Line = ({ line, label, report }: { line: TeamLine, label: string | null, report: Report | null }) => (
  <article class='row people-line'>
    <div class='stack stack-tight'>
      <h2 class='name'>{isMine(line) ? <a href={`/commitments/team/${line.reviewId}`}>{line.personName}</a> : line.personName}</h2>
      {line.state !== 'waiting' && <p class='small soft'>{label === null ? '' : `${label}. `}{sentence(line)}</p>}
    </div>
    <p class='row'>{waitsForMe(line) && <Tag tone='accent'>Your turn</Tag>}{report !== null && <Promises of={report} />}</p>
  </article>
)

/** The way to what somebody promised, with how much of it waits for the reader's word. */
const Promises = ({ of: { personId, name, open, toAgree } }: { of: Report }) => (
  <span class='row'>{toAgree > 0 && <Tag tone='accent'>{count(toAgree)} to agree</Tag>}<a class='small' href={`/commitments/of/${encodeURIComponent(personId)}`}>{open > 0 ? counted(open, 'commitment') : toAgree > 0 ? 'No open commitment' : 'No commitment yet'}<Unseen> of {name}</Unseen></a></span>
)

function sentence ({ state, selfIn, dueOn, stateSince, withName, away }: TeamLine): string {
  const by = dueOn === null ? '' : ` until ${inWords(dueOn)}`
  if (withName !== null) return withName === 'nobody' ? 'Nobody reviews; the program office names somebody.' : `Reviewed by ${withName}.`
  switch (state) {
    case 'waiting': return `Begins on ${dueOn === null ? 'its day' : inWords(dueOn)}.`
    case 'self': return `Their own review is not in; there is time${by}.`
    case 'boss': return `${selfIn ? `Sent their review on ${inWords(stateSince)}.` : 'Their own time is over.'} You are asked${by}.`
    case 'answer': return `Answers your values${by}.`
    case 'disputed': return `Sees it differently. Settle it${by}.`
    case 'agreed': return `Agreed on ${inWords(stateSince)}.`
    case 'closed': return 'Closed.'
    case 'missed': return 'Not reviewed.'
    case 'excused': return away ? 'Away this quarter.' : 'Nothing counted.'
  }
}
