// A launcher in a process of its own, so that a test can end it without warning: node launch-stand-ins.ts <home>.
import { startSmallDefault } from '@weft/infra/small-default/launcher'
import { standInHouse } from './stand-in-house.ts'

const home = process.argv[2] ?? ''
const { pids, services } = await startSmallDefault({ home, ports: 'free', events: 'postgres', log: () => undefined, house: standInHouse })
process.stdout.write(`${JSON.stringify({ pids, services })}\n`)
