import type { ReviewReply, TeamLine } from '@weft/contracts/commitments/review-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, Notice } from '@weft/service-kit/page/controls'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { inWords } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { ReviewBody, type ReviewView } from './review.page.tsx'
import { monthsOf, whereItIs } from './words.ts'

type View = Omit<ReviewView, 'path'> & { roles: readonly RoleName[], before: TeamLine | null, after: TeamLine | null, handed: boolean }

/** /commitments/team/:reviewId: one person's quarter, side by side with what they say. Tab goes from choice to choice, arrows choose. */
export const ReviewPersonPage = ({ roles, before, after, handed, ...view }: View) => {
  const { review } = view
  const path = `/commitments/team/${review.reviewId}`
  return (
    <CommitmentsPage roles={roles} here='/commitments/team'>
      <Crumbs crumbs={[{ href: '/commitments/team', name: 'My team' }, { name: review.personName }]} />
      {handed && <Notice tone='good' role='status' title='The review is with somebody else now.' />}
      <Opening kicker={`${review.quarter.label}, ${monthsOf(review.quarter)}`} title={review.personName}><p>{whereItIs(review)}</p></Opening>
      {review.state === 'self' && review.items.length > 0 && <NotIn review={review} path={path} />}
      {review.items.length === 0 && review.excuse === null && <Notice title='No commitment has run long enough'><p>{review.personName} has nothing here that has run for thirty days by the end of the quarter, or a quarter of its time. That is nobody’s failure; a first commitment could come out of your next talk.</p></Notice>}
      <ReviewBody {...view} path={path} />
      <nav class='row' aria-label='Other people'>
        {before !== null && <a href={`/commitments/team/${before.reviewId}`} rel='prev'>Previous: {before.personName}</a>}
        {after !== null && <a href={`/commitments/team/${after.reviewId}`} rel='next'>Next: {after.personName}</a>}
      </nav>
      <p><a href={`${path}/index`}>Success Index of {review.personName}, and how it is worked out</a></p>
      {(review.asks.includes('hand-over') || review.asks.includes('end-hand-over')) && <p><a href={`${path}/hand-over`}>Hand this review to somebody else, or say that {review.personName} is away</a></p>}
      <p class='small soft'>{review.personName} reads every word you send here, and nobody else does.</p>
    </CommitmentsPage>
  )
}

const NotIn = ({ review, path }: { review: ReviewReply, path: string }) => (
  <Notice title={`${review.personName} has not sent a review`}>
    {review.asks.includes('skip-self')
      ? (
        <>
          <p>Their time was over on {inWords(review.quarter.endsOn)}. They are reminded by mail. If you go on without, they can still send theirs until you have sent yours.</p>
          <form method='post' action={`${path}/skip`}><input type='hidden' name='version' value={review.version} /><Button look='quiet'>Review anyway</Button></form>
        </>
        )
      : <p>They have until {inWords(review.quarter.endsOn)}, and are reminded by mail.</p>}
  </Notice>
)
