import type { MyReviewReply, ReviewReply } from '@weft/contracts/commitments/review-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { ButtonLink, Notice } from '@weft/service-kit/page/controls'
import { Opening } from '../../frame/frame.page.tsx'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { ReviewBody, type ReviewView } from './review.page.tsx'
import { monthsOf, settledNames, stateNames, whereItIs } from './words.ts'

type View = Omit<ReviewView, 'review' | 'path'> & { roles: readonly RoleName[], mine: MyReviewReply, /** An earlier one that was asked for. */ chosen: ReviewReply | null }

/** /commitments/quarter and /commitments/quarter/:reviewId: how one's quarter went, in one's own and the boss's words. */
export const MyQuarterPage = ({ roles, mine, chosen, ...view }: View) => {
  const review = chosen ?? mine.review
  return (
    <CommitmentsPage roles={roles} here='/commitments/quarter'>
      {review === null
        ? <NoQuarter {...mine} />
        : (
          <>
            <Opening kicker={`${review.quarter.label}, ${monthsOf(review.quarter)}`} title={chosen === null ? 'My quarter' : `My quarter, ${review.quarter.label}`}><p>{whereItIs(review)}</p></Opening>
            {review.items.length === 0 && review.excuse === null && <NothingCounts {...review} />}
            <ReviewBody {...view} review={review} path={`/commitments/quarter/${review.reviewId}`} />
            <p><a href={`/commitments/index?quarter=${review.quarter.startsOn}`}>My Success Index of this quarter, and how it is worked out</a></p>
            <p class='small soft'>Seen by: you and {review.bossName ?? 'whoever reviews it'}. Above that only counts of groups of at least five.</p>
          </>
          )}
      {chosen !== null && <p><a href='/commitments/quarter'>The quarter that needs you now</a></p>}
      {chosen === null && mine.earlier.length > 0 && <Earlier {...mine} />}
    </CommitmentsPage>
  )
}

const NoQuarter = ({ known, quarter }: MyReviewReply) => (
  <>
    <Opening kicker='Commitments' title='My quarter' />
    <Notice title={known ? 'No quarter has begun yet' : 'You are not in the directory yet'}>
      <p>{known ? quarter === null ? 'The first one begins within a minute of the first import of people.' : 'Yours begins within a minute.' : 'Only people whom the directory knows have a review. A newcomer is known within a minute of the import.'}</p>
    </Notice>
  </>
)

const NothingCounts = ({ state }: ReviewReply) => (
  <Notice title={`Nothing counts in this quarter${state === 'waiting' ? ' yet' : ''}`}>
    <p>{state === 'waiting' ? 'Make a commitment now: it counts once it has run for thirty days, or a quarter of its time.' : 'Nothing is missing by that. What you promise now counts from the next one.'}</p>
    <p class='row'><ButtonLink look='quiet' href='/commitments'>My commitments</ButtonLink></p>
  </Notice>
)

const Earlier = ({ earlier, next }: MyReviewReply) => (
  <section class='stack stack-tight' aria-labelledby='earlier'>
    <h2 id='earlier'>Other quarters</h2>
    <ul>
      {earlier.map(({ reviewId, label, startsOn, endsOn, state, settled }) => (
        <li key={reviewId}><a href={`/commitments/quarter/${reviewId}`}>{label}, {monthsOf({ startsOn, endsOn })}</a>: {stateNames[state].toLowerCase()}{settled === null ? '' : `, ${settledNames[settled]}`}</li>
      ))}
    </ul>
    {next !== null && <p><a href={`/commitments/quarter?before=${next}`}>Earlier ones</a></p>}
  </section>
)
