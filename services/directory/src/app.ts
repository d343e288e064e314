import type { Subject } from '@weft/service-kit/access'
import { buildHttp } from '@weft/service-kit/http'
import { may } from './access/may.ts'
import type { Deps } from './deps.ts'
import { getOrganisationRoute } from './organisation/get-organisation.route.ts'
import { giveGrantRoute } from './grant/give-grant.route.ts'
import { listGrantsRoute } from './grant/list-grants.route.ts'
import { getHealthRoute } from './health/get-health.route.ts'
import { listRunsRoute } from './import/list-runs.route.ts'
import { runDetailsRoute } from './import/run-details.route.ts'
import { changeRunRoute, finishRunRoute } from './import/step-run.route.ts'
import { uploadRunRoute } from './import/upload-run.route.ts'
import { importOrganisationRoute } from './organisation/import-organisation.route.ts'
import { getSignInRoute } from './sign-in/get-sign-in.route.ts'

/** Everything this service does. It reacts to no event. */
export const buildApp = (deps: Deps, verify: (authorization: string | undefined) => Promise<Subject>) => buildHttp({
  log: deps.log,
  verify,
  may,
  takesFiles: true,
  routes: [
    importOrganisationRoute(deps),
    uploadRunRoute(deps),
    listRunsRoute(deps),
    changeRunRoute(deps),
    finishRunRoute(deps),
    runDetailsRoute(deps),
    getHealthRoute(deps),
    getOrganisationRoute(deps),
    getSignInRoute(deps),
    listGrantsRoute(deps),
    giveGrantRoute(deps)
  ]
})
