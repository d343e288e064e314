import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const house = fileURLToPath(new URL('../../../..', import.meta.url))
let known: string | undefined

/**
 * A hash of the source of this house. What one version of the code made is never taken for what another one makes: during an update both
 * run side by side, and nobody has to remember to count a version up. Read once, a few milliseconds.
 */
export function codeVersion (): string {
  known ??= hashOf(['packages', 'services'].flatMap(folder => sourcesIn(folder)))
  return known
}

function sourcesIn (folder: string): string[] {
  return readdirSync(join(house, folder)).flatMap(name => {
    const source = join(folder, name, 'src')
    return filesIn(source).map(file => join(source, file))
  })
}

function filesIn (folder: string): string[] {
  try {
    return readdirSync(join(house, folder), { recursive: true, encoding: 'utf8' }).filter(file => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  } catch {
    // An image holds its own service and no other.
    return []
  }
}

function hashOf (files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of [...files].sort()) hash.update(file).update(readFileSync(join(house, file)))
  return hash.digest('base64url').slice(0, 16)
}
