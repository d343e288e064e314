import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import contracts from '@weft/contracts/package.json' with { type: 'json' }
import { catalogue } from '@weft/contracts/catalogue'
import { topics } from '@weft/contracts/topics'
import { serviceConfig } from '@weft/service-kit/config'
import { directoryConfig } from '../../services/directory/src/config.ts'
import { participationConfig } from '../../services/participation/src/config.ts'
import { commitmentsConfig } from '../../services/commitments/src/config.ts'
import { programConfig } from '../../services/program/src/config.ts'
import { reportingConfig } from '../../services/reporting/src/config.ts'
import { scoringConfig } from '../../services/scoring/src/config.ts'
import { surveyConfig } from '../../services/survey/src/config.ts'
import { webConfig } from '../../services/web/src/config.ts'
import { releasedVersions } from '../contracts/released.ts'
import { tryChanges } from '../contracts/twelve-changes.ts'
import { startShape } from '../small-default/config.ts'
import { isHandedOn } from '../small-default/environment.ts'
import { asyncApiOf } from './asyncapi.ts'
import { contractsPage } from './contracts-page.ts'
import { configurationPage, type Configurations } from './configuration-page.ts'
import { eventsPage } from './events-page.ts'
import { houseRoutes } from './house-routes.ts'
import { openApiOf, servicesInOrder } from './openapi.ts'

/** What reads each service's environment. */
export const schemas = {
  directory: directoryConfig, participation: participationConfig, program: programConfig, commitments: commitmentsConfig, survey: surveyConfig,
  scoring: scoringConfig, reporting: reportingConfig, web: webConfig
}

export const configurations: Configurations = {
  start: startShape.shape,
  every: serviceConfig.shape,
  services: Object.fromEntries(Object.entries(schemas).map(([service, { shape }]) => [service, shape])),
  isHandedOn
}

const contractsVersion = contracts.version
const docs = fileURLToPath(new URL('../../docs', import.meta.url))
const jsonPage = (document: object) => `${JSON.stringify(document, null, 2)}\n`
const openApi = Object.fromEntries(servicesInOrder.map(service => [`openapi/${service}.json`, async () => jsonPage(openApiOf(service, await house(), contractsVersion))]))
let known: ReturnType<typeof houseRoutes> | undefined
const house = () => known ??= houseRoutes()

const pages: Record<string, () => string | Promise<string>> = {
  'events.md': () => eventsPage(catalogue, topics),
  'configuration.md': () => configurationPage(configurations),
  'contracts.md': async () => contractsPage(tryChanges(), await releasedVersions()),
  'asyncapi.json': () => jsonPage(asyncApiOf(catalogue, topics, contractsVersion)),
  ...openApi
}

/** Writes the generated pages of docs/, or with `--check` says which are behind. Gives the exit code. */
export async function writeDocs (options: readonly string[], { folder = docs, say = console.log }: { folder?: string, say?: (sentence: string) => void } = {}): Promise<number> {
  let code = 0
  for (const [name, pageNow] of Object.entries(pages)) {
    const path = join(folder, name)
    const now = await pageNow()
    if (!options.includes('--check')) {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, now)
      say(`Wrote ${path}`)
    } else if (await readFile(path, 'utf8').catch(() => '') !== now) {
      say(`${path} is behind the source: run "npm run docs".`)
      code = 1
    }
  }
  return code
}

if (import.meta.main) process.exitCode = await writeDocs(process.argv.slice(2))
