import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OpenApi } from '../docs/openapi.ts'
import type { ReleasedEvent, ReleasedTopic } from './event-gate.ts'

/** What was promised with one version of the contracts. */
export type Released = { version: string, events: readonly ReleasedEvent[], topics: readonly ReleasedTopic[], apis: Readonly<Record<string, OpenApi>> }

export const releasedFolder = fileURLToPath(new URL('../../packages/contracts/released', import.meta.url))
/** Version → SHA-256 over all its files. Beside the folders, so that nobody changes one without being seen to. */
const SUMS = 'sums.json'
export const isVersion = (name: string) => /^\d+\.\d+\.\d+$/.test(name)

export async function releasedVersions (folder = releasedFolder): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter(isVersion).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

export async function readReleased (version: string, folder = releasedFolder): Promise<Released> {
  const [files, root] = [await filesOf(join(folder, version)), join(folder, version)]
  const parsed = async <T>(path: string) => JSON.parse(await readFile(join(root, path), 'utf8')) as T
  const under = (part: string) => files.filter(path => path.startsWith(`${part}/`))
  return {
    version,
    topics: await parsed('topics.json'),
    events: await Promise.all(under('events').map(path => parsed<ReleasedEvent>(path))),
    apis: Object.fromEntries(await Promise.all(under('openapi').map(async path => [path.slice('openapi/'.length, -'.json'.length), await parsed<OpenApi>(path)] as const)))
  }
}

/** Writes a version once. Throws where it is there already: what was released is never written again. */
export async function writeReleased ({ version, topics, events, apis }: Released, folder = releasedFolder): Promise<void> {
  if ((await releasedVersions(folder)).includes(version)) throw new Error(`${version} is released and stays as it is. Raise "version" in packages/contracts/package.json.`)
  const files: Record<string, unknown> = {
    'topics.json': topics,
    ...Object.fromEntries(events.map(event => [`events/${event.topic}/${event.type}.json`, event])),
    ...Object.fromEntries(Object.entries(apis).map(([service, api]) => [`openapi/${service}.json`, api]))
  }
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, version, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `${JSON.stringify(content, null, 1)}\n`)
  }
  const sums = { ...await readSums(folder), [version]: await sumOf(version, folder) }
  await writeFile(join(folder, SUMS), `${JSON.stringify(sums, null, 2)}\n`)
}

export async function readSums (folder = releasedFolder): Promise<Record<string, string>> {
  return JSON.parse(await readFile(join(folder, SUMS), 'utf8').catch(() => '{}')) as Record<string, string>
}

/** SHA-256 over path and content of every file of a version. */
export async function sumOf (version: string, folder = releasedFolder): Promise<string> {
  const hash = createHash('sha256')
  for (const path of await filesOf(join(folder, version))) hash.update(`${path}\n`).update(await readFile(join(folder, version, path)))
  return hash.digest('hex')
}

async function filesOf (root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => relative(root, join(entry.parentPath, entry.name))).sort()
}
