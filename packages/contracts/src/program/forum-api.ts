import { z } from 'zod'
import { day, label, sourceId, wording } from '../vocabulary.ts'

/** Where a forum is on its way; votes are taken in `before` and in `after` and nowhere else. */
export const forumState = z.enum(['planned', 'before', 'debate', 'after', 'ended'])
export type ForumState = z.infer<typeof forumState>
export const voteRound = z.enum(['before', 'after'])
export type VoteRound = z.infer<typeof voteRound>
/** The agreement scale, from "strongly disagree" (1) to "strongly agree" (5). */
export const voteValue = z.int().min(1).max(5)

/** POST /program/forums */
export const forumRequest = z.strictObject({ forumId: z.uuid().optional().describe('chosen by the caller; sent twice, it is one forum'), title: label, day, statement: wording })
export type ForumRequest = z.infer<typeof forumRequest>
/** The reply of every command about a forum. */
export const forumDone = z.object({ forumId: z.uuid(), state: forumState })
export type ForumDone = z.infer<typeof forumDone>

/** POST /program/forums/:forumId/step: goes on from the state that was seen. Asked twice, it goes on once. */
export const stepRequest = z.strictObject({ from: forumState })
/** POST /program/forums/:forumId/votes: may be sent again while the vote is open; the last one counts. */
export const voteRequest = z.strictObject({ round: voteRound, value: voteValue })
/** POST /program/forums/:forumId/arguments */
export const argumentRequest = z.strictObject({ side: z.enum(['for', 'against']), text: wording })

/** What is told of one vote of those who voted in both. `most-chose`: at least so many of them chose one answer. */
const voteFigure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exact'), mean: z.number().min(1).max(5), counts: z.array(z.int().nonnegative()).length(5).nullable().describe('answers by value, from 1 to 5; null where fewer than ten voted') }),
  z.object({ kind: z.literal('at-least'), mean: z.number() }),
  z.object({ kind: z.literal('at-most'), mean: z.number() }),
  z.object({ kind: z.literal('most-chose'), value: voteValue, atLeast: z.int().positive() })
])
export type VoteFigure = z.infer<typeof voteFigure>
export const forumResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown'), people: z.int().min(5), before: voteFigure, after: voteFigure }),
  z.object({ kind: z.literal('hidden') })
])
export type ForumResult = z.infer<typeof forumResult>

const forumLine = z.object({ forumId: z.uuid(), title: label, day, statement: wording, state: forumState })
/** GET /program/forums, newest first */
export const forumsReply = z.object({ forums: z.array(forumLine).max(100), next: z.uuid().nullable().describe('`after` of the next page') })
export type ForumsReply = z.infer<typeof forumsReply>

/** How many leaders took part, of how many; names only for leaders and the program office. */
export const coverage = z.object({ took: z.int().nonnegative(), leaders: z.int().nonnegative(), names: z.array(label).max(500).nullable() })
export type Coverage = z.infer<typeof coverage>

/** GET /program/forums/:forumId */
export const forumReply = forumLine.extend({
  steps: z.array(z.object({ state: forumState, at: z.iso.datetime(), by: label.nullable().describe('null: somebody who has left') })).max(10),
  arguments: z.object({ for: z.array(wording).max(200), against: z.array(wording).max(200) }),
  attended: coverage,
  mine: z.object({ votes: z.boolean().describe('the caller is a leader'), before: voteValue.nullable(), after: voteValue.nullable() }),
  result: forumResult.nullable().describe('null until the forum has ended')
})
export type ForumReply = z.infer<typeof forumReply>

/** GET /program/sessions/:sessionId/attendance: the leaders of a forum or a workshop, a page at a time. */
export const attendanceReply = z.object({
  sessionId: z.uuid(), kind: z.enum(['forum', 'workshop']), title: label,
  leaders: z.array(z.object({ personId: sourceId, name: label, here: z.boolean() })).max(200),
  next: sourceId.nullable().describe('`after` of the next page')
})
export type AttendanceReply = z.infer<typeof attendanceReply>
/** POST /program/sessions/:sessionId/attendance: of those listed, who was there. Others stay as they are. */
export const attendanceRequest = z.strictObject({ listed: z.array(sourceId).max(200), here: z.array(sourceId).max(200) })
export const attendanceDone = z.object({ sessionId: z.uuid(), took: z.int().nonnegative() })
