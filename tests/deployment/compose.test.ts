import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { topics } from '@weft/contracts/topics'
import { evaluationForwardShape } from '@weft/infra/compose/evaluation-forward'
import { evaluationMailShape } from '@weft/infra/compose/evaluation-mail'
import { databaseProvisionShape } from '@weft/infra/compose/provision-database'
import { topicProvisionShape } from '@weft/infra/compose/provision-topics'
import { completed, composePlan, fromOutside } from '@weft/infra/compose/secrets'
import { operatorShape } from '@weft/infra/commands/operator'
import { schemas } from '@weft/infra/docs/write-docs'
import { startShape } from '@weft/infra/small-default/config'
import { zones as processes } from '@weft/infra/small-default/house'
import { isSecret, readConfig } from '@weft/service-kit/config'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { filledIn, propertiesIn, readCompose, textOf, type Compose } from './compose.ts'
import { hardeningFindings, networkFindings, portFindings, runsOnce, secretFindings, wayOutFindings, zoneOf } from './rules.ts'

const compose = readCompose('docker-compose.yml')
const evaluation = readCompose('docker-compose.evaluation.yml')
const services = Object.values(processes).flat()
const zoneFile = JSON.parse(textOf('tests/architecture/zones.json')) as Record<string, { zone: string }>
const zones = Object.fromEntries(Object.entries(zoneFile).map(([service, { zone }]) => [service, zone]))
const plan = composePlan(services)
const secretFiles = completed({}, plan)
const settings = { ...propertiesIn(textOf('infra/compose/evaluation.env')), WEFT_SECRETS_GROUP: '10001' }
const copy = (change: (compose: Compose) => void): Compose => {
  // Anchors are shared in the file's objects; a change must not be.
  const changed = JSON.parse(JSON.stringify(compose)) as Compose
  change(changed)
  return changed
}

/** Container → the schema that reads its environment. Containers of others read what their makers say. */
const shapes: Record<string, z.ZodObject> = {
  ...schemas,
  ...Object.fromEntries(services.map(service => [`${service}-database`, databaseProvisionShape])),
  topics: topicProvisionShape,
  operator: operatorShape.extend({ WEFT_HOME: startShape.shape.WEFT_HOME }),
  'evaluation-provider': evaluationForwardShape,
  'evaluation-mail': evaluationMailShape,
  'evaluation-program-mail': evaluationMailShape,
  'evaluation-commitments-mail': evaluationMailShape
}
const known = (shape: z.ZodObject) => Object.entries(shape.shape as Record<string, z.ZodType>).flatMap(([name, field]) => isSecret(field) ? [name, `${name}_FILE`] : [name])
const needed = (shape: z.ZodObject) => Object.entries(shape.shape as Record<string, z.ZodType>).filter(([, field]) => !field.safeParse(undefined).success).map(([name]) => name)

describe('what each container is told', () => {
  test.each(Object.entries(shapes))('When %s is given variables, then its schema knows each, and none that it needs is missing', (name, shape) => {
    const given = Object.keys({ ...compose.services[name]?.environment, ...evaluation.services[name]?.environment })
    expect(given.filter(variable => !known(shape).includes(variable))).toEqual([])
    expect(needed(shape).filter(variable => !given.includes(variable) && !given.includes(`${variable}_FILE`))).toEqual([])
  })

  test('When a container stands in the files, then its variables are ours to check or its image is another maker\'s', () => {
    for (const [name, { image = '' }] of Object.entries({ ...compose.services, ...evaluation.services })) {
      if (image.startsWith('weft/')) expect(Object.keys(shapes)).toContain(name)
    }
    for (const service of services) expect(Object.keys(compose.services)).toEqual(expect.arrayContaining([service, `${service}-database`, `postgres-${service}`]))
  })

  test('When a variable is a password, a key or an address with one, then it can come from a file', () => {
    for (const shape of Object.values(shapes)) {
      const open = Object.entries(shape.shape as Record<string, z.ZodType>).filter(([name, field]) => /(DATABASE_URL|REDIS_URL|SMTP_URL|SECRET|PASSWORD|_KEY)$/.test(name) && !isSecret(field))
      expect(open.map(([name]) => name)).toEqual([])
    }
    for (const { environment } of Object.values(compose.services)) {
      expect(Object.keys(environment).filter(name => /(DATABASE_URL|REDIS_URL|SMTP_URL|SECRET|PASSWORD|_KEY)$/.test(name))).toEqual([])
    }
  })

  test('When the door calls services, then it knows each by the name and port it has', () => {
    const addresses = JSON.parse(compose.services['web']?.environment['SERVICES'] ?? '{}') as Record<string, string>
    expect(addresses).toEqual(Object.fromEntries(services.filter(service => service !== 'web').map(service => [service, `http://${service}:${compose.services[service]?.environment['PORT']}`])))
  })

  test('When surveys are answered, then their log is a file: an engine would put a fine time before each line', () => {
    expect(compose.services['survey']?.environment['PUBLIC_LOG_FILE']).toMatch(/^\/var\/weft\/log\/./)
    expect(compose.services['survey']?.tmpfs.some(mount => mount.startsWith('/var/weft/log:'))).toBe(true)
  })
})

describe('with fresh secrets and the settings of an evaluation', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'weft-secrets-'))
    for (const [name, text] of Object.entries(secretFiles)) writeFileSync(join(folder, name), `${text || 'from-outside'}\n`, { mode: 0o600 })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(Object.entries(shapes))('When %s reads its environment, then it fits', (name, shape) => {
    const environment = { ...compose.services[name]?.environment, ...evaluation.services[name]?.environment }
    const env = Object.fromEntries(Object.entries(environment).map(([variable, value]) => [variable, filledIn(value, settings).replace('/run/secrets', folder)]))
    expect(readConfig(shape, env)).toBeTruthy()
  })

  test('When a setting that only the operator knows is missing, then nothing starts', () => {
    const texts = Object.values(compose.services).flatMap(({ environment }) => Object.values(environment)).join('\n')
    for (const name of ['WEFT_ORIGIN', 'WEFT_SURVEY_ORIGIN', 'OIDC_ISSUER', 'MAIL_FROM', 'FIRST_OFFICE_SIGN_IN']) {
      expect(() => filledIn(texts, Object.fromEntries(Object.entries(settings).filter(([other]) => other !== name)))).toThrow(`${name} is needed`)
      expect(textOf('infra/compose/settings.env')).toMatch(new RegExp(`^${name}=$`, 'm'))
    }
  })
})

describe('what each container may', () => {
  const bridges = ['web', 'kafka', 'operator']
  const ports = {
    web: `\${WEFT_BIND:-127.0.0.1}:\${WEFT_DOOR_PORT:-3000}:${compose.services['web']?.environment['PORT']}`,
    survey: `\${WEFT_BIND:-127.0.0.1}:\${WEFT_SURVEY_PORT:-3001}:${compose.services['survey']?.environment['PUBLIC_PORT']}`,
    // Figures without names and answers, for a Prometheus on this machine.
    collector: '127.0.0.1:${WEFT_FIGURES_PORT:-9464}:9464',
    'collector-answers': '127.0.0.1:${WEFT_ANSWERS_FIGURES_PORT:-9465}:9464'
  }
  const shared = {
    door_public_key: services, door_private_key: ['web', 'operator'], oidc_client_secret: ['web'], smtp_url: ['participation', 'program', 'commitments'],
    kafka_accounts: ['kafka'], redis_accounts: ['redis'], provision_kafka_password: ['topics']
  }

  test('When containers run, then each is as closed as it can be', () => {
    expect(hardeningFindings(compose)).toEqual([])
    expect(hardeningFindings({ ...evaluation, services: Object.fromEntries(Object.entries(evaluation.services).filter(([, { image }]) => image !== undefined)) })).toEqual([])
  })

  test('When networks are laid, then identity and answers meet in none, and a database is reached by its service alone', () => {
    expect(networkFindings(compose, zones, bridges)).toEqual([])
    const wrong = copy(({ services: { survey, directory } }) => { survey?.networks.push('identity'); directory?.networks.push('db-participation', 'outside-mail') })
    expect(networkFindings(wrong, zones, bridges)).toEqual([
      'outside-mail leads out of this machine for directory and participation', 'identity joins answers and identity', 'directory reaches the database of participation'
    ])
  })

  test('When a container has a port, then it need not have a way out: only who asks somebody outside has one', () => {
    const goOut = ['web', 'participation', 'program', 'commitments']
    expect(wayOutFindings(compose, goOut)).toEqual([])
    const wrong = copy(changed => {
      changed.networks['outside-survey'] = null
      changed.services['program']?.networks.splice(1, 1)
    })
    expect(wayOutFindings(wrong, goOut)).toEqual(['program cannot get out of this machine', 'survey gets out of this machine by outside-survey'])
  })

  test('When the organisation has a chat of its own, then a setting names it, and without one the default is the service\'s', () => {
    const said = compose.services['commitments']?.environment['WEBHOOK_HOSTS'] ?? ''
    expect(filledIn(said, settings)).toBe((shapes['commitments']?.shape['WEBHOOK_HOSTS'] as z.ZodType).parse(undefined))
    expect(filledIn(said, { ...settings, WEBHOOK_HOSTS: 'chat.example.org' })).toBe('chat.example.org')
  })

  test('When zones share something, then it is the door, the broker, or what an operator starts; and the broker asks for a name', () => {
    const all = ['identity', 'answers', 'released']
    const inSeveral = Object.entries(compose.services)
      .map(([name, { networks }]) => [name, all.filter(zone => networks.includes(zone))] as const)
      .filter(([name, inThese]) => inThese.length > 1 || inThese.some(zone => (zoneOf(name, zones) ?? zone) !== zone))
    expect(Object.fromEntries(inSeveral)).toEqual({ web: all, kafka: all, operator: all, collector: ['identity', 'released'] })
    expect(compose.services['operator']).toMatchObject({ profiles: ['operator'] })
    expect(textOf('infra/compose/kafka.properties')).toMatch(/^allow\.everyone\.if\.no\.acl\.found=false$/m)
  })

  test('When ports are published, then only the door and /s/ are, on loopback unless somebody says otherwise', () => {
    expect(portFindings(compose, ports)).toEqual([])
    expect(portFindings(copy(({ services: { scoring, survey } }) => { scoring?.ports.push('8080:8080'); survey?.ports.push('8080:8080') }), ports)).toHaveLength(2)
    for (const { ports: own } of Object.values(evaluation.services)) for (const port of own) expect(port).toMatch(/^127\.0\.0\.1:/)
  })

  test('When secrets are given, then to whom they belong, each is made, and none is left over', () => {
    expect(secretFindings(compose, Object.keys(secretFiles), zones, shared)).toEqual([])
    const wrong = copy(({ services: { survey } }) => { survey?.secrets.push('directory_database_url') })
    expect(secretFindings(wrong, Object.keys(secretFiles), zones, shared)).toEqual(['survey is given directory_database_url'])
  })

  test('When something must be there first, then what needs it waits for it to be well', () => {
    for (const service of services) {
      expect(compose.services[service]?.depends_on?.[`${service}-database`]?.condition).toBe('service_completed_successfully')
      expect(compose.services[`${service}-database`]?.depends_on?.[`postgres-${service}`]?.condition).toBe('service_healthy')
      const onTopics = compose.services[service]?.environment['EVENTS'] === 'kafka'
      expect(compose.services[service]?.depends_on?.['topics']?.condition).toBe(onTopics ? 'service_completed_successfully' : undefined)
      expect(topics.some(topic => topic.producer === service || topic.readers.some(reader => reader === service))).toBe(onTopics)
    }
    expect(Object.entries(compose.services).filter(([, container]) => runsOnce(container)).map(([name]) => name).sort()).toEqual([...services.map(service => `${service}-database`), 'operator', 'topics'].sort())
  })
})

test('When secrets are made, then what is there stays, what is missing is new, and what no longer fits is named', () => {
  expect(completed(secretFiles, plan)).toEqual(secretFiles)
  const rest = Object.fromEntries(Object.entries(secretFiles).filter(([name]) => !['survey_postgres', 'survey_admin_database_url'].includes(name)))
  const again = completed(rest, plan)
  expect(again).toMatchObject(rest)
  expect(again['survey_postgres']).not.toBe(secretFiles['survey_postgres'])
  expect(() => completed({ ...secretFiles, directory_kafka_password: 'another' }, plan)).toThrow('kafka_accounts')
  for (const name of fromOutside) expect(secretFiles[name]).toBe('')
  expect(new Set(Object.values(secretFiles)).size).toBe(Object.keys(secretFiles).length - fromOutside.length + 1)
})

test('When the guide tells what runs, and whom to stop, save and start again, then no service is left out', () => {
  const guide = textOf('docs/operations/deployment.md')
  const table = guide.split('## What runs')[1]?.split('## ')[0] ?? ''
  expect(services.filter(service => !table.includes(`\`${service}\``))).toEqual([])
  const lists = [...guide.matchAll(/(?:web )?directory participation[a-z ]*/g)].map(([list]) => list.trim().split(' '))
  expect(lists.length).toBeGreaterThanOrEqual(4)
  for (const list of lists) expect([...list].sort()).toEqual(services.filter(service => service !== 'web' || list.includes('web')).sort())
})
