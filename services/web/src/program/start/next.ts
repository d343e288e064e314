import type { StartReply } from '@weft/contracts/program/start-api'
import { counted } from '../../frame/words.ts'

/** What the start page knows of the plan. */
export type PlanState = { approved: number | null, draft: boolean }
export type StepState = 'done' | 'now' | 'later'
export type StartStep = { name: string, state: StepState, where: string }

const forumWhere = ({ forums }: StartReply): string => {
  if (forums.some(({ state }) => state === 'ended')) return 'A forum has been held.'
  return forums.length > 0 ? 'A forum is on its way.' : 'No forum is planned yet.'
}

const measureWhere = ({ waves, involved: { leaders } }: StartReply): string => {
  const [latest] = waves
  if (latest === undefined) return 'No wave is linked yet.'
  return `${latest.debriefed} of ${counted(Math.max(leaders, latest.debriefed), 'leader')} have said what they will do about “${latest.title}”.`
}

const planWhere = ({ workshops }: StartReply, { approved, draft }: PlanState): string => {
  if (approved !== null) return draft ? `Version ${approved} of the plan is approved; a revision is being written.` : `Version ${approved} of the plan is approved.`
  if (draft) return 'The plan is being written.'
  return workshops.length > 0 ? 'The workshop is noted. The plan comes from it.' : 'No workshop is noted yet.'
}

/** The three steps, the first that is not done being the one to take now. */
export function stepsOf (start: StartReply, plan: PlanState): StartStep[] {
  const { waves: [latest], involved: { leaders } } = start
  const done = [
    start.forums.some(({ state }) => state === 'ended'),
    latest !== undefined && latest.debriefed > 0 && latest.debriefed >= leaders,
    plan.approved !== null
  ]
  const names = ['Leaders’ forum', 'Measure', 'Workshop and plan']
  const where = [forumWhere(start), measureWhere(start), planWhere(start, plan)]
  const now = done.indexOf(false)
  return names.map((name, place) => ({ name, where: where[place] ?? '', state: done[place] === true ? 'done' : place === now ? 'now' : 'later' }))
}

/** What is next, in a sentence. */
export function nextOf (start: StartReply, plan: PlanState): string {
  const now = stepsOf(start, plan).findIndex(({ state }) => state === 'now')
  switch (now) {
    case 0: return start.forums.length > 0 ? 'Next: hold the forum, with a vote before and after the debate.' : 'Next: bring the leaders together and debate one statement.'
    case 1: return start.waves.length > 0 ? 'Next: each leader says one thing to do about the results.' : 'Next: link the wave that shows where you are.'
    case 2: return plan.draft ? 'Next: finish the plan and approve it.' : 'Next: hold the workshop and write the plan.'
    default: return 'All three steps are taken. The program goes on by its roadmap.'
  }
}
