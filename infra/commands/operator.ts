import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tokenSigner } from '@weft/service-kit/access'
import { jsonOf, readConfig, secret, type Env } from '@weft/service-kit/config'
import { z } from 'zod'
import { startConfig } from '../small-default/config.ts'
import { openHome, openSecrets } from '../small-default/home.ts'

/** Why a command stops, in a sentence for whoever typed it. */
export class Stop extends Error {}

export type Call = { to: string, method: 'GET' | 'POST', path: string, roles: readonly string[], body?: unknown, withinSeconds?: number }
/** Calls a service of the running small default in the door's name. Throws `Stop` with the service's own sentence when it refuses. */
export type Operator = <T>(call: Call, schema: z.ZodType<T>) => Promise<T>

const ASK_SECONDS = 30

/** What a command needs of `run.json`. */
const runShape = z.object({ door: z.string(), services: z.record(z.string(), z.string()) })

/** Where the installation keeps what is its own: `.weft`, or WEFT_HOME. */
export const homeFolder = (env: Env): string => startConfig(env, fileURLToPath(new URL('../../.weft', import.meta.url))).home

/** What a command is told where the platform runs elsewhere, as in docker-compose.yml; nothing of it where `npm start` runs it. */
export const operatorShape = z.object({
  SERVICES: jsonOf(z.record(z.string(), z.url())).optional().describe('service → address of its internal API, the door\'s with it'),
  DOOR_PRIVATE_KEY: secret(jsonOf(z.looseObject({ kty: z.string() })).optional().describe('JWK: what the door signs its calls with'))
})

type Platform = { addresses: Record<string, string>, key: Parameters<typeof tokenSigner>[0] }

/** The platform of SERVICES and DOOR_PRIVATE_KEY, or the one that `npm start` runs from this folder (or WEFT_HOME). Throws `Stop` when there is none. */
export async function openOperator (env: Env): Promise<Operator> {
  const { addresses, key } = givenPlatform(env) ?? platformOfHome(env)
  const sign = await tokenSigner(key)
  return async ({ to, method, path, roles, body, withinSeconds = ASK_SECONDS }, schema) => {
    const authorization = `Bearer ${await sign(to, { subject: 'operator', roles })}`
    const response = await send(new URL(path, addresses[to]), {
      method,
      headers: { authorization, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(withinSeconds * 1_000)
    })
    const answer: unknown = await response.json().catch(() => null)
    if (!response.ok) throw new Stop(sentenceOf(answer) ?? `${to} answered ${response.status}.`)
    return schema.parse(answer)
  }
}

function givenPlatform (env: Env): Platform | undefined {
  const { SERVICES, DOOR_PRIVATE_KEY } = readConfig(operatorShape, env)
  if (SERVICES === undefined && DOOR_PRIVATE_KEY === undefined) return undefined
  if (SERVICES === undefined || DOOR_PRIVATE_KEY === undefined) throw new Stop('SERVICES and DOOR_PRIVATE_KEY belong together: give both or none.')
  return { addresses: SERVICES, key: DOOR_PRIVATE_KEY }
}

function platformOfHome (env: Env): Platform {
  const home = homeFolder(env)
  if (!existsSync(join(home, 'run.json'))) throw new Stop(`Nothing runs from ${home}. Start Weft with "npm start" first, or set WEFT_HOME to the folder it was started with.`)
  const run = runShape.parse(JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')))
  return { addresses: { ...run.services, web: run.door }, key: openSecrets(openHome(home)).door.private }
}

async function send (url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') throw new Stop(`${url.origin} did not answer in time.`)
    throw new Stop(`${url.origin} does not answer. Is Weft still running? "npm start" starts it.`)
  }
}

function sentenceOf (answer: unknown): string | undefined {
  const detail = typeof answer === 'object' && answer !== null && 'detail' in answer ? answer.detail : undefined
  return typeof detail === 'string' ? detail : undefined
}

/** Runs a command to its exit code; a `Stop` is printed without a stack. */
export function runCommand (work: () => Promise<number>): void {
  work().then(code => { process.exitCode = code }, (error: unknown) => {
    process.stderr.write(`${error instanceof Stop ? error.message : error instanceof Error ? String(error.stack) : String(error)}\n`)
    process.exitCode = 1
  })
}
