import { connect, createServer, type Server } from 'node:net'
import { z } from 'zod'

/** `outer:inner` as two ports. */
export const forwardShape = z.string().regex(/^\d{1,5}:\d{1,5}$/).transform(text => text.split(':').map(Number) as [number, number])

const IDLE_MS = 120_000

/**
 * Hands connections on `outer`, from wherever this container's network is reached, to `inner` on its loopback. For the two evaluation
 * listeners that refuse to listen anywhere else; which machines reach `outer` is what the compose file publishes: this one.
 */
export function forward ([outer, inner]: readonly [number, number]): Promise<Server> {
  const server = createServer(incoming => {
    const onward = connect(inner, '127.0.0.1')
    for (const [from, to] of [[incoming, onward], [onward, incoming]] as const) {
      from.setTimeout(IDLE_MS, () => from.destroy())
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
      from.pipe(to)
    }
  })
  server.maxConnections = 200
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(outer, '0.0.0.0', () => resolve(server))
  })
}
