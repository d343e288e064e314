// A launcher in a process of its own, so that a test can end it without warning: node launch-stand-ins.ts <home> <events> <first port>.
import { startSmallDefault } from '@weft/infra/small-default/launcher'
import { standInHouse } from './stand-in-house.ts'

const [home = '', events, ports] = process.argv.slice(2)
const { pids, services } = await startSmallDefault({ home, ports: Number(ports), events: events === 'kafka' ? 'kafka' : 'postgres', log: () => undefined, house: standInHouse })
process.stdout.write(`${JSON.stringify({ pids, services })}\n`)
