import type { Subject } from '@weft/service-kit/access'
import { buildHttp, type Http } from '@weft/service-kit/http'
import type { Reaction } from '@weft/service-kit/inbox'
import type { Job } from '@weft/service-kit/job'
import { mayScore } from './access.ts'
import { scoringRoute } from './barrier/scoring.route.ts'
import type { Deps } from './deps.ts'
import { onHandOver } from './barrier/hand-over.reaction.ts'
import { onInstrument } from './instrument/instrument.reaction.ts'
import { releaseJob } from './release/release.job.ts'
import { verificationRoute } from './release/verification.route.ts'
import { earlySheetJob } from './tally/early-sheet.job.ts'
import { onSheet } from './tally/sheet.reaction.ts'
import { onTree } from './tree/tree.reaction.ts'
import { onWave } from './wave/wave.reaction.ts'

export const scoringApp = (deps: Deps, verify: (authorization: string | undefined) => Promise<Subject>): Http =>
  buildHttp({ log: deps.log, verify, may: mayScore, routes: [scoringRoute(deps), verificationRoute(deps)] })

export const reactions = (): Reaction[] => [...onWave, onInstrument, onTree, onSheet, onHandOver] as Reaction[]

export const jobs = (deps: Deps): Job[] => [earlySheetJob(deps), releaseJob(deps)]
