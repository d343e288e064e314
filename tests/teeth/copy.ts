import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
// The copy borrows what was installed; links between the workspace's own packages are relative and stay inside the copy.
const borrowed = new Set(['node_modules', '.toolchain'])
const left = new Set(['.git', '.weft', 'target', 'secrets', '.env'])

/** One place of the source to change. `find` must stand there exactly once: a guard that moved is an error, not a pass. */
export type Patch = { file: string, find: string, replace: string }

/** A copy of the source with guards taken out. Nothing in the product can weaken one; only such a copy can. */
export function patchedCopy (patches: readonly Patch[]): { folder: string, remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'weft-teeth-'))
  cpSync(root, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: source => !left.has(basename(source)) && !(borrowed.has(basename(source)) && resolve(source, '..') === root)
  })
  for (const name of borrowed) symlinkSync(join(root, name), join(folder, name))
  // infra/kafka/target holds the broker's jars: too big to copy, and never patched.
  symlinkSync(join(root, 'infra/kafka/target'), join(folder, 'infra/kafka/target'))
  const remove = () => { rmSync(folder, { recursive: true, force: true }) }
  try {
    for (const patch of patches) apply(folder, patch)
  } catch (error) {
    remove()
    throw error
  }
  return { folder, remove }
}

function apply (folder: string, patch: Patch): void {
  const path = join(folder, patch.file)
  writeFileSync(path, patchedText(readFileSync(path, 'utf8'), patch))
}

/** The text of a file with one place changed. Throws when that place is not there exactly once. */
export function patchedText (text: string, { file, find, replace }: Patch): string {
  const times = text.split(find).length - 1
  if (times !== 1) throw new Error(`${file} holds ${JSON.stringify(find)} ${times} times; the guard has moved, mend its patch in tests/teeth`)
  return text.replace(find, () => replace)
}
