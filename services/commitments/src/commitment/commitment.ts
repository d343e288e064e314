import type { Benefits, CommitmentActReply, CommitmentState, Horizon, Milestone, Progress } from '@weft/contracts/commitments/commitment-api'

/** What somebody promises, with whose it is. Days are YYYY-MM-DD; `startsOn` and `dueOn` are null while it is a draft. */
export type Commitment = {
  commitmentId: string, personId: string, version: number, state: CommitmentState
  wording: string, horizon: Horizon, startsOn: string | null, dueOn: string | null, /** Only of a draft: the date it is to get. */ askedDueOn: string | null
  discipline: string | null, priorityId: string | null, practiceId: string | null
  benefits: Benefits, measure: string
  weight: number, weightAgreedBy: string | null, /** A part of a split weighs weight / parts. */ parts: number, splitFrom: string | null
  progress: Progress, madeOn: string, endedOn: string | null, dropAgreedBy: string | null
  milestones: readonly Milestone[], /** Who sees it and counts nothing of it. */ partners: readonly string[]
}

/** What a form says of one. `dueOn` null: as the horizon says. `milestone`: one more, for what lies beyond six months. */
export type Written = Pick<Commitment, 'wording' | 'horizon' | 'dueOn' | 'discipline' | 'priorityId' | 'practiceId' | 'benefits' | 'measure' | 'weight'> & { milestone: NewMilestone | null }
export type NewMilestone = Pick<Milestone, 'milestoneId' | 'wording' | 'dueOn'>
export type Part = Pick<Commitment, 'commitmentId' | 'wording' | 'measure'>

/** How many somebody keeps at once. Three are a good number; twenty are a list nobody keeps. */
export const MOST_OPEN = 20
export const MOST_DRAFTS = 20
export const MOST_MILESTONES = 12
export const MOST_PARTNERS = 20
export const MOST_PARTS = 5
/** Of a split of a split of a split: weights stay exact for the database and for people. */
export const SMALLEST_SHARE = 125

/** A draft of nothing but its words. */
export const draftOf = ({ dueOn, milestone, ...words }: Written, { commitmentId, personId, today }: { commitmentId: string, personId: string, today: string }): Commitment => ({
  commitmentId, personId, version: 1, state: 'draft', ...words, startsOn: null, dueOn: null, askedDueOn: words.horizon === 'beyond' ? null : dueOn,
  weightAgreedBy: null, parts: 1, splitFrom: null, progress: 0, madeOn: today, endedOn: null, dropAgreedBy: null,
  milestones: milestone === null || words.horizon !== 'beyond' ? [] : [{ ...milestone, reachedOn: null }], partners: []
})

/** What a command answers. */
export const actReply = ({ commitmentId, version, state, dueOn }: Commitment): CommitmentActReply => ({ commitmentId, version, state, dueOn })
