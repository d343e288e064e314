import type { Subject } from '@weft/service-kit/access'
import { buildHttp } from '@weft/service-kit/http'
import type { Reaction } from '@weft/service-kit/inbox'
import type { Job } from '@weft/service-kit/job'
import { may } from './access/may.ts'
import { freezeAudience } from './audience/freeze-audience.job.ts'
import { clearWave } from './clearing/clear-wave.job.ts'
import type { Deps } from './deps.ts'
import { remindRoute } from './invitation/remind.route.ts'
import { sendMail } from './invitation/send-mail.job.ts'
import { keepPersonWhenChanged } from './organisation/keep-person-when-changed.reaction.ts'
import { keepUnitWhenChanged } from './organisation/keep-unit-when-changed.reaction.ts'
import { keepVersionWhenOrganisationVersioned } from './organisation/keep-version-when-organisation-versioned.reaction.ts'
import { getParticipationRoute } from './rate/get-participation.route.ts'
import { flagPeopleWhenTokensRedeemed } from './redemption/flag-people-when-tokens-redeemed.reaction.ts'
import { destroyDueKeys } from './vault/destroy-due-keys.job.ts'
import { destroyKeyRoute } from './vault/destroy-key.route.ts'
import { noteWaveWhenLaunchRequested } from './wave/note-wave-when-launch-requested.reaction.ts'
import { startInvitationsWhenWaveOpened } from './wave/start-invitations-when-wave-opened.reaction.ts'
import { stopMailWhenWaveClosed } from './wave/stop-mail-when-wave-closed.reaction.ts'

export const buildApp = (deps: Deps, verify: (authorization: string | undefined) => Promise<Subject>) => buildHttp({
  log: deps.log,
  verify,
  may,
  routes: [
    getParticipationRoute(deps),
    remindRoute(deps),
    destroyKeyRoute(deps)
  ]
})

export const reactionsOf = (deps: Deps): Reaction[] => [
  keepPersonWhenChanged(),
  keepUnitWhenChanged(),
  keepVersionWhenOrganisationVersioned(),
  noteWaveWhenLaunchRequested(),
  startInvitationsWhenWaveOpened(),
  stopMailWhenWaveClosed(),
  flagPeopleWhenTokensRedeemed(deps)
] as Reaction[]

export const jobsOf = (deps: Deps): Job[] => [
  freezeAudience(deps),
  sendMail(deps),
  clearWave(deps),
  destroyDueKeys(deps)
]
