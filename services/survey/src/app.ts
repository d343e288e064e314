import type { Subject } from '@weft/service-kit/access'
import { buildHttp } from '@weft/service-kit/http'
import type { Reaction } from '@weft/service-kit/inbox'
import type { Job } from '@weft/service-kit/job'
import { keepHashesWhenFrozen } from './audience/keep-hashes-when-frozen.reaction.ts'
import { keepUnitsWhenFrozen } from './audience/keep-units-when-frozen.reaction.ts'
import { openWaveWhenAudienceCompleted } from './audience/open-wave-when-audience-completed.reaction.ts'
import type { Deps } from './deps.ts'
import { clearWaveWhenAudienceCleared } from './hand-over/clear-wave-when-audience-cleared.reaction.ts'
import { emitAgainRoute } from './hand-over/emit-again.route.ts'
import { emitAgainWhenRequested } from './hand-over/emit-again-when-requested.reaction.ts'
import { handOver } from './hand-over/hand-over.job.ts'
import { readInstrumentsRoute } from './instrument/read-instruments.route.ts'
import { may } from './may.ts'
import { importPastWaveRoute } from './past-wave/import-past-wave.route.ts'
import { tellRedemptions } from './redemption/tell-redemptions.job.ts'
import { closeDueWaves } from './wave/close-due-waves.job.ts'
import { closeWaveRoute } from './wave/close-wave.route.ts'
import { launchWaveRoute } from './wave/launch-wave.route.ts'
import { planWaveRoute } from './wave/plan-wave.route.ts'
import { readWavesRoute } from './wave/read-waves.route.ts'

export const buildApp = (deps: Deps, verify: (authorization: string | undefined) => Promise<Subject>) => buildHttp({
  log: deps.log,
  verify,
  may,
  takesFiles: true,
  routes: [
    readInstrumentsRoute(deps),
    readWavesRoute(deps),
    planWaveRoute(deps),
    launchWaveRoute(deps),
    closeWaveRoute(deps),
    emitAgainRoute(deps),
    importPastWaveRoute(deps)
  ]
})

export const reactionsOf = (deps: Deps): Reaction[] => [
  keepUnitsWhenFrozen(deps),
  keepHashesWhenFrozen(deps),
  openWaveWhenAudienceCompleted(deps),
  clearWaveWhenAudienceCleared(),
  emitAgainWhenRequested(deps)
] as Reaction[]

export const jobsOf = (deps: Deps): Job[] => [
  closeDueWaves(deps),
  tellRedemptions(deps),
  handOver(deps)
]
