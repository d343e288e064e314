import { roleName } from '@weft/contracts/vocabulary'
import type { May } from '@weft/service-kit/access'
import { kitActions, type buildHttp } from '@weft/service-kit/http'
import { silentLog } from '@weft/service-kit/log'
import type { ListedRoute } from '@weft/service-kit/route-list'
import { addKitRoutes } from '@weft/service-kit/service'
import { may as directoryMay } from '../../services/directory/src/access/may.ts'
import { buildApp as buildDirectory } from '../../services/directory/src/app.ts'
import { may as participationMay } from '../../services/participation/src/access/may.ts'
import { buildApp as buildParticipation } from '../../services/participation/src/app.ts'
import { may as commitmentsMay } from '../../services/commitments/src/access/may.ts'
import { buildApp as buildCommitments } from '../../services/commitments/src/app.ts'
import { may as programMay } from '../../services/program/src/access/may.ts'
import { buildApp as buildProgram } from '../../services/program/src/app.ts'
import { buildApp as buildReporting } from '../../services/reporting/src/app.ts'
import { may as reportingMay } from '../../services/reporting/src/may.ts'
import { mayScore } from '../../services/scoring/src/access.ts'
import { scoringApp as buildScoring } from '../../services/scoring/src/app.ts'
import { buildApp as buildSurvey } from '../../services/survey/src/app.ts'
import { may as surveyMay } from '../../services/survey/src/may.ts'
import { buildPublicHost } from '../../services/survey/src/public-host.ts'
import { may as webMay } from '../../services/web/src/access/may.ts'
import { buildDoor } from '../../services/web/src/app.ts'

/** A route as its server knows it, and who may call it. */
export type HouseRoute = ListedRoute & {
  /** What is asked of the caller, in the service's own word; null asks nothing. */
  action: string | null
  /** Roles that pass, or `anybody`. */
  roles: readonly string[]
  /** How the caller shows who they are. */
  shows: 'door-token' | 'access-key' | 'session' | 'nothing'
}

type App = { ready: () => PromiseLike<unknown>, close: () => Promise<unknown>, routeList: readonly ListedRoute[] }
const roles = [...roleName.options, 'operator', 'door']

/** Stands for databases, clocks and mail while routes are only listed: whatever is called of it refuses. */
const untouched: unknown = new Proxy(() => { throw new Error('A route did something while it was only listed.') }, {
  get: (_target, name) => name === 'then' || typeof name === 'symbol' ? undefined : untouched
})
const deps = new Proxy({ log: silentLog() }, { get: (known, name) => name === 'log' ? known.log : untouched }) as never

const internal: Record<string, { build: (verify: never) => App, may: May }> = {
  directory: { build: verify => buildDirectory(deps, verify), may: directoryMay },
  participation: { build: verify => buildParticipation(deps, verify), may: participationMay },
  commitments: { build: verify => buildCommitments(deps, verify), may: commitmentsMay },
  program: { build: verify => buildProgram(deps, verify), may: programMay },
  survey: { build: verify => buildSurvey(deps, verify), may: surveyMay },
  scoring: { build: verify => buildScoring(deps, verify), may: mayScore },
  reporting: { build: verify => buildReporting(deps, verify), may: reportingMay }
}

/** Every route of every service, read from the servers themselves. Nothing is started and no database is asked. */
export async function houseRoutes (): Promise<Record<string, readonly HouseRoute[]>> {
  const services: Record<string, readonly HouseRoute[]> = {}
  for (const [name, { build, may }] of Object.entries(internal)) services[name] = (await listed(build(untouched as never))).map(route => ofService(route, may))
  const publicHost = await listed(buildPublicHost(deps, silentLog()), false)
  services['survey'] = [...services['survey'] ?? [], ...publicHost.map(route => ofService(route, () => false))]
  services['web'] = (await listed(await buildDoor(deps))).map(ofDoor)
  return services
}

async function listed (app: App, hasKitRoutes = true): Promise<readonly ListedRoute[]> {
  if (hasKitRoutes) addKitRoutes(app as ReturnType<typeof buildHttp>, { pool: untouched as never, stalledFor: () => 0, reactions: [], wake: () => {} })
  await app.ready()
  await app.close()
  return app.routeList.filter(({ config }) => config.file !== true)
}

function ofService (route: ListedRoute, may: May): HouseRoute {
  const { action, about } = route.config
  if (action === undefined) return { ...route, action: null, roles: ['anybody'], shows: 'nothing' }
  const passes = (role: string) => kitActions[action]?.includes(role) ?? may({ subject: 'somebody', roles: [role], scopes: ['somewhere'] }, action, about && 'anywhere')
  return { ...route, action, roles: roles.filter(passes), shows: 'door-token' }
}

function ofDoor (route: ListedRoute): HouseRoute {
  const { does, operatorOnly, operatorToo } = route.config
  const shows = route.url.startsWith('/v1/') ? 'access-key' : 'session'
  if (operatorOnly === true) return { ...route, action: 'operate', roles: ['operator'], shows: 'door-token' }
  if (does === undefined) return { ...route, action: null, roles: ['anybody'], shows: 'nothing' }
  const passes = (role: typeof roleName.options[number]) => does === 'nothing-special' || webMay([role], does)
  return { ...route, action: does, roles: [...roleName.options.filter(passes), ...operatorToo === true ? ['operator'] : []], shows }
}
