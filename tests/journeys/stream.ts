import { setTimeout as pause } from 'node:timers/promises'
import type { Driver } from '@weft/testkit/driver'

export type StreamEvent = { id: string, event: string, data: Record<string, unknown> }
export type Following = {
  /** What came so far, in order. */
  readonly events: readonly StreamEvent[]
  /** Destroys the connection, in the middle of whatever is on its way. */
  leave: () => void
}

/** Reads so many events of the stream of released scores, from behind `after` on, and hangs up. Throws when they do not come in 20 s. */
export async function readStream (driver: Driver, after: string | undefined, count: number): Promise<StreamEvent[]> {
  const reply = await driver.raw('GET', '/scores', undefined, { accept: 'text/event-stream', ...(after !== undefined && { 'last-event-id': after }) })
  const { events, leave } = await follow(reply)
  for (let waited = 0; events.length < count; waited += 20) {
    if (waited > 20_000) throw new Error(`The stream gave ${events.length} of ${count} events`)
    await pause(20)
  }
  leave()
  return events.slice(0, count)
}

/** Opens a stream and keeps what comes, until `leave`. */
export async function followStream (url: string, headers: Record<string, string>): Promise<Following> {
  return follow(await fetch(url, { headers: { accept: 'text/event-stream', ...headers } }))
}

async function follow (reply: Response): Promise<Following> {
  if (!reply.ok || reply.body === null) throw new Error(`No stream: ${reply.status} ${await reply.text()}`)
  const events: StreamEvent[] = []
  const reader = reply.body.getReader()
  void keep(reader, events).catch(() => {})
  return { events, leave: () => { void reader.cancel().catch(() => {}) } }
}

async function keep (reader: ReadableStreamDefaultReader<Uint8Array>, events: StreamEvent[]): Promise<void> {
  let text = ''
  const decoder = new TextDecoder()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (text + decoder.decode(part.value, { stream: true })).split('\n\n')
    text = blocks.pop() ?? ''
    events.push(...blocks.flatMap(eventOf))
  }
}

function eventOf (block: string): StreamEvent[] {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1]
  const data = field('data')
  return data === undefined ? [] : [{ id: field('id') ?? '', event: field('event') ?? '', data: JSON.parse(data) as Record<string, unknown> }]
}
