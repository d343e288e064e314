import { readFileSync } from 'node:fs'
import { zones as startedZones } from '@weft/infra/small-default/house'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyWith, cruise, root, type Findings } from './tree.ts'

const zones = JSON.parse(readFileSync(new URL('zones.json', import.meta.url), 'utf8')) as Record<string, { zone: string, contracts: string[] }>
const fewestModules = 100
const fewestOfAService = 5

/** For each rule one file that breaks it: rule → [file, text]. */
const breakages: Record<string, [string, string]> = {
  'no-cycles': ['services/survey/src/broken-a/one.ts', "import { two } from './two.ts'\nexport const one = () => two\n"],
  'plain-files-are-pure': ['services/scoring/src/broken/rule.ts', "import pg from 'pg'\nexport const rule = pg\n"],
  'pages-only-draw': ['services/survey/src/broken/thing.page.tsx', "import { readFileSync } from 'node:fs'\nexport const page = readFileSync\n"],
  'kit-pages-only-draw': ['packages/service-kit/src/page/broken.tsx', "import pg from 'pg'\nexport const broken = pg\n"],
  'pure-kit-stays-pure': ['packages/service-kit/src/refusal.ts', "import pg from 'pg'\nexport class Refusal extends Error { pool = pg }\n"],
  'services-are-islands': ['services/reporting/src/broken/peek.store.ts', "import { b } from '../../../scoring/src/broken/rule-b.ts'\nexport const peek = b\n"],
  'no-redis-where-names-or-answers-are': ['services/survey/src/broken/limit.route.ts', "import { openCache } from '@weft/service-kit/cache/cache'\nexport const limit = openCache\n"],
  'contracts-know-nobody': ['packages/contracts/src/broken.ts', "import { Refusal } from '../../service-kit/src/refusal.ts'\nexport const broken = Refusal\n"],
  'kit-knows-no-domain': ['packages/service-kit/src/broken.ts', "import { topics } from '../../contracts/src/topics.ts'\nexport const broken = topics\n"],
  'doors-do-not-call-doors': ['services/directory/src/broken/a.route.ts', "import { b } from './b.job.ts'\nexport const a = b\n"],
  'only-tests-use-test-tools': ['services/web/src/broken/thing.store.ts', "import { house } from '../../../../infra/small-default/house.ts'\nexport const thing = house\n"],
  'all-resolve': ['services/web/src/broken/nowhere.store.ts', "import { nothing } from './nothing.ts'\nexport const nowhere = nothing\n"],
  'contracts-of-directory': ['services/directory/src/broken/peek.reaction.ts', "import * as survey from '@weft/contracts/survey/events'\nexport const peek = survey\n"],
  'contracts-of-participation': ['services/participation/src/broken/peek.reaction.ts', "import * as scoring from '@weft/contracts/scoring/events'\nexport const peek = scoring\n"],
  'contracts-of-commitments': ['services/commitments/src/broken/peek.reaction.ts', "import * as survey from '@weft/contracts/survey/events'\nexport const peek = survey\n"],
  'contracts-of-program': ['services/program/src/broken/peek.reaction.ts', "import * as survey from '@weft/contracts/survey/events'\nexport const peek = survey\n"],
  'contracts-of-survey': ['services/survey/src/broken/peek.reaction.ts', "import * as directory from '@weft/contracts/directory/events'\nexport const peek = directory\n"],
  'contracts-of-scoring': ['services/scoring/src/broken/peek.reaction.ts', "import * as directory from '@weft/contracts/directory/events'\nexport const peek = directory\n"],
  'contracts-of-reporting': ['services/reporting/src/broken/peek.reaction.ts', "import * as survey from '@weft/contracts/survey/events'\nexport const peek = survey\n"],
  'contracts-of-web': ['services/web/src/broken/peek.route.ts', "import * as survey from '@weft/contracts/survey/events'\nexport const peek = survey\n"]
}

const beside: Record<string, string> = {
  'services/survey/src/broken-a/two.ts': "import { one } from './one.ts'\nexport const two = () => one\n",
  'services/scoring/src/broken/rule-b.ts': 'export const b = 1\n',
  'services/directory/src/broken/b.job.ts': 'export const b = 1\n'
}

async function ruleNames (): Promise<string[]> {
  const config = await import(new URL('../../.dependency-cruiser.mjs', import.meta.url).href) as { default: { forbidden: { name: string }[] } }
  return config.default.forbidden.map(rule => rule.name)
}

describe('the rules of the house', () => {
  it('When the whole house is read, then no rule is broken and every service was really seen', () => {
    const { modules, violations } = cruise(root)
    expect(violations).toEqual([])
    expect(modules.length).toBeGreaterThan(fewestModules)
    for (const service of Object.keys(zones)) {
      const seen = modules.filter(module => module.startsWith(`services/${service}/src/`)).length
      expect(seen, `${service} has too few modules for the rules to mean anything`).toBeGreaterThanOrEqual(fewestOfAService)
    }
  })

  it('When processes are laid out, then they hold the zones that the rules speak of', () => {
    const started = Object.fromEntries(Object.entries(startedZones).flatMap(([zone, services]) => services.map(service => [service, zone])))
    expect(started).toEqual(Object.fromEntries(Object.entries(zones).map(([service, { zone }]) => [service, zone])))
  })
})

describe('each rule, broken on purpose', () => {
  let findings: Findings
  let remove = () => {}
  beforeAll(() => {
    const copy = copyWith({ ...beside, ...Object.fromEntries(Object.values(breakages)) })
    remove = copy.remove
    findings = cruise(copy.folder)
  })
  afterAll(() => remove())

  it('When a rule is written, then a breakage of it is written too', async () => {
    expect(Object.keys(breakages).sort()).toEqual((await ruleNames()).sort())
  })

  it.each(Object.entries(breakages))('When %s is broken, then it fires', (rule, [file]) => {
    expect(findings.violations.filter(violation => violation.rule === rule).map(violation => violation.from)).toContain(file)
  })
})
