import type { Redis as Client } from 'ioredis'
import { clientOf, type Redis } from './redis.ts'

export type Notices = {
  /** Calls the listener when any process of the service tells, and once after each time that news could have been missed. Gives what ends it. */
  hear: (channel: string, listener: () => void) => () => void
  /** Tells all processes of the service that there is something to look at. Says nothing else: whoever hears it asks Postgres. */
  tell: (channel: string) => Promise<void>
  close: () => void
}

type Listeners = Map<string, Set<() => void>>

/**
 * Word from process to process of one service. In the same process it always arrives; to others it goes through Redis, at most once:
 * whoever must not miss it looks at Postgres from time to time as well.
 */
export function openNotices ({ url, service, redis }: { url: string, service: string, redis: Pick<Redis, 'ask'> }): Notices {
  const listeners: Listeners = new Map()
  const client = url === '' ? undefined : listeningClient(url, listeners)
  const nameOf = (channel: string) => `weft:${service}:${channel}`
  return {
    hear: (channel, listener) => {
      const name = nameOf(channel)
      const heard = listeners.get(name) ?? new Set()
      listeners.set(name, heard.add(listener))
      if (client?.status === 'ready') subscribe(client, name, listeners)
      return () => { heard.delete(listener) }
    },
    tell: async channel => {
      call(listeners, nameOf(channel))
      await redis.ask(connection => connection.publish(nameOf(channel), ''))
    },
    close: () => { client?.disconnect() }
  }
}

/** Redis lets a connection that listens do nothing else, so it has one of its own. */
function listeningClient (url: string, listeners: Listeners): Client {
  const client = clientOf(url)
  client.on('ready', () => { for (const name of listeners.keys()) subscribe(client, name, listeners) })
  client.on('message', (name: string) => { call(listeners, name) })
  return client
}

/** What was told while there was no connection is lost: once it stands, everybody looks. */
function subscribe (client: Client, name: string, listeners: Listeners): void {
  client.subscribe(name).then(() => { call(listeners, name) }, () => {})
}

const call = (listeners: Listeners, name: string) => { for (const listener of listeners.get(name) ?? []) listener() }
