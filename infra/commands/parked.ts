// `npm run parked`: what is held up in each service; with --redrive or --return, lets one key go again after its cause was mended.
import { parkedReply, redriveReply, returnReply, type ParkedKey } from '@weft/service-kit/parked'
import { zones } from '../small-default/house.ts'
import { readWithRest } from './arguments.ts'
import { openOperator, runCommand, Stop, type Operator } from './operator.ts'

const usage = 'npm run parked -- [--service <service>] [--redrive <consumer> <key> | --return <topic> <key>]'
const roles = ['operator']
const LONGEST_SECONDS = 300
const MOST_PAGES = 100
/** The door has no internal API of its own, and no events. */
const services = Object.values(zones).flat().filter(name => name !== 'web')

type Found = ParkedKey & { service: string }

runCommand(async () => {
  const { values: { service, redrive, return: topic }, positionals: [key, ...more] } =
    readWithRest(process.argv.slice(2), { service: { type: 'string' }, redrive: { type: 'string' }, return: { type: 'string' } }, usage)
  const changes = [redrive, topic].filter(one => one !== undefined).length
  if (changes > 1 || more.length > 0 || (changes === 1) !== (key !== undefined)) throw new Stop(`Write it like this: ${usage}`)
  if (service !== undefined && !services.includes(service as typeof services[number])) throw new Stop(`There is no service called ${service}. There are: ${services.join(', ')}.`)
  const ask = await openOperator(process.env)
  const found = (await Promise.all((service === undefined ? services : [service]).map(name => parkedIn(ask, name)))).flat()
  if (key === undefined) return list(found)
  return await mend(ask, oneOf(found, { consumer: redrive ?? null, topic, key }))
})

async function parkedIn (ask: Operator, service: string): Promise<Found[]> {
  const found: Found[] = []
  let from: number | null = 0
  for (let page = 0; from !== null && page < MOST_PAGES; page++) {
    const { parked, next }: { parked: ParkedKey[], next: number | null } = await ask({ to: service, method: 'GET', path: `/parked?from=${from}`, roles }, parkedReply)
    found.push(...parked.map(one => ({ ...one, service })))
    from = next
  }
  return found
}

function list (found: readonly Found[]): number {
  if (found.length === 0) process.stdout.write('Nothing is held up.\n')
  for (const { service, consumer, topic, key, events, reason } of found) {
    const what = consumer === null ? `could not be sent on ${topic}` : `refused by ${consumer} from ${topic}`
    process.stdout.write(`${service}: ${events} ${events === 1 ? 'event' : 'events'} of key ${JSON.stringify(key)}, ${what}: ${reason}\n`)
  }
  return 0
}

function oneOf (found: readonly Found[], { consumer, topic, key }: { consumer: string | null, topic: string | undefined, key: string }): Found {
  const fitting = found.filter(one => one.key === key && one.consumer === consumer && (topic === undefined || one.topic === topic))
  const [only, other] = fitting
  if (only === undefined) throw new Stop('Nothing is held up there. "npm run parked" lists what is.')
  if (other !== undefined) throw new Stop(`That is held up in several places. Add --service with one of: ${fitting.map(one => one.service).join(', ')}.`)
  return only
}

async function mend (ask: Operator, { service, consumer, topic, key }: Found): Promise<number> {
  if (consumer === null) {
    const { returned } = await ask({ to: service, method: 'POST', path: '/parked/return', roles, body: { topic, key }, withinSeconds: LONGEST_SECONDS }, returnReply)
    process.stdout.write(`${returned} ${returned === 1 ? 'event is' : 'events are'} back in line and on the way.\n`)
    return 0
  }
  const { done, left } = await ask({ to: service, method: 'POST', path: '/parked/redrive', roles, body: { consumer, key }, withinSeconds: LONGEST_SECONDS }, redriveReply)
  process.stdout.write(`${done} applied, ${left} still held up.${left > 0 ? ' The first of them is refused as before: see "npm run parked".' : ''}\n`)
  return left === 0 ? 0 : 1
}
