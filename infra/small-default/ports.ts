import { createServer, type Server } from 'node:net'

/** Where everything listens. All on loopback. */
export type Ports = { door: number, surveys: number, catcher: number, provider: number, smtp: number, postgres: number, services: Record<string, number> }

/**
 * The fixed plan: the door on `base`, surveys, mail catcher and development provider after it, services from `base` + 10.
 * With base 0 every port is one that is free now, so that several installations run side by side.
 */
export async function planPorts (base: number, services: readonly string[]): Promise<Ports> {
  const names = ['door', 'surveys', 'catcher', 'provider', 'smtp', 'postgres', ...services]
  const wanted = names.map(name => base === 0 ? 0 : base + offsetOf(name, services))
  const found = await reserve(wanted)
  const [door = 0, surveys = 0, catcher = 0, provider = 0, smtp = 0, postgres = 0, ...rest] = found
  return { door, surveys, catcher, provider, smtp, postgres, services: Object.fromEntries(services.map((name, i) => [name, rest[i] ?? 0])) }
}

function offsetOf (name: string, services: readonly string[]): number {
  const places: Record<string, number> = { door: 0, surveys: 1, catcher: 2, provider: 3, smtp: 4, postgres: 5 }
  return places[name] ?? 10 + services.indexOf(name)
}

// All are held at once before any is given back: two names never get the same free port.
async function reserve (wanted: readonly number[]): Promise<number[]> {
  const servers = await Promise.all(wanted.map(listen))
  const ports = servers.map(portOf)
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))))
  return ports
}

function listen (port: number): Promise<Server> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', () => reject(new Error(`Port ${port} is taken by another program. Set WEFT_PORT to another first port, or to 0 for free ones.`)))
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

function portOf (server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
