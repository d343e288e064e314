// `node infra/run.mjs <command…>`: the command under the pinned toolchain. `node` and `pnpm` mean the pinned ones.
import { ensurePackages, ensureToolchain, nodeArguments, runToEnd } from './toolchain.mjs'

const toolchain = ensureToolchain()
ensurePackages(toolchain)
const [command = 'node', ...args] = process.argv.slice(2)
if (command === 'node') runToEnd(toolchain.node, [...nodeArguments, ...args], toolchain)
else if (command === 'pnpm') runToEnd(toolchain.node, [toolchain.pnpm, ...args], toolchain)
else runToEnd(command, args, toolchain)
