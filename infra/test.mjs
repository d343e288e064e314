// `npm test`: the toolchain first, then every check under Node 24.
import { ensurePackages, ensureToolchain, nodeArguments, runToEnd } from './toolchain.mjs'

const toolchain = ensureToolchain()
ensurePackages(toolchain)
runToEnd(toolchain.node, [...nodeArguments, 'infra/test.ts', ...process.argv.slice(2)], toolchain)
