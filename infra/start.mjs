// `npm start`: the toolchain first, then the launcher under Node 24.
import { ensurePackages, ensureToolchain, nodeArguments, runToEnd } from './toolchain.mjs'

const toolchain = ensureToolchain()
ensurePackages(toolchain)
runToEnd(toolchain.node, [...nodeArguments, 'infra/small-default/start.ts'], toolchain)
