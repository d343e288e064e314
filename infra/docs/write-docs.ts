import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { catalogue } from '@weft/contracts/catalogue'
import { topics } from '@weft/contracts/topics'
import { eventsPage } from './events-page.ts'

const page = fileURLToPath(new URL('../../docs/events.md', import.meta.url))

/** Writes docs/events.md, or with `--check` says whether it is up to date. Gives the exit code. */
export async function writeDocs (options: readonly string[], { path = page, say = console.log }: { path?: string, say?: (sentence: string) => void } = {}): Promise<number> {
  const fresh = eventsPage(catalogue, topics)
  if (!options.includes('--check')) {
    await writeFile(path, fresh)
    say(`Wrote ${path}`)
    return 0
  }
  const written = await readFile(path, 'utf8').catch(() => '')
  if (written === fresh) return 0
  say(`${path} is behind the contracts: run "npm run docs".`)
  return 1
}

if (import.meta.main) process.exitCode = await writeDocs(process.argv.slice(2))
