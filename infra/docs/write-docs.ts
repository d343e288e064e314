import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { catalogue } from '@weft/contracts/catalogue'
import { topics } from '@weft/contracts/topics'
import { serviceConfig } from '@weft/service-kit/config'
import { directoryConfig } from '../../services/directory/src/config.ts'
import { participationConfig } from '../../services/participation/src/config.ts'
import { reportingConfig } from '../../services/reporting/src/config.ts'
import { scoringConfig } from '../../services/scoring/src/config.ts'
import { surveyConfig } from '../../services/survey/src/config.ts'
import { webConfig } from '../../services/web/src/config.ts'
import { startShape } from '../small-default/config.ts'
import { isHandedOn } from '../small-default/environment.ts'
import { configurationPage, type Configurations } from './configuration-page.ts'
import { eventsPage } from './events-page.ts'

export const configurations: Configurations = {
  start: startShape.shape,
  every: serviceConfig.shape,
  services: {
    directory: directoryConfig.shape, participation: participationConfig.shape, survey: surveyConfig.shape,
    scoring: scoringConfig.shape, reporting: reportingConfig.shape, web: webConfig.shape
  },
  isHandedOn
}

const docs = fileURLToPath(new URL('../../docs', import.meta.url))
const pages: Record<string, () => string> = {
  'events.md': () => eventsPage(catalogue, topics),
  'configuration.md': () => configurationPage(configurations)
}

/** Writes the generated pages of docs/, or with `--check` says which are behind. Gives the exit code. */
export async function writeDocs (options: readonly string[], { folder = docs, say = console.log }: { folder?: string, say?: (sentence: string) => void } = {}): Promise<number> {
  let code = 0
  for (const [name, pageNow] of Object.entries(pages)) {
    const path = join(folder, name)
    if (!options.includes('--check')) {
      await mkdir(folder, { recursive: true })
      await writeFile(path, pageNow())
      say(`Wrote ${path}`)
    } else if (await readFile(path, 'utf8').catch(() => '') !== pageNow()) {
      say(`${path} is behind the source: run "npm run docs".`)
      code = 1
    }
  }
  return code
}

if (import.meta.main) process.exitCode = await writeDocs(process.argv.slice(2))
