// `npm start`: the toolchain first, then the launcher under Node 24.
import { ensurePackages, ensureToolchain, nodeArguments, runToEnd } from './toolchain.mjs'

const toolchain = ensureToolchain()
ensurePackages(toolchain)
// It loads the demonstration and then waits for days: what that took shall go back to the system (small-default/child.ts).
const small = ['--max-semi-space-size=4', '--memory-reducer-favors-memory', '--memory-reducer-for-small-heaps']
runToEnd(toolchain.node, [...small, ...nodeArguments, 'infra/small-default/start.ts'], toolchain)
