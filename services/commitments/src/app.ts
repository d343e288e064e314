import type { Subject } from '@weft/service-kit/access'
import { buildHttp } from '@weft/service-kit/http'
import type { Reaction } from '@weft/service-kit/inbox'
import type { Job } from '@weft/service-kit/job'
import { may } from './access/may.ts'
import { calendarRoutes } from './calendar/calendar.route.ts'
import { listMineRoute } from './commitment/list-mine.route.ts'
import { feedRoute, ownFeedRoute } from './calendar-feed/feed.route.ts'
import type { Deps, MailDeps, WebhookDeps } from './deps.ts'
import { rollUpQuartersJob } from './roll-up/roll-up-quarters.job.ts'
import { rollUpRoute } from './roll-up/roll-up.route.ts'
import { myIndexRoute, reportIndexRoute } from './success-index/index.route.ts'
import { indexVerificationRoute } from './success-index/verification.route.ts'
import { getMeRoute } from './organisation/get-me.route.ts'
import { keepAccountWhenChanged } from './organisation/keep-account-when-changed.reaction.ts'
import { keepPersonWhenChanged } from './organisation/keep-person-when-changed.reaction.ts'
import { keepUnitWhenChanged } from './organisation/keep-unit-when-changed.reaction.ts'
import { ownRemindersRoute, reminderRulesRoute } from './reminder/reminder.route.ts'
import { sendDigestsJob } from './reminder/send-digests.job.ts'
import { postNoticesJob } from './webhook/post-notices.job.ts'
import { webhooksRoute } from './webhook/webhook.route.ts'
import { absenceRoutes } from './review/absence.route.ts'
import { answerReviewRoutes, reviewPersonRoutes, settleReviewRoutes } from './review/act-on-review.route.ts'
import { noBossRoutes } from './review/no-boss.route.ts'
import { readReviewRoutes } from './review/read-review.route.ts'
import { turnQuartersJob } from './review/turn-quarters.job.ts'

export const buildApp = (deps: WebhookDeps, verify: (authorization: string | undefined) => Promise<Subject>) => buildHttp({
  log: deps.log,
  verify,
  may,
  takesFiles: true,
  routes: [
    getMeRoute(deps),
    listMineRoute(deps),
    myIndexRoute(deps),
    reportIndexRoute(deps),
    indexVerificationRoute(deps),
    rollUpRoute(deps),
    ownRemindersRoute(deps),
    reminderRulesRoute(deps),
    ownFeedRoute(deps),
    feedRoute(deps),
    webhooksRoute(deps),

    calendarRoutes(deps),
    readReviewRoutes(deps),
    answerReviewRoutes(deps),
    reviewPersonRoutes(deps),
    settleReviewRoutes(deps),
    noBossRoutes(deps),
    absenceRoutes(deps)
  ]
})

export const reactionsOf = (deps: Pick<Deps, 'now' | 'newId'>): Reaction[] => [
  keepPersonWhenChanged(deps),
  keepUnitWhenChanged(),
  keepAccountWhenChanged()
] as Reaction[]

/** What sends mail and messages. */
export const sendingJobsOf = (deps: MailDeps & WebhookDeps): Job[] => [
  sendDigestsJob(deps),
  postNoticesJob(deps)
]

/** What the calendar does. */
export const jobsOf = (deps: Deps): Job[] => [
  turnQuartersJob(deps),
  rollUpQuartersJob(deps)
]
