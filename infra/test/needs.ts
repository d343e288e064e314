import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import type { Env } from '@weft/service-kit/config'

const execute = promisify(execFile)
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const programSeconds = 10

/** Path of a Chromium: WEFT_CHROMIUM, or one on PATH. */
export function findChromium (env: Env): string | undefined {
  const given = env['WEFT_CHROMIUM']
  if (given !== undefined && given !== '') return existsSync(given) ? given : undefined
  const folders = (env['PATH'] ?? '').split(delimiter)
  return browsers.flatMap(name => folders.map(folder => join(folder, name))).find(path => existsSync(path))
}

/** What cannot run on this machine, each with what would help. Any one source of Kafka, and of Redis, suffices. */
export async function missing (env: Env): Promise<string[]> {
  const found: string[] = []
  if (!await hasKafka(env)) found.push('everything on Kafka. Set KAFKA_BROKERS, or have Docker running, or install Java 17 or newer and Maven.')
  if (!await hasRedis(env)) found.push('everything with Redis. Set REDIS_URL, or have Docker running, or install redis-server.')
  if (findChromium(env) === undefined) found.push('the journeys in a browser. Install chromium, or set WEFT_CHROMIUM to one.')
  return found
}

async function hasKafka (env: Env): Promise<boolean> {
  if ((env['KAFKA_BROKERS'] ?? '') !== '') return true
  if (await succeeds('docker', ['info'])) return true
  return await succeeds('java', ['-version']) && await succeeds('mvn', ['-version'])
}

async function hasRedis (env: Env): Promise<boolean> {
  if ((env['REDIS_URL'] ?? '') !== '') return true
  return await succeeds('redis-server', ['--version']) || await succeeds('docker', ['info'])
}

async function succeeds (program: string, args: string[]): Promise<boolean> {
  return execute(program, args, { timeout: programSeconds * 1_000 }).then(() => true, () => false)
}
