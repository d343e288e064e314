import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const textOf = (path: string): string => readFileSync(`${root}/${path}`, 'utf8')

/** What the rules below read of a container; everything else in the file is left alone. */
export type Container = {
  image?: string
  build?: { target?: string, args?: Record<string, string> }
  environment: Record<string, string>
  secrets: string[]
  networks: string[]
  ports: string[]
  volumes: string[]
  tmpfs: string[]
  user?: string
  network_mode?: string
  restart?: string
  init?: boolean
  read_only?: boolean
  privileged?: boolean
  cap_add?: string[]
  cap_drop?: string[]
  security_opt?: string[]
  mem_limit?: string
  cpus?: number
  pids_limit?: number
  healthcheck?: { test: string[] }
  logging?: { options?: Record<string, string> }
  command?: string | string[]
  depends_on?: Record<string, { condition: string }>
}
export type Compose = { services: Record<string, Container>, networks: Record<string, { internal?: boolean, driver_opts?: Record<string, string> } | null>, secrets: Record<string, { file: string }>, volumes: Record<string, unknown> }

const empty = () => ({ environment: {}, secrets: [], networks: [], ports: [], volumes: [], tmpfs: [] })

/** A compose file with its anchors resolved and every list there. */
export function readCompose (path: string): Compose {
  const raw = parse(textOf(path), { merge: true, maxAliasCount: 1_000 }) as Partial<Omit<Compose, 'services'>> & { services: Record<string, Partial<Container>> }
  const services = Object.fromEntries(Object.entries(raw.services).map(([name, container]) => [name, { ...empty(), ...container }]))
  return { ...raw, networks: raw.networks ?? {}, secrets: raw.secrets ?? {}, volumes: raw.volumes ?? {}, services }
}

/** `${NAME:-default}`, `${NAME:?why}` and `${NAME?why}` with the given settings, as docker compose fills them in. Throws for one that is needed and missing. */
export function filledIn (text: string, settings: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(\w+)(?:(:?[-?])([^}]*))?\}/g, (...found: (string | undefined)[]) => {
    const [, name = '', operator = '', rest = ''] = found
    const value = settings[name]
    const isMissing = value === undefined || (value === '' && operator.startsWith(':'))
    if (isMissing && operator.endsWith('?')) throw new Error(`${name} is needed: ${rest}`)
    return isMissing && operator.endsWith('-') ? rest : value ?? ''
  })
}

/** name=value lines of an env or properties file. */
export const propertiesIn = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/^([\w.]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value.replace(/^"(.*)"$/, '$1')]))
