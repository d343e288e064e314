import type { Subject } from '@weft/service-kit/access'
import { buildHttp } from '@weft/service-kit/http'
import type { Reaction } from '@weft/service-kit/inbox'
import type { Job } from '@weft/service-kit/job'
import { may } from './access/may.ts'
import { calendarRoutes } from './calendar/calendar.route.ts'
import { feedRoute, ownFeedRoute } from './calendar-feed/feed.route.ts'
import { getCommitmentRoute } from './commitment/get-commitment.route.ts'
import { listMineRoute } from './commitment/list-mine.route.ts'
import { listOfReportRoute } from './commitment/list-of-report.route.ts'
import { agreeRoute, milestoneRoute, stepCommitmentRoute } from './commitment/steps.route.ts'
import { writeCommitmentRoute } from './commitment/write.route.ts'
import { erasureRoutes } from './erasure/erasure.route.ts'
import { forgetPeopleJob } from './erasure/forget-people.job.ts'
import { answerHandoverRoutes, handoverRoutes } from './handover/handover.route.ts'
import { forgetGoalImportsJob } from './import/forget-imports.job.ts'
import { stepGoalsRoute, uploadGoalsRoute } from './import/import.route.ts'
import { ownDataRoutes } from './own-data/own-data.route.ts'
import type { Deps, MailDeps, WebhookDeps } from './deps.ts'
import { effectRoute } from './effect/effect.route.ts'
import { receiptsRoute } from './receipt/receipts.route.ts'
import { talkKitRoute } from './talk-kit/talk-kit.route.ts'
import { rollUpQuartersJob } from './roll-up/roll-up-quarters.job.ts'
import { rollUpRoute } from './roll-up/roll-up.route.ts'
import { myIndexRoute, reportIndexRoute } from './success-index/index.route.ts'
import { indexVerificationRoute } from './success-index/verification.route.ts'
import { getMeRoute } from './organisation/get-me.route.ts'
import { listColleaguesRoute } from './organisation/list-colleagues.route.ts'
import { keepAccountWhenChanged } from './organisation/keep-account-when-changed.reaction.ts'
import { keepPersonWhenChanged } from './organisation/keep-person-when-changed.reaction.ts'
import { keepUnitWhenChanged } from './organisation/keep-unit-when-changed.reaction.ts'
import { ownRemindersRoute, reminderRulesRoute } from './reminder/reminder.route.ts'
import { sendDigestsJob } from './reminder/send-digests.job.ts'
import { waitingRoute } from './reminder/waiting.route.ts'
import { postNoticesJob } from './webhook/post-notices.job.ts'
import { webhooksRoute } from './webhook/webhook.route.ts'
import { absenceRoutes } from './review/absence.route.ts'
import { answerReviewRoutes, reviewPersonRoutes, settleReviewRoutes } from './review/act-on-review.route.ts'
import { noBossRoutes } from './review/no-boss.route.ts'
import { readReviewRoutes } from './review/read-review.route.ts'
import { turnQuartersJob } from './review/turn-quarters.job.ts'
import { endAdoptionWhenEnded } from './program/end-adoption-when-ended.reaction.ts'
import { keepAdoptionWhenAdopted } from './program/keep-adoption-when-adopted.reaction.ts'
import { keepPracticeWhenAccepted } from './program/keep-practice-when-accepted.reaction.ts'
import { keepPracticeWhenChanged } from './program/keep-practice-when-changed.reaction.ts'
import { keepPrioritiesWhenPublished } from './program/keep-priorities-when-published.reaction.ts'
import { keepWinWhenShared } from './program/keep-win-when-shared.reaction.ts'
import { keepWinWhenTakenUp } from './program/keep-win-when-taken-up.reaction.ts'
import { takeWinAwayWhenGone } from './program/take-win-away-when-gone.reaction.ts'
import { retirePracticeWhenRetired } from './program/retire-practice-when-retired.reaction.ts'
import { keepManifestWhenReleasePublished } from './released/keep-manifest-when-release-published.reaction.ts'
import { keepScoreWhenScoreReleased } from './released/keep-score-when-score-released.reaction.ts'
import { takeInWholeReleases } from './released/take-in-whole-releases.job.ts'
import { getSuggestionsRoute } from './suggestion/get-suggestions.route.ts'

export const buildApp = (deps: WebhookDeps, verify: (authorization: string | undefined) => Promise<Subject>) => buildHttp({
  log: deps.log,
  verify,
  may,
  takesFiles: true,
  routes: [
    getMeRoute(deps),
    myIndexRoute(deps),
    reportIndexRoute(deps),
    indexVerificationRoute(deps),
    rollUpRoute(deps),
    effectRoute(deps),
    receiptsRoute(deps),
    talkKitRoute(deps),
    ownRemindersRoute(deps),
    reminderRulesRoute(deps),
    waitingRoute(deps),
    ownFeedRoute(deps),
    feedRoute(deps),
    webhooksRoute(deps),
    calendarRoutes(deps),
    readReviewRoutes(deps),
    answerReviewRoutes(deps),
    reviewPersonRoutes(deps),
    settleReviewRoutes(deps),
    noBossRoutes(deps),
    absenceRoutes(deps),
    listColleaguesRoute(deps),
    listMineRoute(deps),
    writeCommitmentRoute(deps),
    getCommitmentRoute(deps),
    stepCommitmentRoute(deps),
    milestoneRoute(deps),
    agreeRoute(deps),
    listOfReportRoute(deps),
    getSuggestionsRoute(deps),
    uploadGoalsRoute(deps),
    stepGoalsRoute(deps),
    ownDataRoutes(deps),
    handoverRoutes(deps),
    answerHandoverRoutes(deps),
    erasureRoutes(deps)
  ]
})

export const reactionsOf = (deps: Pick<Deps, 'now' | 'newId'>): Reaction[] => [
  keepPersonWhenChanged(deps),
  keepUnitWhenChanged(),
  keepAccountWhenChanged(),
  keepPrioritiesWhenPublished(),
  keepPracticeWhenAccepted(),
  keepPracticeWhenChanged(),
  retirePracticeWhenRetired(),
  keepAdoptionWhenAdopted(),
  endAdoptionWhenEnded(),
  keepWinWhenShared(),
  keepWinWhenTakenUp(),
  takeWinAwayWhenGone(),
  keepManifestWhenReleasePublished(),
  keepScoreWhenScoreReleased()
] as Reaction[]

/** What sends mail and messages. */
export const sendingJobsOf = (deps: MailDeps & WebhookDeps): Job[] => [
  sendDigestsJob(deps),
  postNoticesJob(deps)
]

/** What the calendar does, and releases. */
export const jobsOf = (deps: Deps): Job[] => [
  turnQuartersJob(deps),
  rollUpQuartersJob(deps),
  takeInWholeReleases(deps),
  forgetPeopleJob(deps),
  forgetGoalImportsJob(deps)
]
