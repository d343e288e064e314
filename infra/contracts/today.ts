import contracts from '@weft/contracts/package.json' with { type: 'json' }
import { catalogue } from '@weft/contracts/catalogue'
import { topics } from '@weft/contracts/topics'
import { houseRoutes } from '../docs/house-routes.ts'
import { openApiOf, servicesInOrder } from '../docs/openapi.ts'
import { eventFindings, releasedEvent } from './event-gate.ts'
import { operationFindings } from './operation-gate.ts'
import type { Reasons } from './reads.ts'
import type { Released } from './released.ts'

/** What others than ourselves call: /v1 of the door. Everything else is called by the services of the same version alone. */
export const isPromised = (path: string): boolean => path.startsWith('/v1/')

/** What this state of the source would release, under the version of the package. */
export async function today (): Promise<Released> {
  const house = await houseRoutes()
  return {
    version: contracts.version,
    topics: topics.map(({ name, partitions, cleanup }) => ({ name, partitions, cleanup })),
    events: [...catalogue].sort((a, b) => a.type < b.type ? -1 : 1).map(releasedEvent),
    apis: Object.fromEntries(servicesInOrder.map(service => [service, openApiOf(service, house, contracts.version)]))
  }
}

/** Why today's source may not follow a released version, one sentence each. */
export function findingsAgainst (old: Released, now: Released): Reasons {
  const [before, after] = [old.apis['web'], now.apis['web']]
  return [
    ...eventFindings(old, catalogue, topics),
    ...before && after ? operationFindings(before, after, isPromised) : ['there is no OpenAPI document of the door to compare']
  ]
}
