// Those who take the survey, in a process of their own: each opens the page of a link and sends 32 answers.
import { gunzipSync } from 'node:zlib'
import { answerOrders } from './other-process.ts'
import { Wire } from './wire.ts'

export type Order = {
  origin: string
  tokens: readonly string[]
  items: readonly string[]
  /** So many connections as fast as they can; or so many people a second, however long the answers take. */
  load: { connections: number } | { perSecond: number }
  /** An empty route takes the same bytes and gives none. */
  expects: 'survey' | 'nothing'
}
/** Of all that were taken: how many were thanked, and milliseconds from when each was due until the thanks. */
export type Taken = { thanked: number, refused: number, seconds: number, milliseconds: number[] }

answerOrders<Order, Taken>(order => 'connections' in order.load ? closed(order, order.load.connections) : open(order, order.load.perSecond))

async function closed (order: Order, connections: number): Promise<Taken> {
  const taken: Taken = { thanked: 0, refused: 0, seconds: 0, milliseconds: [] }
  const wires = await Promise.all(Array.from({ length: connections }, () => Wire.to(order.origin)))
  let next = 0
  const from = performance.now()
  await Promise.all(wires.map(async wire => {
    while (next < order.tokens.length) await take(wire, order, next++, performance.now(), taken)
  }))
  taken.seconds = (performance.now() - from) / 1_000
  for (const wire of wires) wire.close()
  return taken
}

/** People come when they come: who waits for a connection has been waiting since then. */
async function open (order: Order, perSecond: number): Promise<Taken> {
  const taken: Taken = { thanked: 0, refused: 0, seconds: 0, milliseconds: [] }
  const idle: Wire[] = []
  const from = performance.now()
  await Promise.all(order.tokens.map(async (_, at) => {
    const due = from + at * 1_000 / perSecond
    await new Promise(resolve => setTimeout(resolve, Math.max(1, due - performance.now())))
    const known = idle.pop()
    if (known?.fresh === false) known.close()
    const wire = known?.fresh === true ? known : await Wire.to(order.origin)
    await take(wire, order, at, due, taken)
    idle.push(wire)
  }))
  taken.seconds = (performance.now() - from) / 1_000
  for (const wire of idle) wire.close()
  return taken
}

async function take (wire: Wire, { origin, tokens, items, expects }: Order, at: number, due: number, taken: Taken): Promise<void> {
  const path = `/s/${tokens[at] ?? ''}`
  const host = new URL(origin).host
  const page = await wire.ask(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\naccept: text/html\r\naccept-encoding: gzip\r\n\r\n`)
  if (expects === 'survey' && at % 200 === 0) checkPage(page.body, page.status, items)
  const body = `${items.map((item, place) => `a-${item}=${1 + (at * 7 + place * 3) % 5}`).join('&')}&act=send&by=1+full-8&form=${at.toString(36)}page`
  const sent = await wire.ask(`POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\naccept-encoding: gzip\r\n\r\n${body}`)
  const ok = expects === 'nothing' ? sent.status === 200 : sent.status === 303 && /\r\nlocation: \/s\/thanks/i.test(sent.head)
  taken[ok ? 'thanked' : 'refused']++
  taken.milliseconds.push(performance.now() - due)
}

function checkPage (body: Buffer, status: number, items: readonly string[]): void {
  const html = gunzipSync(body).toString('utf8')
  const missing = items.find(item => !html.includes(`name="a-${item}"`))
  if (status !== 200 || missing !== undefined) throw new Error(`A page came with ${status} and without ${missing ?? 'nothing'}.`)
}
