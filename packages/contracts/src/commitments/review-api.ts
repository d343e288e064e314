import { z } from 'zod'
import { lines } from '../program/text-api.ts'
import { day, label, sourceId } from '../vocabulary.ts'

export const reviewState = z.enum(['waiting', 'self', 'boss', 'answer', 'agreed', 'disputed', 'closed', 'missed', 'excused'])
export type ReviewState = z.infer<typeof reviewState>
export const settledHow = z.enum(['same-values', 'agreed', 'settled', 'by-lapse', 'not-answered'])
export type SettledHow = z.infer<typeof settledHow>
export const reviewAct = z.enum([
  'frozen', 'opened', 'self-submitted', 'self-skipped', 'boss-submitted', 'agreed', 'disputed', 'offered', 'reopening-asked', 'reopened',
  'handed-over', 'hand-over-ended', 'boss-changed', 'excused', 'readmitted', 'restored', 'closed', 'missed'
])
export type ReviewAct = z.infer<typeof reviewAct>

export const progressValue = z.union([z.literal(0), z.literal(25), z.literal(50), z.literal(75), z.literal(100)])
export type ProgressValue = z.infer<typeof progressValue>
export const nextStep = z.enum(['keep', 'done', 'drop', 'change'])
export type NextStep = z.infer<typeof nextStep>

/** Text of several lines, or nothing. */
const note = z.union([z.literal(''), lines(1000)])
const link = z.url({ protocol: /^https?$/ }).max(500)

const said = z.strictObject({ commitmentId: z.uuid(), value: progressValue, note, next: nextStep, links: z.array(link).max(3).describe('evidence, by the person') })
/** A draft may be half done. */
const sketched = z.strictObject({ commitmentId: z.uuid(), value: progressValue.nullable(), note, next: nextStep.nullable(), links: z.array(link).max(3) })
export type Sketched = z.infer<typeof sketched>

const version = z.int().positive().describe('the one that was read')
/** POST /commitments/reviews/:reviewId/draft: what the caller is writing. The caller's alone until it is sent. */
export const draftRequest = z.strictObject({ items: z.array(sketched).max(100) })
export const draftReply = z.object({ savedAt: z.iso.datetime() })
/** POST /commitments/reviews/:reviewId/self and /boss */
export const reviewRequest = z.strictObject({ version, items: z.array(said).max(100) })
export type ReviewRequest = z.infer<typeof reviewRequest>
/** POST …/skip-self, /agree, /reopening, /reopening/consent, /hand-over/end */
export const reviewStepRequest = z.strictObject({ version })
/** POST …/dispute */
export const disputeRequest = z.strictObject({ version, reason: lines(1000) })
/** POST …/settle */
export const settleRequest = z.strictObject({ version, values: z.array(z.strictObject({ commitmentId: z.uuid(), value: progressValue })).max(100) })
/** POST …/hand-over: by e-mail, as people know each other. POST …/reviewer: the program office, where nobody reviews. */
export const handOverRequest = z.strictObject({ version, email: z.string().min(3).max(254), until: day.nullable().describe('that day included; null: to the end'), why: z.enum(['delegation', 'matrix']) })
export const reviewerRequest = z.strictObject({ version, email: z.string().min(3).max(254) })
export const reviewStepReply = z.object({ reviewId: z.uuid(), version: z.int().positive(), state: reviewState })

export const quarterInfo = z.object({ startsOn: day, endsOn: day, label, reviewFrom: day, bossBy: day, finalOn: day, state: z.enum(['open', 'reviewing', 'final']) })
export type QuarterInfo = z.infer<typeof quarterInfo>

const value = progressValue.nullable()
const reviewItem = z.object({
  commitmentId: z.uuid(), wording: z.string(), measure: z.string(), horizon: z.string(), discipline: sourceId.nullable(), startsOn: day, dueOn: day,
  weight: z.int().positive(), parts: z.int().positive(), progress: progressValue.describe('as the person last noted it'),
  self: said.nullable(), boss: said.nullable(), agreed: value, offers: z.object({ person: value, boss: value }),
  draft: sketched.nullable().describe('what the caller is writing')
})
export type ReviewItem = z.infer<typeof reviewItem>
export const reviewAsk = z.enum(['send-self', 'skip-self', 'send-boss', 'agree', 'dispute', 'settle', 'ask-reopening', 'consent-to-reopening', 'hand-over', 'end-hand-over'])
export type ReviewAsk = z.infer<typeof reviewAsk>

const review = z.object({
  reviewId: z.uuid(), version: z.int().positive(), side: z.enum(['person', 'boss']).describe('the caller’s'), state: reviewState, stateSince: day, settled: settledHow.nullable(),
  quarter: quarterInfo, personId: sourceId, personName: label, bossName: label.nullable().describe('null: nobody reviews yet'),
  handed: z.object({ byName: label, until: day.nullable(), why: z.enum(['delegation', 'matrix', 'named']) }).nullable(),
  selfIn: z.boolean(), excuse: z.enum(['left', 'leave', 'nothing-to-count']).nullable(), disputeReason: z.string().nullable(), reopenAsked: z.enum(['person', 'boss']).nullable(),
  dueOn: day.nullable().describe('when the next step is due'), savedAt: z.iso.datetime().nullable().describe('of the caller’s draft'),
  asks: z.array(reviewAsk).max(10).describe('what the caller can do now'),
  items: z.array(reviewItem).max(100),
  notYet: z.array(z.object({ commitmentId: z.uuid(), wording: z.string(), dueOn: day })).max(100).describe('made too late to count in this quarter'),
  history: z.array(z.object({ seq: z.int().positive(), on: day, act: reviewAct, byName: label.nullable().describe('null: the calendar, or somebody who has left') })).max(200)
})
/** GET /commitments/reviews/:reviewId */
export const reviewReply = review
export type ReviewReply = z.infer<typeof reviewReply>

/** GET /commitments/reviews/mine: the quarter that needs the caller now, and earlier ones. */
export const myReviewReply = z.object({
  known: z.boolean().describe('whether the directory knows the caller as a person'), today: day, quarter: quarterInfo.nullable().describe('the running one'),
  review: review.nullable(),
  earlier: z.array(z.object({ reviewId: z.uuid(), label, startsOn: day, endsOn: day, state: reviewState, settled: settledHow.nullable() })).max(50),
  next: day.nullable()
})
export type MyReviewReply = z.infer<typeof myReviewReply>

const teamLine = z.object({
  reviewId: z.uuid(), version: z.int().positive(), personId: sourceId, personName: label, quarter: z.object({ startsOn: day, label }), state: reviewState, stateSince: day, settled: settledHow.nullable(),
  dueOn: day.nullable(), selfIn: z.boolean(), withName: label.nullable().describe('who reviews, where it is not the caller'), away: z.boolean().describe('on a long leave, or left')
})
export type TeamLine = z.infer<typeof teamLine>
/** GET /commitments/team: whose quarter the caller reviews, and reports whose review is with somebody else. What needs the caller stands first. */
export const teamReply = z.object({ known: z.boolean(), today: day, quarter: quarterInfo.nullable(), reviews: z.array(teamLine).max(100), next: z.string().nullable() })
export type TeamReply = z.infer<typeof teamReply>

/** GET /commitments/reviews/without-boss: names and states, nothing of what stands in them. */
export const withoutBossReply = z.object({
  reviews: z.array(z.object({ reviewId: z.uuid(), version: z.int().positive(), personName: label, unitName: label, quarter: z.object({ startsOn: day, label }), state: reviewState, dueOn: day.nullable() })).max(100),
  next: z.string().nullable()
})
export type WithoutBossReply = z.infer<typeof withoutBossReply>

/** POST /commitments/people/:personId/absences */
export const absenceRequest = z.strictObject({ absenceId: z.uuid().describe('made by the caller: sent twice, it is one'), from: day, to: day.nullable().describe('that day included; null: nobody knows until when') })
export const absenceReply = z.object({ absenceId: z.uuid(), excused: z.boolean().describe('whether it excuses from a review that runs') })
/** GET /commitments/people/:personId/absences */
export const absencesReply = z.object({ personName: label, absences: z.array(z.object({ absenceId: z.uuid(), from: day, to: day.nullable(), enteredOn: day, withdrawnOn: day.nullable() })).max(100) })
export type AbsencesReply = z.infer<typeof absencesReply>
