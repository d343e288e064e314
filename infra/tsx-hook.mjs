// Node strips the types of .ts files itself, but refuses .tsx. This hook compiles those, and only those, one file at a time
// as they are imported. Why a hook of our own: docs/decisions/0002-tsx-by-a-hook.md.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

let transformSync

registerHooks({
  load (url, context, nextLoad) {
    if (!url.startsWith('file:') || !url.endsWith('.tsx')) return nextLoad(url, context)
    // Loaded with the first .tsx: a process without pages never pays for esbuild.
    transformSync ??= process.getBuiltinModule('node:module').createRequire(import.meta.url)('esbuild').transformSync
    const file = fileURLToPath(url)
    const { code } = transformSync(readFileSync(file, 'utf8'), {
      loader: 'tsx', format: 'esm', target: 'node24', jsx: 'automatic', jsxImportSource: 'preact', sourcemap: 'inline', sourcefile: file
    })
    return { format: 'module', source: code, shortCircuit: true }
  }
})
