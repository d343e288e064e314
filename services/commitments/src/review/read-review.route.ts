import { myReviewReply, reviewReply, teamReply } from '@weft/contracts/commitments/review-api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import { quarterAt } from '../calendar/calendar.store.ts'
import type { Deps } from '../deps.ts'
import { todayAt } from '../organisation/today.store.ts'
import { findWho, whoIs } from '../organisation/who.store.ts'
import { earlierReviews, presentReview, teamOf } from './list.store.ts'
import { viewReview } from './view.store.ts'

/** GET /commitments/reviews/mine, …/:reviewId and GET /commitments/team */
export const readReviewRoutes = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/reviews/mine', {
    config: { action: 'keep-own-review', summary: 'The caller’s own quarter: the review that needs them now, and earlier ones' },
    schema: { querystring: z.strictObject({ before: z.iso.date().optional() }), response: { 200: myReviewReply } }
  }, async request => {
    const who = await findWho(pool, subjectIn(request).subject)
    const today = await todayAt(pool, now())
    const quarter = await quarterAt(pool, today) ?? null
    if (who === undefined) return { known: false, today, quarter, review: null, earlier: [], next: null }
    return actingAs(pool, who.personId, async tx => {
      const present = await presentReview(tx, who.personId)
      return { known: true, today, quarter, review: present === undefined ? null : await viewReview(tx, present, who, today), ...await earlierReviews(tx, who.personId, present ?? null, request.query.before ?? null) }
    })
  })

  app.get('/commitments/reviews/:reviewId', {
    config: { action: 'keep-own-review', summary: 'One review, for the person and for who reviews now; both read the same' },
    schema: { params: z.strictObject({ reviewId: z.uuid() }), response: { 200: reviewReply } }
  }, async request => {
    const who = await whoIs(pool, subjectIn(request).subject)
    return actingAs(pool, who.personId, async tx => viewReview(tx, request.params.reviewId, who, await todayAt(tx, now())))
  })

  app.get('/commitments/team', {
    config: { action: 'review-people', summary: 'Whose quarter the caller reviews, and how far each is' },
    schema: { querystring: z.strictObject({ after: z.uuid().optional() }), response: { 200: teamReply } }
  }, async request => {
    const who = await findWho(pool, subjectIn(request).subject)
    const today = await todayAt(pool, now())
    const quarter = await quarterAt(pool, today) ?? null
    if (who === undefined) return { known: false, today, quarter, reviews: [], next: null }
    return { known: true, today, quarter, ...await teamOf(pool, who.personId, today, request.query.after ?? null) }
  })
}
