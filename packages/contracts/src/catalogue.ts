import * as review from './commitments/review-events.ts'
import * as commitmentsRollUp from './commitments/rollup-events.ts'
import * as commitment from './commitments/commitment-events.ts'
import * as handover from './commitments/handover-events.ts'
import * as directory from './directory/events.ts'
import type { Contract } from './envelope.ts'
import * as participation from './participation/events.ts'
import * as charter from './program/charter-events.ts'
import * as definition from './program/definition-events.ts'
import * as priority from './program/priority-events.ts'
import * as initiative from './program/initiative-events.ts'
import * as experiment from './program/experiment-events.ts'
import * as practices from './program/practice-events.ts'
import * as quickWins from './program/win-events.ts'
import * as programForum from './program/forum-events.ts'
import * as programPlan from './program/plan-events.ts'
import * as readiness from './program/readiness-events.ts'
import * as progress from './program/progress-events.ts'
import * as samePage from './program/same-page-events.ts'
import * as segment from './program/segment-events.ts'
import * as scoring from './scoring/events.ts'
import * as survey from './survey/events.ts'

const isContract = (value: unknown): value is Contract => typeof value === 'object' && value !== null && 'topic' in value && 'example' in value

/** Every event of the platform, for the generated catalogue and for the tests that try every contract. */
export const catalogue: readonly Contract[] = [
  directory,
  participation,
  charter,
  definition,
  priority,
  samePage,
  initiative,
  experiment,
  practices,
  quickWins,
  programForum,
  programPlan,
  readiness,
  progress,
  segment,
  review,
  commitment,
  handover,
  scoring,
  commitmentsRollUp,
  survey
].flatMap(module => Object.values(module).filter(isContract))
