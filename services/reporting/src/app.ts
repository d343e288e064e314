import { buildHttp, type Http } from '@weft/service-kit/http'
import type { Subject } from '@weft/service-kit/access'
import { keepManifestWhenReleasePublished } from './arrival/keep-manifest-when-release-published.reaction.ts'
import { keepScoreWhenScoreReleased } from './arrival/keep-score-when-score-released.reaction.ts'
import { keepTreeWhenReleaseTreePublished } from './arrival/keep-tree-when-release-tree-published.reaction.ts'
import { publishWholeReleasesJob } from './arrival/publish-whole-releases.job.ts'
import type { Deps } from './deps.ts'
import { getHeatMapRoute } from './heat-map/get-heat-map.route.ts'
import { may } from './may.ts'
import { keepProgressWhenProgramProgressed } from './progress/keep-progress-when-program-progressed.reaction.ts'
import { listProgressRoute } from './progress/list-progress.route.ts'
import { getReleaseRoute } from './release/get-release.route.ts'
import { listReleasesRoute } from './release/list-releases.route.ts'
import { exportScoresRoute } from './score/export-scores.route.ts'
import { listScoresRoute } from './score/list-scores.route.ts'
import { streamScoresRoute } from './stream/stream-scores.route.ts'
import { getUnitRoute } from './unit/get-unit.route.ts'

export const buildApp = (deps: Deps, verify: (authorization: string | undefined) => Promise<Subject>): Http => buildHttp({
  log: deps.log,
  verify,
  may,
  routes: [
    listProgressRoute(deps),
    listReleasesRoute(deps),
    getReleaseRoute(deps),
    getHeatMapRoute(deps),
    getUnitRoute(deps),
    listScoresRoute(deps),
    exportScoresRoute(deps),
    streamScoresRoute(deps)
  ]
})

export const reactions = [
  keepManifestWhenReleasePublished,
  keepTreeWhenReleaseTreePublished,
  keepScoreWhenScoreReleased,
  keepProgressWhenProgramProgressed
]

export const jobs = (deps: Deps) => [
  publishWholeReleasesJob(deps)
]
