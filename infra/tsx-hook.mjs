// Node strips the types of .ts files itself, but refuses .tsx. This hook compiles those, and only those, as they are imported.
// What was compiled once is kept under node_modules/.cache, by content. Why so: docs/decisions/0002-tsx-by-a-hook.md.
import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire, enableCompileCache, registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const cache = fileURLToPath(new URL('../node_modules/.cache/weft', import.meta.url))
const settings = { loader: 'tsx', format: 'esm', target: 'node24', jsx: 'automatic', jsxImportSource: 'preact', sourcemap: 'inline' }
const { version } = createRequire(import.meta.url)('esbuild/package.json')

// Node's own: keeps stripped types and byte code, and halves the time to start.
enableCompileCache(join(cache, 'node'))

registerHooks({
  load (url, context, nextLoad) {
    if (!url.startsWith('file:') || !url.endsWith('.tsx')) return nextLoad(url, context)
    return { format: 'module', source: compiled(fileURLToPath(url)), shortCircuit: true }
  }
})

function compiled (file) {
  const source = readFileSync(file, 'utf8')
  const kept = join(cache, `${hash('sha256', JSON.stringify([version, settings, file, source]))}.js`)
  return read(kept) ?? keep(kept, compile(file, source))
}

// esbuild is loaded with the first .tsx that is new: most starts never pay for it.
function compile (file, source) {
  return createRequire(import.meta.url)('esbuild').transformSync(source, { ...settings, sourcefile: file }).code
}

function read (kept) {
  try {
    return readFileSync(kept, 'utf8')
  } catch {
    return undefined
  }
}

// Several processes start at once: each writes a file of its own and renames it. A folder that cannot be written costs only time.
function keep (kept, code) {
  try {
    mkdirSync(cache, { recursive: true })
    writeFileSync(`${kept}.${process.pid}`, code)
    renameSync(`${kept}.${process.pid}`, kept)
  } catch { /* compiled again at the next start */ }
  return code
}
