import type { Driver } from '@weft/testkit/driver'

export type StreamEvent = { id: string, event: string, data: Record<string, unknown> }

/** Reads so many events of the stream of released scores, from behind `after` on, and hangs up. Throws when they do not come in 20 s. */
export async function readStream (driver: Driver, after: string | undefined, count: number): Promise<StreamEvent[]> {
  const reply = await driver.raw('GET', '/scores', undefined, { accept: 'text/event-stream', ...(after !== undefined && { 'last-event-id': after }) })
  if (!reply.ok || reply.body === null) throw new Error(`No stream: ${reply.status} ${await reply.text()}`)
  const events: StreamEvent[] = []
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader()
  const late = setTimeout(() => { void reader.cancel() }, 20_000)
  let text = ''
  while (events.length < count) {
    const { value, done } = await reader.read()
    if (done) throw new Error(`The stream ended after ${events.length} of ${count} events`)
    text += value
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    events.push(...blocks.flatMap(eventOf))
  }
  clearTimeout(late)
  await reader.cancel()
  return events.slice(0, count)
}

function eventOf (block: string): StreamEvent[] {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1]
  const data = field('data')
  return data === undefined ? [] : [{ id: field('id') ?? '', event: field('event') ?? '', data: JSON.parse(data) as Record<string, unknown> }]
}
