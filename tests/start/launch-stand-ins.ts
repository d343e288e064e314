// A launcher in a process of its own, so that a test can end it without warning: node launch-stand-ins.ts <home> <events>.
import { startSmallDefault } from '@weft/infra/small-default/launcher'
import { standInHouse } from './stand-in-house.ts'

const [home = '', events] = process.argv.slice(2)
const { pids, services } = await startSmallDefault({ home, ports: 'free', events: events === 'kafka' ? 'kafka' : 'postgres', log: () => undefined, house: standInHouse })
process.stdout.write(`${JSON.stringify({ pids, services })}\n`)
