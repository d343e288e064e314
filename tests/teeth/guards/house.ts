import type { Guard } from '../bite.ts'

/** The rules of the house: contracts, infrastructure, routes. */
export const house: readonly Guard[] = [
  {
    name: 'contract gate: what a reader needs',
    patches: [{ file: 'infra/contracts/reads.ts', find: 'const missing = (read.required ?? []).filter(name => !(written.required ?? []).includes(name))', replace: 'const missing: string[] = []' }],
    file: 'tests/contracts/gate.test.ts', test: 'When it is: required field added, then the gate says so'
  },
  {
    name: 'contract gate: every sample is read whole',
    patches: [{ file: 'infra/contracts/event-gate.ts', find: 'return parsed.success && holds(parsed.data, sample)', replace: 'return parsed.success' }],
    file: 'tests/contracts/gate.test.ts', test: 'When it is: field removed, then the gate says so'
  },
  {
    name: 'contract gate: topic key',
    patches: [{ file: 'infra/contracts/event-gate.ts', find: '...now.key === old.key ? [] : [`${name}: its key was "${old.key}" and is "${now.key}"`], // guard: topic key', replace: '' }],
    file: 'tests/contracts/gate.test.ts', test: 'When it travels under another key'
  },
  {
    name: 'contract gate: asked by the tests',
    patches: [{ file: 'packages/contracts/src/scoring/events.ts', find: 'const score = z.object({', replace: 'const score = z.object({ seq: z.int(),' }],
    file: 'tests/contracts/gate.test.ts', test: "is still kept by today's contracts"
  },
  {
    name: 'released contracts stay as they are',
    patches: [{ file: 'infra/contracts/released.ts', find: 'if ((await releasedVersions(folder)).includes(version)) throw', replace: 'if (version === folder) throw' }],
    file: 'tests/contracts/gate.test.ts', test: 'When it is released a second time'
  },
  {
    name: 'routes are described',
    patches: [{ file: 'infra/docs/openapi.ts', find: 'if (findings.length > 0) throw', replace: 'if (findings.length < 0) throw' }],
    file: 'tests/contracts/openapi.test.ts', test: 'is not written when of a route it has no summary'
  },
  {
    name: 'a block of ports has one owner',
    patches: [{ file: 'infra/free-ports.ts', find: 'if (sign === undefined) continue // guard: a block has one owner', replace: 'if (sign === undefined) return Array.from({ length: BLOCK - 1 }, (_, i) => first + 1 + i)' }],
    file: 'infra/free-ports.test.ts', test: 'When processes ask side by side'
  },
  {
    name: 'zones share no network',
    patches: [{ file: 'docker-compose.yml', find: 'networks: [outside-survey, answers, db-survey]', replace: 'networks: [outside-survey, answers, identity, db-survey]' }],
    file: 'tests/deployment/compose.test.ts', test: 'When networks are laid'
  },
  {
    name: 'log of surveys without a time',
    patches: [{ file: 'docker-compose.yml', find: 'PUBLIC_LOG_FILE: /var/weft/log/public.log', replace: 'PUBLIC_LOG_FILE: /dev/stdout' }],
    file: 'tests/deployment/compose.test.ts', test: 'When surveys are answered, then their log is a file'
  },
  {
    name: 'rights on the broker',
    patches: [{ file: 'infra/kafka/rights.ts', find: 'streams.filter(stream => stream.readers.includes(service))', replace: 'streams.filter(stream => stream.producer !== service)' }],
    file: 'tests/deployment/kafka-rights.test.ts', test: 'When a service looks around on the broker'
  },
  {
    name: 'no trace in the answer zone',
    patches: [{ file: 'packages/contracts/src/tracing.ts', find: "reporting: 'released', web: 'door'", replace: "reporting: 'released', web: 'door', survey: 'identity', scoring: 'identity'" }],
    file: 'tests/telemetry/trace.test.ts', test: 'When a whole wave was walked over postgres, then no trace is on the answer side'
  },
  {
    name: 'what a killed launcher left running',
    patches: [{ file: 'infra/small-default/launcher.ts', find: '  await stopLeftOver(home, { password: secrets.postgres, say: options.log }) // guard: what is left holds a port\n', replace: '' }],
    file: 'tests/start/small-default.test.ts', test: 'the next start finds everything (postgres)'
  }
]
