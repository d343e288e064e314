import { charter, charterDraft } from '@weft/contracts/program/charter-api'
import { definitionDraft } from '@weft/contracts/program/definition-api'
import { prioritiesDraft } from '@weft/contracts/program/priority-api'
import type { Subject } from '@weft/service-kit/access'
import { buildHttp } from '@weft/service-kit/http'
import type { Reaction } from '@weft/service-kit/inbox'
import type { Job } from '@weft/service-kit/job'
import { may } from './access/may.ts'
import { attestationRoute } from './attestation/attestation.route.ts'
import { charterPaper } from './charter/charter-paper.store.ts'
import { getCharterRoute } from './charter/get-charter.route.ts'
import { coverageRoute, definitionRoute } from './definition/definition.route.ts'
import { definitionPaper } from './definition/definition-paper.ts'
import type { Deps, MailDeps } from './deps.ts'
import { editionRoutes } from './edition/edition.route.ts'
import { getServingRoute } from './priority/get-serving.route.ts'
import { getPrioritiesRoute } from './priority/get-priorities.route.ts'
import { countLast } from './same-page/count-last.store.ts'
import { releaseRoute, samePageRoute } from './same-page/same-page.route.ts'
import { prioritiesPaper, prioritySet } from './priority/priorities.store.ts'
import { decideInitiativeRoute, decideSeveralRoute } from './initiative/decide-initiative.route.ts'
import { getInitiativeRoute } from './initiative/get-initiative.route.ts'
import { getLoadRoute } from './initiative/get-load.route.ts'
import { getPortfolioRoute } from './initiative/get-portfolio.route.ts'
import { linkInitiativeRoute } from './initiative/link-initiative.route.ts'
import { listInitiativesRoute } from './initiative/list-initiatives.route.ts'
import { portfolioFileRoute } from './initiative/portfolio-file.route.ts'
import { writeInitiativeRoute } from './initiative/write-initiative.route.ts'
import { attendanceRoute } from './attendance/attendance.route.ts'
import { getForumRoute } from './forum/get-forum.route.ts'
import { holdForumRoute } from './forum/hold-forum.route.ts'
import { voteRoute } from './forum/vote.route.ts'
import { forgetPortfolioImportsJob } from './intake/forget-portfolio-imports.job.ts'
import { importDetailsRoute } from './intake/import-details.route.ts'
import { finishImportRoute, stepImportRoute } from './intake/step-import.route.ts'
import { uploadImportRoute } from './intake/upload-import.route.ts'
import { compareTwoRoute } from './conflict/compare-two.route.ts'
import { compareViewsJob } from './conflict/compare-views.job.ts'
import { decideConflictRoute } from './conflict/decide-conflict.route.ts'
import { listConflictsRoute } from './conflict/list-conflicts.route.ts'
import { disputeOpportunityRoute } from './opportunity/dispute-opportunity.route.ts'
import { forgetLeaversJob } from './leaver/forget-leavers.job.ts'
import { listOpportunitiesRoute } from './opportunity/list-opportunities.route.ts'
import { writeOpportunityRoute } from './opportunity/write-opportunity.route.ts'
import { findOverlapsJob } from './overlap/find-overlaps.job.ts'
import { overlapsRoute } from './overlap/overlaps.route.ts'
import { getMeRoute } from './organisation/get-me.route.ts'
import { buyInRoute } from './buy-in/buy-in.route.ts'
import { exposureCoverageRoute, exposureRoute, ownExposureRoute } from './exposure/exposure.route.ts'
import { getMomentumRoute } from './momentum/get-momentum.route.ts'
import { ownRemindersRoute, remindersRoute } from './reminder/reminder.route.ts'
import { sendReminders } from './reminder/send-reminders.job.ts'
import { readinessRoute, reviewReadinessRoute } from './readiness/readiness.route.ts'
import { registerExperimentRoute, stepExperimentRoutes } from './experiment/change-experiment.route.ts'
import { experimentsFileRoute, listExperimentsRoute } from './experiment/list-experiments.route.ts'
import { tellProgressJob } from './progress/tell-progress.job.ts'
import { keepAccountWhenChanged } from './organisation/keep-account-when-changed.reaction.ts'
import { keepPersonWhenChanged } from './organisation/keep-person-when-changed.reaction.ts'
import { keepUnitWhenChanged } from './organisation/keep-unit-when-changed.reaction.ts'
import { listUnitsRoute } from './organisation/list-units.route.ts'
import { adoptPracticeRoute } from './practice/adopt-practice.route.ts'
import { changeAdoptionRoute } from './practice/change-adoption.route.ts'
import { commitToPracticeRoute } from './practice/commit-to-practice.route.ts'
import { decidePracticeRoute } from './practice/decide-practice.route.ts'
import { getPracticeRoute } from './practice/get-practice.route.ts'
import { listPracticesRoute } from './practice/list-practices.route.ts'
import { practicesFileRoute } from './practice/practices-file.route.ts'
import { proposePracticeRoute } from './practice/propose-practice.route.ts'
import { markMilestoneRoute } from './plan/mark-milestone.route.ts'
import { milestonesFileRoute } from './plan/milestones-file.route.ts'
import { planRoute } from './plan/plan.route.ts'
import { changeOutcomeRoute, writeDraftRoute } from './plan/write-draft.route.ts'
import { writeMilestoneRoute } from './plan/write-milestone.route.ts'
import { reflectionRoute, writeReflectionRoute } from './reflection/reflection.route.ts'
import { debriefRoute } from './start/debrief.route.ts'
import { getStartRoute } from './start/get-start.route.ts'
import { prepareStartRoute } from './start/prepare-start.route.ts'
import { answerWinRoute } from './quick-win/answer-win.route.ts'
import { changeWinRoute } from './quick-win/change-win.route.ts'
import { moderateWinRoute } from './quick-win/moderate-win.route.ts'
import { readWinsRoute } from './quick-win/read-wins.route.ts'
import { shareWinRoute } from './quick-win/share-win.route.ts'
import { practiceCoverageRoute } from './role-statement/coverage.route.ts'
import { roleStatementRoute } from './role-statement/role-statement.route.ts'
import { winsFileRoute } from './quick-win/wins-file.route.ts'
import { composePersonaRoute } from './persona/compose-persona.route.ts'
import { getPersonaRoute } from './persona/get-persona.route.ts'
import { publishPersonaRoute } from './persona/publish-persona.route.ts'
import { exportCustomersRoute } from './segment/export-customers.route.ts'
import { getSegmentRoute } from './segment/get-segment.route.ts'
import { listSegmentsRoute } from './segment/list-segments.route.ts'
import { wordsRoute } from './segment/words.route.ts'
import { writeSegmentRoute } from './segment/write-segment.route.ts'
import { getViewRoute } from './view/get-view.route.ts'
import { importViewsRoute } from './view/import-views.route.ts'
import { listViewsRoute } from './view/list-views.route.ts'
import { mapViewRoute } from './view/map-view.route.ts'
import { writeViewRoute } from './view/write-view.route.ts'

/** Charter, priorities and what people say of them, definition. */
const charterRoutes = (deps: Deps) => [
  getCharterRoute(deps),
  editionRoutes(deps, charterPaper, { draft: charterDraft, content: charter }),
  getPrioritiesRoute(deps),
  getServingRoute(deps),
  attestationRoute(deps),
  samePageRoute(deps),
  releaseRoute(deps),
  editionRoutes(deps, prioritiesPaper(countLast(deps)), { draft: prioritiesDraft, content: prioritySet }),
  definitionRoute(deps),
  coverageRoute(deps),
  editionRoutes(deps, definitionPaper, { draft: definitionDraft, content: definitionDraft })
]

/** Forum, plan and reflection of the leaders. */
const startRoutes = (deps: Deps) => [
  getStartRoute(deps),
  prepareStartRoute(deps),
  debriefRoute(deps),
  getForumRoute(deps),
  holdForumRoute(deps),
  voteRoute(deps),
  attendanceRoute(deps),
  planRoute(deps),
  milestonesFileRoute(deps),
  writeDraftRoute(deps),
  changeOutcomeRoute(deps),
  writeMilestoneRoute(deps),
  markMilestoneRoute(deps),
  reflectionRoute(deps),
  writeReflectionRoute(deps)
]

const practiceRoutes = (deps: Deps) => [
  proposePracticeRoute(deps),
  decidePracticeRoute(deps),
  adoptPracticeRoute(deps),
  changeAdoptionRoute(deps),
  commitToPracticeRoute(deps),
  listPracticesRoute(deps),
  getPracticeRoute(deps),
  practicesFileRoute(deps)
]

/** Projects on their way into one program. */
const portfolioRoutes = (deps: Deps) => [
  listInitiativesRoute(deps),
  getInitiativeRoute(deps),
  getPortfolioRoute(deps),
  writeInitiativeRoute(deps),
  getLoadRoute(deps),
  portfolioFileRoute(deps),
  decideInitiativeRoute(deps),
  decideSeveralRoute(deps),
  linkInitiativeRoute(deps),
  overlapsRoute(deps),
  uploadImportRoute(deps),
  stepImportRoute(deps),
  finishImportRoute(deps),
  importDetailsRoute(deps)
]

const quickWinRoutes = (deps: Deps) => [
  shareWinRoute(deps),
  changeWinRoute(deps),
  answerWinRoute(deps),
  moderateWinRoute(deps),
  readWinsRoute(deps),
  winsFileRoute(deps)
]

export const buildApp = (deps: Deps, verify: (authorization: string | undefined) => Promise<Subject>) => buildHttp({
  log: deps.log,
  verify,
  may,
  takesFiles: true,
  routes: [
    getMeRoute(deps),
    listUnitsRoute(deps),

    ...charterRoutes(deps),

    ...portfolioRoutes(deps),

    listExperimentsRoute(deps),
    experimentsFileRoute(deps),
    registerExperimentRoute(deps),
    stepExperimentRoutes(deps),

    ...practiceRoutes(deps),
    ...startRoutes(deps),
    roleStatementRoute(deps),
    practiceCoverageRoute(deps),
    getMomentumRoute(deps),
    exposureRoute(deps),
    ownExposureRoute(deps),
    exposureCoverageRoute(deps),
    readinessRoute(deps),
    reviewReadinessRoute(deps),
    buyInRoute(deps),
    remindersRoute(deps),
    ownRemindersRoute(deps),
    ...quickWinRoutes(deps),

    ...customers(deps)
  ]
})

/** Segments, how departments see them, and what is agreed. */
const customers = (deps: Deps) => [
  exportCustomersRoute(deps),
  listSegmentsRoute(deps),
  writeSegmentRoute(deps),
  getSegmentRoute(deps),
  wordsRoute(deps),
  listViewsRoute(deps),
  importViewsRoute(deps),
  writeViewRoute(deps),
  mapViewRoute(deps),
  getViewRoute(deps),
  compareTwoRoute(deps),
  listConflictsRoute(deps),
  decideConflictRoute(deps),
  composePersonaRoute(deps),
  publishPersonaRoute(deps),
  getPersonaRoute(deps),
  listOpportunitiesRoute(deps),
  writeOpportunityRoute(deps),
  disputeOpportunityRoute(deps)
]

export const reactionsOf = (): Reaction[] => [
  keepPersonWhenChanged(),
  keepUnitWhenChanged(),
  keepAccountWhenChanged()
] as Reaction[]

export const jobsOf = (deps: Deps): Job[] => [
  forgetPortfolioImportsJob(deps),
  forgetLeaversJob(deps),
  tellProgressJob(deps),
  compareViewsJob(deps),
  findOverlapsJob(deps)
]

/** What sends mail. */
export const mailJobsOf = (deps: MailDeps): Job[] => [
  sendReminders(deps)
]
